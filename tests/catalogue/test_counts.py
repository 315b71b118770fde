"""Verdicts are counted in every union and all above it."""

from __future__ import annotations

import pytest
from django.db import connection

from niangjia.catalogue import api as catalogue
from niangjia.catalogue.errors import UnknownService
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
