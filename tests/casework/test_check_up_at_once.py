"""Check-ups under many hands: never a check-up and the money in one year, never two places, never none where she had one."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection

from niangjia.base import clock
from niangjia.base.jobs import drain
from niangjia.casework import api as casework
from niangjia.casework.models import Case
from niangjia.kernel.errors import Refusal
from niangjia.ledger import api as ledger
from niangjia.quotas import api as quotas
from niangjia.quotas.models import Booking
from niangjia.quotas.rules.names import TAKING
from tests.casework.check_up import asks, booking_of, makes_slots, starts, they_sweep
from tests.cast import World

pytestmark = pytest.mark.django_db(transaction=True)
MOMENT = "2026-11-23 09:00"


@pytest.fixture
def sweepers(town: World) -> World:
    with clock.frozen(MOMENT):
        return they_sweep(town)


def together(*works: Callable[[], object], at: datetime | str = MOMENT) -> list[object]:
    """Each in a thread and with a connection of its own, begun at the same moment; a refusal is an answer too."""
    begin = Barrier(len(works))

    def run(work: Callable[[], object]) -> object:
        try:
            begin.wait()
            with clock.frozen(at):
                return work()
        except Refusal as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(run, works))


def signs(world: World, case_id: UUID) -> None:
    casework.approve(by=world["county_officer"].actor, case_id=case_id, opinion="是环卫工人")


def takes_back_and_has_the_money(world: World, case_id: UUID) -> None:
    casework.withdraw(by=world["worker"].actor, case_id=case_id)
    signs(world, asks(world, "money", approved=False))


def had(world: World, who: str = "worker") -> tuple[int, int]:
    """How many check-ups and how often the money, when everything that follows has run."""
    with clock.frozen(MOMENT):
        drain()
    cases = Case.objects.filter(person_id=world[who].id)
    paid = [p for case in cases for p in ledger.payouts_of_case(case_id=case.id) if p.state != "cancelled"]
    places = Booking.objects.filter(person_id=world[who].id, state__in=TAKING).count()
    assert quotas.adrift() == []
    assert ledger.books_balanced().balanced
    return places, len(paid)


def test_asked_for_both_from_several_phones_and_signed_by_several_hands_it_is_one(sweepers: World) -> None:
    with clock.frozen(MOMENT):
        makes_slots(sweepers, places=5)

    def ask(take: str) -> Callable[[], object]:
        return lambda: asks(sweepers, take, approved=False)

    together(*[ask(take) for take in ("morning", "money") * 3])
    [case] = Case.objects.filter(person_id=sweepers["worker"].id)
    together(*[lambda: signs(sweepers, case.id)] * 4)
    assert sum(had(sweepers)) == 1


@pytest.mark.parametrize("again", range(3))
def test_signed_while_she_takes_it_back_for_the_money_it_is_one_of_them(sweepers: World, again: int) -> None:
    with clock.frozen(MOMENT):
        makes_slots(sweepers)
        case_id = asks(sweepers, "morning", approved=False)
    together(lambda: signs(sweepers, case_id), lambda: takes_back_and_has_the_money(sweepers, case_id))
    assert had(sweepers) == (0, 1)  # signed before or after, it was taken back


@pytest.mark.parametrize("again", range(3))
def test_at_the_door_and_on_the_phone_at_once_she_has_one_of_them(sweepers: World, again: int) -> None:
    with clock.frozen(MOMENT):
        makes_slots(sweepers)
        case_id = asks(sweepers, "morning")
    booking, desk = booking_of(case_id), sweepers["county_officer"].actor
    together(
        lambda: quotas.check_in(by=desk, pool_id=booking.pool_id, booking_ids=[booking.id]),
        lambda: takes_back_and_has_the_money(sweepers, case_id),
        at=starts(booking),
    )
    booking.refresh_from_db()
    assert had(sweepers) == ((1, 0) if booking.state == "used" else (0, 1))


@pytest.mark.parametrize("again", range(3))
def test_of_two_who_want_the_last_place_of_a_day_one_gets_it_and_the_other_keeps_hers(
    sweepers: World, again: int
) -> None:
    with clock.frozen(MOMENT):
        old = makes_slots(sweepers, places=2)
        hers = [booking_of(asks(sweepers, "morning", who)) for who in ("worker", "mother")]
        last = makes_slots(sweepers, days=12)

    def move(booking: Booking, who: str) -> Callable[[], object]:
        return lambda: quotas.move(by=sweepers[who].actor, booking_id=booking.id, pool_id=last)

    # Each presses twice.
    answers = together(*[move(b, who) for b, who in zip(hers, ("worker", "mother"), strict=True)] * 2)
    live = Booking.objects.filter(state__in=TAKING)
    assert sorted(live.values_list("pool_id", flat=True)) == sorted([old, last])
    assert set(live.values_list("person_id", flat=True)) == {sweepers["worker"].id, sweepers["mother"].id}
    assert sorted(type(answer).__name__ for answer in answers) == ["Answer", "Answer", "DayTaken", "DayTaken"]
    assert [had(sweepers, who) for who in ("worker", "mother")] == [(1, 0), (1, 0)]


@pytest.mark.parametrize("again", range(3))
def test_two_who_change_places_while_one_takes_it_back_do_not_wait_in_a_circle(sweepers: World, again: int) -> None:
    with clock.frozen(MOMENT):
        first = makes_slots(sweepers)
        mine = booking_of(case_id := asks(sweepers, "morning"))
        second = makes_slots(sweepers, days=12)
        hers = booking_of(asks(sweepers, "morning", "mother"))
        for pool in (first, second):
            quotas.add_places(by=sweepers["county_officer"].actor, pool_id=pool, more=1, reason="医院多排了一个")
    together(
        lambda: quotas.move(by=sweepers["worker"].actor, booking_id=mine.id, pool_id=second),
        lambda: quotas.move(by=sweepers["mother"].actor, booking_id=hers.id, pool_id=first),
        lambda: casework.withdraw(by=sweepers["worker"].actor, case_id=case_id),
        lambda: quotas.cancel_pool(by=sweepers["county_officer"].actor, pool_id=second, reason="医院停诊一天"),
    )
    assert [had(sweepers, who) for who in ("worker", "mother")] == [(0, 0), (1, 0)]
