"""An order by merit under many hands: seats are given once, and nobody is paid twice or both."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from niangjia.base import clock, journal
from niangjia.base.actor import SYSTEM
from niangjia.kernel.errors import Refusal
from niangjia.ledger import api as ledger
from niangjia.notices import api as notices
from niangjia.quotas import api as quotas
from niangjia.quotas.models import Booking, Pool
from tests.cast import World
from tests.quotas.merit_world import after, all_enter, booking, give, publish
from tests.quotas.test_at_once import MOMENT, WRITERS, pools

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def train(town: World) -> Pool:
    """Three seats, five who enter, one of them for two; the order is before the public."""
    made = Pool.objects.get(id=pools(town, "homeward", 1, mode="merit", capacity=3)[0])
    with clock.frozen(MOMENT):
        all_enter(town, made.id, seats={"worker": 2})
        publish(town, made)
    return made


def together(work: Callable[[int], object]) -> None:
    """The same by all, begun at the same moment; a refusal is an answer too."""
    begin = Barrier(WRITERS)

    def run(number: int) -> None:
        try:
            begin.wait()
            work(number)
        except Refusal:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as threads:
        list(threads.map(run, range(WRITERS)))


def test_two_officers_press_give_at_once_and_the_seats_are_given_once(town: World, train: Pool) -> None:
    officers = [town["town_officer"].actor, town["county_officer"].actor]
    with after(train, days=12):
        notices.end_due()

    def press(number: int) -> None:
        with after(train, days=12, minutes=number):
            quotas.give_seats(by=officers[number % 2], draw_id=train.id)

    together(press)
    taken = sum(row.seats for row in Booking.objects.filter(pool_id=train.id, state="booked"))
    assert (taken, quotas.adrift()) == (3, [])
    given = journal.entries(about=("draw", train.id), limit=50)
    assert sum(entry.verb == "quotas.give_seats" and "result" in entry.details for entry in given) == 1


def test_the_fare_is_paid_once_though_she_and_two_officers_press_at_once(town: World, train: Pool) -> None:
    ledger.appropriate(
        by=SYSTEM, union_id=town.unions["city"].id, fund="warmth", year=2026, amount_fen=1_000_000, basis="测试预算"
    )
    give(town, train)
    waiting = Booking.objects.filter(pool_id=train.id, state="waiting")
    people, before = [row.person_id for row in waiting], waiting.count()
    mine, her, county = booking(town, "town_officer"), town["town_officer"].actor, town["county_officer"].actor
    assert train.starts_at

    def press(number: int) -> None:
        with clock.frozen(train.starts_at + timedelta(minutes=number)):
            if number % 2:
                quotas.take_instead(by=her, booking_id=mine.id)
            else:
                quotas.pay_instead(by=county, pool_id=train.id)

    together(press)
    assert before
    assert [len(ledger.payouts_of(owner_id=person)) for person in people] == [1] * before
    assert Booking.objects.filter(pool_id=train.id, state="money").count() == before
    assert (quotas.adrift(), ledger.books_balanced().balanced) == ([], True)
