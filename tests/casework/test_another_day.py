"""换一天: whoever has a check-up by her case takes another day's instead, without asking anew."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from niangjia.base import clock, journal
from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.casework.models import Case
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotFound, ReasonMissing, Refusal
from niangjia.kernel.ids import uuid7
from niangjia.messages.models import Message
from niangjia.quotas import api as quotas
from niangjia.quotas.errors import BookingState, DayTaken, NoSuchDay, TooLateToMove
from niangjia.quotas.models import Booking, Pool
from tests.casework.check_up import are_there, asks, booking_of, makes_slots, starts, sweepers
from tests.casework.conftest import known, monday, state, steps
from tests.cast import World

pytestmark = pytest.mark.django_db
__all__ = ["known", "monday", "sweepers"]


@pytest.fixture
def given(sweepers: World) -> Booking:
    """The worker's, on the morning in seven days."""
    makes_slots(sweepers, days=7)
    return booking_of(asks(sweepers, "morning"))


def moves(world: World, booking: Booking, pool: UUID, by: str = "worker", reason: str = "那天要值班") -> quotas.Answer:
    return quotas.move(by=world[by].actor, booking_id=booking.id, pool_id=pool, reason=reason)


def days(world: World, booking: Booking, by: str = "worker") -> list[UUID]:
    return [pool.id for pool in quotas.other_days(world[by].actor, booking_id=booking.id)]


def call_off(world: World, pool: UUID) -> None:
    quotas.cancel_pool(by=world["county_officer"].actor, pool_id=pool, reason="医院停诊一天")


def has_what_she_had(booking: Booking) -> bool:
    live = Booking.objects.filter(person_id=booking.person_id, state__in=["booked", "held", "waiting"])
    return [row.id for row in live] == [booking.id] and not quotas.adrift()


def test_she_takes_another_day_and_her_case_goes_on_with_it(sweepers: World, given: Booking) -> None:
    assert given.case_id
    later = makes_slots(sweepers, days=12)
    assert days(sweepers, given) == [later]
    answer = moves(sweepers, given, later)
    assert moves(sweepers, given, later) == answer  # pressed twice
    drain()
    now = booking_of(given.case_id)
    assert (now.id, now.pool_id, now.state, now.period) == (answer.booking_id, later, "booked", given.period)
    assert (state(given.case_id), steps(given.case_id)[-1]) == ("delivering", "place_moved")
    record = Case.objects.get(id=given.case_id).record
    assert (record["booking"], record["number"]) == (str(now.id), now.number)
    assert Message.objects.filter(person_id=given.person_id, kind="place.booked", link=f"/tickets/{now.id}/").exists()
    assert has_what_she_had(now)
    are_there(sweepers, given.case_id)
    assert state(given.case_id) == "delivered"
    assert catalogue.verdict_now(service="sanitation-care", subject_id=given.person_id) == "no"


def test_the_place_she_left_is_offered_to_whoever_waits_and_she_may_come_back_while_nobody_does(
    sweepers: World, given: Booking
) -> None:
    later = makes_slots(sweepers, days=12)
    moves(sweepers, given, later)
    assert days(sweepers, booking_of(given.case_id)) == [given.pool_id]
    moves(sweepers, booking_of(given.case_id), given.pool_id)
    waits = booking_of(asks(sweepers, "morning", "mother"))
    assert (waits.pool_id, waits.state) == (later, "booked")
    call_off(sweepers, later)
    drain()
    waits = booking_of(waits.case_id)
    assert (waits.pool_id, waits.state) == (given.pool_id, "waiting")
    moves(sweepers, booking_of(given.case_id), makes_slots(sweepers, days=14))
    drain()
    waits.refresh_from_db()
    assert (waits.state, quotas.adrift()) == ("held", [])


def test_an_officer_of_the_pool_does_it_for_her_and_the_journal_says_so(sweepers: World, given: Booking) -> None:
    later = makes_slots(sweepers, days=12)
    with pytest.raises(ReasonMissing):
        moves(sweepers, given, later, by="county_officer", reason="")
    moves(sweepers, given, later, by="county_officer")
    [entry] = [e for e in journal.entries(about=("booking", given.id), limit=20) if e.verb == "quotas.move"]
    assert (entry.actor_id, entry.reason, entry.details["to"]) == (
        sweepers["county_officer"].id, "那天要值班", str(later),
    )  # fmt: skip
    for nobody in ("mother", "stranger"):
        with pytest.raises(NotFound):
            moves(sweepers, booking_of(given.case_id), given.pool_id, by=nobody)
        with pytest.raises(NotFound):
            days(sweepers, booking_of(given.case_id), by=nobody)


def test_a_day_that_is_full_or_waited_for_leaves_her_what_she_had(sweepers: World, given: Booking) -> None:
    full = makes_slots(sweepers, days=6)
    asks(sweepers, "morning", "mother")
    assert days(sweepers, given) == []
    with pytest.raises(DayTaken):
        moves(sweepers, given, full)
    assert has_what_she_had(given)


@pytest.mark.parametrize("why", ["too soon", "afternoon", "called off", "another county's", "the same", "unknown"])
def test_only_days_that_could_have_been_given_to_her_may_be_chosen(sweepers: World, given: Booking, why: str) -> None:
    other = {
        "too soon": lambda: makes_slots(sweepers, days=2),
        "afternoon": lambda: makes_slots(sweepers, days=9, item="afternoon"),
        "called off": lambda: makes_slots(sweepers, days=9),
        "another county's": lambda: makes_slots(sweepers, days=9, union="gulou"),
        "the same": lambda: given.pool_id,
        "unknown": uuid7,
    }[why]()
    if why == "called off":
        call_off(sweepers, other)
    assert days(sweepers, given) == []
    with pytest.raises(NotFound if why == "unknown" else NoSuchDay):
        moves(sweepers, given, other)
    assert has_what_she_had(given)


def test_until_two_days_before_and_not_after(sweepers: World, given: Booking) -> None:
    later, hours = makes_slots(sweepers, days=12), Pool.objects.get(id=given.pool_id).return_hours
    last = starts(given) - timedelta(hours=hours)
    with clock.frozen(last + timedelta(minutes=1)):
        assert not quotas.booking_for(SYSTEM, booking_id=given.id).may_move
        for by in ("worker", "county_officer"):
            with pytest.raises(TooLateToMove):
                moves(sweepers, given, later, by=by)
    assert has_what_she_had(given)
    with clock.frozen(last):
        assert quotas.booking_for(SYSTEM, booking_id=given.id).may_move
        moves(sweepers, given, later)


def test_only_what_is_booked_can_be_moved(sweepers: World, given: Booking) -> None:
    waiting = booking_of(asks(sweepers, "morning", "mother"))
    later = makes_slots(sweepers, days=12)
    with pytest.raises(BookingState):
        moves(sweepers, waiting, later, by="mother")
    assert given.case_id
    are_there(sweepers, given.case_id)
    with pytest.raises(Refusal):
        moves(sweepers, given, later)
    assert Booking.objects.filter(pool_id=later).count() == 0


def test_over_new_year_it_stays_the_check_up_of_the_old_year(sweepers: World, given: Booking) -> None:
    with clock.frozen("2026-12-30"):
        makes_slots(sweepers, days=7)
        late = booking_of(asks(sweepers, "morning", "mother"))
    with clock.frozen("2027-01-02"):
        moves(sweepers, late, makes_slots(sweepers, days=9), by="mother")
        assert booking_of(late.case_id).period == late.period == "2026"
