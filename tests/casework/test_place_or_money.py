"""关爱环卫工人: a check-up or the money, as she chooses; never both in a year, whatever comes between."""

from __future__ import annotations

import pytest

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.casework import api as casework
from niangjia.casework.errors import AlreadyOpen, FormIncomplete, NotEntitled
from niangjia.catalogue import api as catalogue
from niangjia.catalogue.models import Helped
from niangjia.kernel.ids import uuid7
from niangjia.ledger import api as ledger
from niangjia.messages import api as messages
from niangjia.quotas import api as quotas
from niangjia.quotas.errors import BookingState, ByCase, NoPoolYet, PoolWrong
from niangjia.quotas.models import Booking
from tests.casework.check_up import (
    ENOUGH_FEN,
    SERVICE,
    are_there,
    asks,
    booking_of,
    budget_left,
    makes_slots,
    starts,
    sweepers,
)
from tests.casework.conftest import known, monday, state, steps
from tests.cast import World

pytestmark = pytest.mark.django_db
__all__ = ["known", "monday", "sweepers"]


def test_who_chose_a_check_up_gets_the_next_morning_that_leaves_time_to_know_and_no_money(sweepers: World) -> None:
    makes_slots(sweepers, days=1)
    makes_slots(sweepers, days=9)
    makes_slots(sweepers, days=5, item="afternoon")
    chosen = makes_slots(sweepers, days=7)
    case_id = asks(sweepers, "morning")
    assert (state(case_id), booking_of(case_id).pool_id, booking_of(case_id).state) == ("delivering", chosen, "booked")
    are_there(sweepers, case_id)
    assert state(case_id) == "delivered"
    assert ledger.payouts_of_case(case_id=case_id) == []
    assert budget_left(sweepers) == ENOUGH_FEN
    assert catalogue.verdict_now(service=SERVICE, subject_id=sweepers["worker"].id) == "no"
    with pytest.raises(NotEntitled):
        asks(sweepers, "money")
    assert quotas.adrift() == []


def test_who_chose_the_money_gets_no_place_beside_it(sweepers: World) -> None:
    makes_slots(sweepers)
    case_id = asks(sweepers, "money")
    assert [payout.amount_fen for payout in ledger.payouts_of_case(case_id=case_id)] == [600_00]
    assert not Booking.objects.exists()
    with pytest.raises(AlreadyOpen):
        asks(sweepers, "morning")


def test_it_has_to_be_said_which(sweepers: World) -> None:
    for said in ("", "evening"):
        with pytest.raises(FormIncomplete):
            asks(sweepers, said)


def test_nobody_books_such_a_place_past_the_officers(sweepers: World) -> None:
    pool = makes_slots(sweepers)
    for by in ("worker", "county_officer"):
        with pytest.raises(ByCase):
            quotas.ask_for_place(
                by=sweepers[by].actor, pool_id=pool, key=uuid7(), person_id=sweepers["worker"].id, answers={}
            )
    [answer] = quotas.book_many(by=SYSTEM, pool_id=pool, claims=[quotas.Claim(sweepers["worker"].id, uuid7())])
    assert answer.code == "not_entitled"
    assert not Booking.objects.exists()


def test_such_places_cannot_be_opened_to_whom_comes_first(sweepers: World) -> None:
    with pytest.raises(PoolWrong):
        makes_slots(sweepers, mode="first")


def test_without_a_slot_the_officer_is_told_and_she_may_choose_the_money_after_all(sweepers: World) -> None:
    case_id = asks(sweepers, "morning", approved=False)
    with pytest.raises(NoPoolYet):
        casework.approve(by=sweepers["county_officer"].actor, case_id=case_id, opinion="是环卫工人")
    casework.withdraw(by=sweepers["worker"].actor, case_id=case_id)
    money = asks(sweepers, "money")
    assert (state(money), budget_left(sweepers)) == ("delivering", ENOUGH_FEN - 600_00)


