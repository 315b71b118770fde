"""A seat or the fare, never both: who gets the money, when, once, and where it goes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotFound
from niangjia.kernel.ids import uuid7
from niangjia.ledger import api as ledger
from niangjia.ledger.errors import NoBudget
from niangjia.messages.models import Message
from niangjia.quotas import api as quotas
from niangjia.quotas.errors import BookingState, HadThisPeriod, MoneyTooSoon, NoMoneyHere
from niangjia.quotas.models import Booking, Pool
from tests.cast import World
from tests.quotas.conftest import MakePool
from tests.quotas.merit_world import after, all_enter, booking, enter, give, give_all, publish

pytestmark = pytest.mark.django_db


def test_who_got_no_seat_gets_the_ticket_once_and_never_both(
    world: World, train: Pool, warmth: None, make_pool: MakePool
) -> None:
    all_enter(world, train.id)
    give_all(world, train)
    town = world["town_officer"]
    with after(train, days=14), pytest.raises(MoneyTooSoon):
        quotas.pay_instead(by=world["county_officer"].actor, pool_id=train.id)
    with clock.frozen(train.starts_at + timedelta(hours=1)):
        assert quotas.pay_instead(by=world["county_officer"].actor, pool_id=train.id) == 1
        assert quotas.pay_instead(by=world["county_officer"].actor, pool_id=train.id) == 0
        mine = booking(world, "town_officer")
        assert (mine.state, mine.money_fen) == ("money", 20000)
        [payout] = ledger.payouts_of(owner_id=town.id)
        assert (payout.case_id, payout.amount_fen, payout.state, payout.fund) == (mine.id, 20000, "waiting", "warmth")
        assert catalogue.verdict_now(service="homeward", subject_id=town.id) == "no"
        drain()
        assert Message.objects.filter(person_id=town.id, kind="place.money").count() == 1
    assert (quotas.adrift(), ledger.books_balanced().balanced) == ([], True)


def test_the_database_refuses_a_seat_beside_the_money(
    world: World, train: Pool, warmth: None, make_pool: MakePool
) -> None:
    all_enter(world, train.id)
    give_all(world, train)
    with clock.frozen(train.starts_at + timedelta(hours=1)):
        quotas.pay_instead(by=SYSTEM, pool_id=train.id)
        mine = booking(world, "town_officer")
        for wrong in ({"state": "booked", "number": 9, "booked_at": clock.now()}, {"money_fen": 0}, {"number": 9}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Booking.objects.filter(id=mine.id).update(**wrong)
        with pytest.raises(IntegrityError), transaction.atomic():
            Booking.objects.create(
                person_id=mine.person_id, pool_id=uuid7(), service="homeward", version=4, period=mine.period, key=uuid7(),
                state="booked", number=1, booked_at=clock.now(), who="林*", by=mine.person_id, asked_at=clock.now(),
            )  # fmt: skip
        coach = make_pool("homeward", mode="merit", opens_at=clock.now(), closes_at=clock.now() + timedelta(days=1),
                          starts_at=clock.now() + timedelta(days=2), ends_at=clock.now() + timedelta(days=3))  # fmt: skip
        with pytest.raises(HadThisPeriod):
            enter(world, "town_officer", coach.id)


def test_she_may_take_the_money_rather_than_wait(world: World, train: Pool, warmth: None) -> None:
    all_enter(world, train.id)
    town = world["town_officer"]
    publish(world, train)
    with after(train, days=2), pytest.raises(BookingState):
        quotas.take_instead(by=town.actor, booking_id=booking(world, "town_officer").id)
    give(world, train)
    with after(train, days=13):
        with pytest.raises(BookingState):
            quotas.take_instead(by=world["worker"].actor, booking_id=booking(world, "worker").id)
        with pytest.raises(NotFound):
            quotas.take_instead(by=world["mother"].actor, booking_id=booking(world, "town_officer").id)
        quotas.take_instead(by=town.actor, booking_id=booking(world, "town_officer").id)
        with pytest.raises(BookingState):
            quotas.take_instead(by=town.actor, booking_id=booking(world, "town_officer").id)
    assert booking(world, "town_officer").state == "money"
    assert len(ledger.payouts_of(owner_id=town.id)) == 1


def test_a_seat_kept_for_who_takes_the_money_goes_to_the_next(world: World, train: Pool, warmth: None) -> None:
    all_enter(world, train.id, seats={"mother": 2})
    give_all(world, train)
    waiting = [row.person_id for row in Booking.objects.filter(pool_id=train.id, state="waiting").order_by("order")]
    with after(train, days=13):
        quotas.give_back(by=SYSTEM, booking_id=booking(world, "worker").id)
        drain()
        first = Booking.objects.get(pool_id=train.id, state="held")
        who = next(member for member in world.people.values() if member.id == first.person_id)
        quotas.take_instead(by=who.actor, booking_id=first.id)
        drain()
    held = Booking.objects.filter(pool_id=train.id, state="held").values_list("person_id", flat=True)
    assert first.person_id == waiting[0]
    assert list(held) == waiting[1:2]
    assert quotas.adrift() == []


def test_money_without_an_account_waits_for_her_card(world: World, train: Pool, warmth: None) -> None:
    all_enter(world, train.id)
    give_all(world, train)
    town = world["town_officer"]
    type(town.person).objects.filter(id=town.id).update(bank_card=None, bank_card_masked="")
    with after(train, days=13):
        quotas.take_instead(by=town.actor, booking_id=booking(world, "town_officer").id)
        drain()
        assert Message.objects.filter(person_id=town.id, kind="place.money_where").count() == 1
        quotas.repair_card(by=town.actor, booking_id=booking(world, "town_officer").id, number=town.bank_card)
    assert ledger.payouts_of(owner_id=town.id)[0].state == "waiting"


def test_without_a_budget_nothing_is_paid_and_she_still_waits(world: World, train: Pool) -> None:
    all_enter(world, train.id)
    give_all(world, train)
    with after(train, days=13), pytest.raises(NoBudget):
        quotas.take_instead(by=world["town_officer"].actor, booking_id=booking(world, "town_officer").id)
    assert booking(world, "town_officer").state == "waiting"


def test_no_money_where_the_definition_names_none(world: World, make_pool: MakePool) -> None:
    with pytest.raises(NoMoneyHere):
        quotas.pay_instead(by=world["town_officer"].actor, pool_id=make_pool().id)
