"""Hours of volunteers: entered when they were there, corrected with a reason, certified once a year."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from niangjia.activities import api as activities
from niangjia.activities.errors import MinutesWrong, NoHours
from niangjia.activities.models import Certificate, HoursEntry
from niangjia.base import journal
from niangjia.base.actor import SYSTEM
from niangjia.kernel.errors import NotAllowed, NotFound, ReasonMissing
from niangjia.quotas.models import Pool
from tests.cast import World
from tests.programmes.conftest import booked, there
from tests.quotas.conftest import MakePool

pytestmark = pytest.mark.django_db
WHY = "提前一小时收摊"


def entry(world: World, who: str = "worker") -> HoursEntry:
    return HoursEntry.objects.get(person_id=world[who].id)


def correct(world: World, by: str = "town_officer", minutes: int = 60, reason: str = WHY) -> None:
    one = entry(world)
    activities.correct_hours(
        by=world[by].actor, person_id=one.person_id, entry_id=one.id, minutes=minutes, reason=reason
    )


def test_a_shift_gives_its_hours_to_those_who_were_there_and_twice_is_once(world: World, shift: Pool) -> None:
    first = booked(world, "worker", shift.id)
    booked(world, "mother", shift.id)
    there(world, shift.id, first)
    assert activities.enter_presence(by=SYSTEM, pool_id=shift.id, booking_ids=[first]) == 0
    [row] = activities.hours_of(world["worker"].id)
    assert (row.minutes, str(row.day), row.title, row.union_name) == (120, "2026-12-03", "陪考一天", "上街镇总工会")
    assert activities.hours_of(world["mother"].id) == []


def test_a_course_gives_no_hours(world: World, known: None, make_pool: MakePool) -> None:
    pool = make_pool()
    there(world, pool.id, booked(world, "worker", pool.id))
    assert HoursEntry.objects.count() == 0


def test_an_officer_corrects_with_a_reason_and_the_certificate_follows(world: World, shift: Pool) -> None:
    there(world, shift.id, booked(world, "worker", shift.id))
    number = activities.certify_hours(by=world["worker"].actor, year=2026)
    correct(world)
    [row] = activities.hours_of_pool(world["town_officer"].actor, pool_id=shift.id)
    assert (row.minutes, row.reason, row.who) == (60, WHY, "林*")
    assert activities.certificate_numbered(number).minutes == 60
    assert "activities.correct_hours" in [entry.verb for entry in journal.entries(stream=world["worker"].id)]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"reason": "短"}, ReasonMissing),
        ({"minutes": 1500}, MinutesWrong),
        ({"minutes": -1}, MinutesWrong),
        ({"by": "stranger"}, NotAllowed),
        ({"by": "worker"}, NotAllowed),
    ],
)
def test_it_refuses_a_correction_that_is_not_hers_to_make(
    world: World, shift: Pool, change: dict[str, object], refusal: type[Exception]
) -> None:
    there(world, shift.id, booked(world, "worker", shift.id))
    with pytest.raises(refusal):
        correct(world, **change)  # type: ignore[arg-type]  # one of the two above
    assert entry(world).minutes == 120


def test_nobody_corrects_her_own(world: World, shift: Pool) -> None:
    there(world, shift.id, booked(world, "town_officer", shift.id))
    one = entry(world, "town_officer")
    with pytest.raises(NotAllowed):
        activities.correct_hours(
            by=world["town_officer"].actor, person_id=one.person_id, entry_id=one.id, minutes=600, reason=WHY
        )


def test_who_runs_another_union_sees_no_hours_of_this_one(world: World, shift: Pool) -> None:
    there(world, shift.id, booked(world, "worker", shift.id))
    assert activities.hours_of_pool(world["stranger"].actor, pool_id=shift.id) == []


def test_one_certificate_a_year_and_it_says_what_has_come_since(world: World, shift: Pool, make_pool: MakePool) -> None:
    with pytest.raises(NoHours):
        activities.certify_hours(by=world["worker"].actor, year=2026)
    there(world, shift.id, booked(world, "worker", shift.id))
    number = activities.certify_hours(by=world["worker"].actor, year=2026)
    second = make_pool("volunteering", item="law")
    there(world, second.id, booked(world, "worker", second.id))
    assert activities.certify_hours(by=world["worker"].actor, year=2026) == number
    seen = activities.certificate_numbered(number)
    assert (seen.minutes, seen.who, seen.is_valid, Certificate.objects.count()) == (240, "林*", True, 1)


def test_a_revoked_certificate_says_so_and_is_not_printed(world: World, shift: Pool) -> None:
    there(world, shift.id, booked(world, "worker", shift.id))
    number = activities.certify_hours(by=world["worker"].actor, year=2026)
    assert activities.own_certificate(world["worker"].id, number=number).who == "林秀琴"
    with pytest.raises(NotFound):
        activities.own_certificate(world["mother"].id, number=number)
    with pytest.raises(NotAllowed):
        activities.revoke_certificate(by=world["stranger"].actor, number=number, reason="冒用他人签到")
    activities.revoke_certificate(by=world["county_officer"].actor, number=number, reason="冒用他人签到")
    assert not activities.certificate_numbered(number).is_valid
    with pytest.raises(NotFound):
        activities.own_certificate(world["worker"].id, number=number)


def test_the_paper_says_her_name_and_a_name_is_no_markup(world: World, shift: Pool) -> None:
    there(world, shift.id, booked(world, "worker", shift.id))
    number = activities.certify_hours(by=world["worker"].actor, year=2026)
    view = activities.own_certificate(world["worker"].id, number=number)
    assert activities.sentence(view) == "2026 年参加志愿服务 2 小时，特此证明。"
    paper = activities.pdf_of(view, address=f"https://example.org/public/certificates/{number}/")
    assert paper is None or paper.startswith(b"%PDF-")


def test_the_database_holds_one_entry_a_booking(world: World, shift: Pool) -> None:
    there(world, shift.id, booked(world, "worker", shift.id))
    same = HoursEntry.objects.values().get()
    del same["id"]
    with pytest.raises(IntegrityError), transaction.atomic():
        HoursEntry.objects.create(**same)