def test_whoever_waits_for_a_slot_may_have_the_money_and_the_next_gets_what_comes_back(sweepers: World) -> None:
    makes_slots(sweepers, places=1)
    first, waiting = asks(sweepers, "morning"), asks(sweepers, "morning", "mother")
    assert booking_of(waiting).state == "waiting"
    casework.withdraw(by=sweepers["worker"].actor, case_id=first)
    drain()
    assert booking_of(waiting).state == "held"
    money = asks(sweepers, "money")
    assert [payout.amount_fen for payout in ledger.payouts_of_case(case_id=money)] == [600_00]
    assert Booking.objects.filter(person_id=sweepers["worker"].id, state__in=["booked", "held", "waiting"]).count() == 0
    assert quotas.adrift() == []


def test_who_was_there_a_moment_ago_cannot_take_it_back_for_the_money(sweepers: World) -> None:
    """The case learns of the check-in a moment later; in between the booking says it."""
    makes_slots(sweepers)
    case_id = asks(sweepers, "morning")
    booking = booking_of(case_id)
    with clock.frozen(starts(booking)):
        quotas.check_in(by=sweepers["county_officer"].actor, pool_id=booking.pool_id, booking_ids=[booking.id])
        assert state(case_id) == "delivering"
        with pytest.raises(BookingState):
            casework.withdraw(by=sweepers["worker"].actor, case_id=case_id)
        drain()
    assert state(case_id) == "delivered"


def verdict(sweepers: World) -> str:
    return catalogue.verdict_now(service=SERVICE, subject_id=sweepers["worker"].id)


def had(sweepers: World) -> int:
    """How often she has had it in 2026, as her verdict counts it."""
    mine = Helped.objects.filter(subject_id=sweepers["worker"].id, service=SERVICE, period="2026")
    return mine.values_list("times", flat=True).first() or 0


def test_a_case_whose_place_nobody_came_to_is_over_and_says_what_to_do(sweepers: World) -> None:
    pool = makes_slots(sweepers, days=7)
    case_id = asks(sweepers, "morning")
    with clock.frozen("2026-12-02"):
        quotas.mark_missed(by=sweepers["county_officer"].actor, pool_id=pool)
        drain()
        quotas.mark_missed(by=sweepers["county_officer"].actor, pool_id=pool)
        drain()
        assert (state(case_id), steps(case_id)[-1], verdict(sweepers)) == ("missed", "place_missed", "no")
        (told,) = [m for m in messages.inbox(person_id=sweepers["worker"].id) if "没有到场" in m.title]
        assert "打 12351" in told.body
        quotas.check_in(  # he was there after all: it was written down wrongly
            by=sweepers["county_officer"].actor, pool_id=pool, booking_ids=[booking_of(case_id).id]
        )
        drain()
        assert (state(case_id), verdict(sweepers)) == ("delivered", "no")
        assert had(sweepers) == 1


def test_an_excuse_in_another_year_is_taken_out_of_the_year_it_was_missed_in(sweepers: World) -> None:
    pool = makes_slots(sweepers, days=7)
    case_id = asks(sweepers, "morning")
    with clock.frozen("2026-12-02"):
        quotas.mark_missed(by=sweepers["county_officer"].actor, pool_id=pool)
        drain()
        assert had(sweepers) == 1
    with clock.frozen("2027-01-12"):
        quotas.excuse(by=sweepers["county_officer"].actor, booking_id=booking_of(case_id).id, reason="那天下大雪")
        drain()
        assert state(case_id) == "withdrawn"
    assert had(sweepers) == 0


def test_who_did_not_come_has_had_it_until_an_officer_excuses_her(sweepers: World) -> None:
    pool = makes_slots(sweepers, days=7)
    case_id = asks(sweepers, "morning")
    with clock.frozen("2026-12-02"):
        quotas.mark_missed(by=sweepers["county_officer"].actor, pool_id=pool)
        with pytest.raises(BookingState):
            casework.withdraw(by=sweepers["worker"].actor, case_id=case_id)
        other = makes_slots(sweepers, days=7)
        quotas.excuse(
            by=sweepers["county_officer"].actor, booking_id=booking_of(case_id).id, reason="那天下大雪，全员上街"
        )
        drain()
        assert (steps(case_id)[-1], booking_of(case_id).pool_id) == ("place_moved", other)
        are_there(sweepers, case_id)
    assert state(case_id) == "delivered"
    assert quotas.adrift() == []
