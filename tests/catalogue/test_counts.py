"""Verdicts are counted in every union and all above it."""

from __future__ import annotations

import pytest
from django.db import connection

from niangjia.catalogue import api as catalogue
from niangjia.catalogue.actions import count_verdicts
from niangjia.catalogue.errors import UnknownService
from niangjia.catalogue.rules.counting import counted
from niangjia.catalogue.rules.handwritten import counted_by_hand
from tests.cast import World

pytestmark = pytest.mark.django_db
SERVICE = "study-grant"


def one_by_one(verdict: catalogue.Verdict, path: str) -> int:
    """How many of the subjects with this verdict are living members below."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from people_v_membership"
            " where status in ('active', 'retained') and starts_with(path, %s) and person_id = any(%s)",
            [path, catalogue.subjects_with(service=SERVICE, verdicts=[verdict])],
        )
        count: int = cursor.fetchone()[0]
    return count


@pytest.mark.parametrize("service", ["study-grant", "join"])
def test_everybody_is_counted_once_in_the_whole(world: World, service: str) -> None:
    catalogue.refresh_everybody()
    whole = catalogue.service_counts(service=service)[""]
    assert whole.entitled == len(catalogue.subjects_with(service=service, verdicts=["yes"]))
    assert whole.unknown == len(catalogue.subjects_with(service=service, verdicts=["unknown"]))


def test_a_union_counts_all_below_it_and_no_other(world: World) -> None:
    catalogue.refresh_everybody()
    for path in (union.path for union in world.unions.values()):
        count = catalogue.service_counts(service=SERVICE, paths=[path])[path]
        assert (count.entitled, count.unknown) == (one_by_one("yes", path), one_by_one("unknown", path))


def test_an_unknown_service_is_refused(world: World) -> None:
    with pytest.raises(UnknownService):
        catalogue.service_counts(service="nothing")


@pytest.mark.parametrize("lane", [3, 15, 31])
@pytest.mark.parametrize("beyond", [0, 70])
def test_a_count_is_the_same_whatever_room_it_is_given(world: World, lane: int, beyond: int) -> None:
    """``beyond``: bits of a second and a third word of the string, which all stay zero."""
    catalogue.refresh_everybody()
    bits = [0, 1, 30, 31, 45, 61, 61 + beyond]
    plain = counted_by_hand("person", bits, "trial_verdict")
    with connection.cursor() as cursor:
        cursor.execute(
            "create temp table trial_verdict on commit drop as"
            " select v.person_id, (v.entitled || repeat('0', 200)::bit(200))::varbit as entitled,"
            " (v.unknown || repeat('0', 200)::bit(200))::varbit as unknown"
            " from catalogue_verdict_person v"
        )
        cursor.execute(f"select path, entitled, unknown from ({plain}) c order by path")
        by_hand = cursor.fetchall()
        cursor.execute(f"select * from ({counted('person', bits, 'trial_verdict', lane)}) c order by path")
        found = cursor.fetchall()
    (most,) = {row[3] for row in found}
    assert 1 < most < 8
    assert [row[:3] for row in found] == by_hand
    assert sum(by_hand[0][1]) + sum(by_hand[0][2])


def test_a_union_too_large_for_a_narrow_count_is_counted_with_more_room(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue.refresh_everybody()
    before = kept_counts()
    monkeypatch.setattr(count_verdicts, "NARROW", 1)  # two people in one place do not fit
    catalogue.count_verdicts()
    assert kept_counts() == before


def test_a_union_that_is_no_more_is_counted_no_more(world: World) -> None:
    catalogue.refresh_everybody()
    before = kept_counts()
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into catalogue_verdict_count (subject, path, entitled, unknown) values ('person', 'gone', '{1}', '{1}')"
        )
        cursor.execute("update catalogue_verdict_count set entitled = '{}' where path = ''")
    catalogue.count_verdicts()
    assert kept_counts() == before


def kept_counts() -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("select subject, path, entitled, unknown from catalogue_verdict_count order by subject, path")
        return cursor.fetchall()
