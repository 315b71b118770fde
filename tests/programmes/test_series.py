"""Courses: one place for all sessions, or one for each; attendance, exam, certificate."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from niangjia.activities import api as activities
from niangjia.activities.errors import NotEarned, SeriesWrong, TooFewSessions
from niangjia.base import clock
from niangjia.kernel.errors import NotAllowed, NotFound
from niangjia.quotas.models import Booking
from tests.cast import World
from tests.programmes.conftest import booked, course, there

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(world: World, known: None) -> UUID:
    """Two evenings with an exam; the worker and the mother have a place for both."""
    series = course(world, "skill-class", exam=True)
    for who in ("worker", "mother"):
        booked(world, who, pools(world, series)[0])
    return series


def pools(world: World, series: UUID) -> list[UUID]:
    return [one.pool_id for one in activities.series_for(world["town_officer"].actor, series_id=series).sessions]


def attend(world: World, series: UUID, nr: int, *who: str, by: str = "town_officer") -> int:
    ids = [world[each].id for each in who]
    return activities.enter_attendance(by=world[by].actor, series_id=series, nr=nr, person_ids=ids)


def exam(world: World, series: UUID, **passed: bool) -> None:
    by = world["town_officer"].actor
    activities.enter_exam(by=by, series_id=series, passed={world[who].id: good for who, good in passed.items()})


def certify(world: World, series: UUID, who: str = "worker") -> str:
    with clock.frozen("2026-12-20 09:00"):
        return activities.certify_attendance(by=world[who].actor, series_id=series)


def make(world: World, by: str, sessions: list[tuple[datetime, datetime]]) -> UUID:
    union = world.unions["shangjie"].id
    return activities.open_series(
        by=world[by].actor, new=activities.NewSeries("skill-class", union, "夜校", 9, clock.now(), sessions)
    )


def test_a_class_has_one_pool_and_open_classes_one_for_each(world: World, school: UUID) -> None:
    assert len(set(pools(world, school))) == 1
    assert len(set(pools(world, course(world, "open-class", sessions=3)))) == 3


def test_enough_evenings_and_the_exam_give_one_certificate(world: World, school: UUID) -> None:
    attend(world, school, 1, "worker", "mother")
    attend(world, school, 2, "worker")
    with pytest.raises(NotEarned):  # not examined yet
        certify(world, school)
    exam(world, school, worker=True)
    number = certify(world, school)
    assert certify(world, school) == number
    seen = activities.certificate_numbered(number)
    assert (seen.title, seen.sessions, seen.passed_exam, seen.union_name) == ("电工夜校", 2, True, "上街镇总工会")
    assert set(Booking.objects.values_list("state", flat=True)) == {"used"}


def test_no_certificate_for_too_few_evenings_a_failed_exam_or_nobody(world: World, school: UUID) -> None:
    attend(world, school, 1, "worker", "mother")
    attend(world, school, 2, "worker")
    with pytest.raises(TooFewSessions):
        exam(world, school, mother=True)
    exam(world, school, worker=False)
    for who in ("worker", "mother"):
        with pytest.raises(NotEarned):
            certify(world, school, who)
    with pytest.raises(NotFound):
        certify(world, school, "leader")


def test_a_slip_in_the_list_is_mended_by_entering_it_anew(world: World, school: UUID) -> None:
    attend(world, school, 1, "worker", "mother")
    assert attend(world, school, 1, "mother") == 1
    told = {p.person_id: p.nrs for p in activities.participants_of(world["town_officer"].actor, series_id=school)}
    assert (told[world["worker"].id], told[world["mother"].id]) == (frozenset(), {1})


def test_it_refuses_strangers_and_who_takes_no_part(world: World, school: UUID) -> None:
    with pytest.raises(NotFound):
        attend(world, school, 1, "worker", by="stranger")
    with pytest.raises(NotFound):
        attend(world, school, 1, "leader")
    with pytest.raises(NotFound):
        attend(world, school, 9, "worker")


def test_open_classes_of_a_series_count_when_she_was_checked_in(world: World, known: None) -> None:
    series = course(world, "open-class")
    for pool in pools(world, series):
        there(world, pool, booked(world, "worker", pool))
    [mine] = activities.courses_of(world["worker"].id)
    assert (mine.attended, mine.sessions, mine.earned) == (2, 2, False)  # it is not over yet
    assert certify(world, series)


def test_a_series_makes_sense_or_is_not_made(world: World, known: None) -> None:
    begin = clock.now() + timedelta(days=3)
    for spans in (
        [],
        [(begin, begin)],
        [(begin, begin + timedelta(hours=2)), (begin + timedelta(hours=1), begin + timedelta(hours=3))],
    ):
        with pytest.raises(SeriesWrong):
            make(world, "town_officer", spans)
    with pytest.raises(NotAllowed):
        make(world, "stranger", [(begin, begin + timedelta(hours=1))])
