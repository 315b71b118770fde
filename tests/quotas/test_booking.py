"""A place is booked, given back, waited for, used."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from niangjia.base import clock, journal
from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.catalogue import api as catalogue
from niangjia.catalogue.models import Helped
from niangjia.kernel.errors import NotAllowed, NotFound
from niangjia.kernel.ids import uuid7
from niangjia.ledger import api as ledger
from niangjia.quotas import api as quotas
from niangjia.quotas.errors import (
    Barred,
    BookingState,
    Entitlement,
    Gone,
    HasOne,
    NothingToWaitFor,
    NotKnown,
    NotOpen,
    OverTime,
    TooFewPoints,
    TooLateToReturn,
)
from niangjia.quotas.models import Booking, Pool
from tests.cast import World
from tests.quotas.conftest import MakePool, ask, give_points, points_of, states

pytestmark = pytest.mark.django_db


def test_she_books_a_place_and_the_union_knows_it_at_once(world: World, make_pool: MakePool) -> None:
    pool, worker = make_pool(), world["worker"].id
    answer = ask(world, "worker", pool)
    assert (answer.code, answer.number) == ("ok", 1)
    pool.refresh_from_db()
    assert (pool.left, pool.handed, quotas.adrift()) == (1, 1, [])
    booking = Booking.objects.get(id=answer.booking_id)
    assert (booking.state, booking.who, booking.union_id) == ("booked", "林*", world.unions["ronghe"].id)
    assert booking.answers["phone"].startswith("138")
    assert "•" in booking.answers["phone"]
    assert [entry.verb for entry in journal.entries(stream=worker)][-1:] == ["quotas.booked"]


def test_the_same_key_gets_the_same_answer_and_another_key_is_told_that_she_has_one(
    world: World, make_pool: MakePool
) -> None:
    pool, key = make_pool(), uuid7()
    first = ask(world, "worker", pool, key=key)
    assert ask(world, "worker", pool, key=key).booking_id == first.booking_id
    with pytest.raises(HasOne):
        ask(world, "worker", pool)
    assert Booking.objects.count() == 1


def test_who_is_no_member_gets_none_and_of_whom_it_is_not_known_neither(world: World, make_pool: MakePool) -> None:
    pool = make_pool()
    with pytest.raises((Entitlement, NotKnown)):
        ask(world, "courier", pool)
    assert Booking.objects.count() == 0


def test_when_it_is_gone_she_may_wait_and_gets_what_comes_back(world: World, make_pool: MakePool) -> None:
    pool = make_pool(capacity=1)
    first = ask(world, "worker", pool)
    with pytest.raises(Gone):
        ask(world, "mother", pool)
    waiting = ask(world, "mother", pool, wait=True)
    assert states(pool)[world["mother"].id] == "waiting"
    assert first.booking_id
    quotas.give_back(by=world["worker"].actor, booking_id=first.booking_id)
    with pytest.raises(Gone):  # nobody goes past her who waits
        ask(world, "grassroots_officer", pool)
    assert quotas.advance(by=SYSTEM, pool_id=pool.id) == 1
    assert quotas.advance(by=SYSTEM, pool_id=pool.id) == 0
    assert states(pool)[world["mother"].id] == "held"
    assert waiting.booking_id
    quotas.confirm(by=world["mother"].actor, booking_id=waiting.booking_id)
    assert states(pool) == {world["worker"].id: "returned", world["mother"].id: "booked"}
    assert quotas.adrift() == []


def test_nobody_waits_for_what_is_there(world: World, make_pool: MakePool) -> None:
    with pytest.raises(NothingToWaitFor):
        ask(world, "worker", make_pool(), wait=True)


def test_an_offered_place_goes_on_when_she_does_not_answer(world: World, make_pool: MakePool) -> None:
    pool = make_pool(capacity=1)
    first = ask(world, "worker", pool)
    mother = ask(world, "mother", pool, wait=True)
    ask(world, "grassroots_officer", pool, wait=True)
    assert first.booking_id
    assert mother.booking_id
    quotas.give_back(by=world["worker"].actor, booking_id=first.booking_id)
    quotas.advance(by=SYSTEM, pool_id=pool.id)
    with clock.frozen(clock.now() + timedelta(hours=13)):
        with pytest.raises(OverTime):
            quotas.confirm(by=world["mother"].actor, booking_id=mother.booking_id)
        quotas.lapse(by=SYSTEM, booking_id=mother.booking_id)
        quotas.lapse(by=SYSTEM, booking_id=mother.booking_id)
        quotas.advance(by=SYSTEM, pool_id=pool.id)
    assert states(pool)[world["mother"].id] == "lapsed"
    assert states(pool)[world["grassroots_officer"].id] == "held"
    assert quotas.adrift() == []


def test_before_it_opens_and_after_it_closes_nobody_books(world: World, make_pool: MakePool) -> None:
    now = clock.now()
    early = make_pool(opens_at=now + timedelta(hours=1))
    with pytest.raises(NotOpen):
        ask(world, "worker", early)
    with clock.frozen(now + timedelta(days=8)), pytest.raises(NotOpen):
        ask(world, "worker", early)


def test_help_is_counted_a_moment_after_the_booking_and_taken_back_with_it(world: World, make_pool: MakePool) -> None:
    pool, worker = make_pool(), world["worker"].id
    answer = ask(world, "worker", pool)
    drain()
    assert _helped(worker) == 1
    assert answer.booking_id
    quotas.give_back(by=world["worker"].actor, booking_id=answer.booking_id)
    assert _helped(worker) == 0
    assert ask(world, "worker", pool).code == "ok"


def _helped(person: object) -> int:
    return sum(
        Helped.objects.filter(subject_id=person, service="open-class", period="2026").values_list("times", flat=True)
    )


def test_points_are_paid_with_the_place_and_come_back_with_it(world: World, make_pool: MakePool) -> None:
    pool, worker = make_pool("points-mall", points=120, starts_at=None, ends_at=None), world["worker"].id
    with pytest.raises(TooFewPoints):
        ask(world, "worker", pool)
    give_points([worker], 200)
    answer = ask(world, "worker", pool)
    assert points_of(worker) == 80
    assert answer.booking_id
    quotas.give_back(by=world["worker"].actor, booking_id=answer.booking_id)
    assert points_of(worker) == 200
    assert ledger.books_balanced().balanced


def test_within_the_last_hours_only_the_union_frees_a_place(world: World, make_pool: MakePool) -> None:
    pool = make_pool()
    answer = ask(world, "worker", pool)
    assert pool.starts_at
    assert answer.booking_id
    with clock.frozen(pool.starts_at - timedelta(hours=1)):
        with pytest.raises(TooLateToReturn):
            quotas.give_back(by=world["worker"].actor, booking_id=answer.booking_id)
        with pytest.raises(NotFound):
            quotas.give_back(by=world["stranger"].actor, booking_id=answer.booking_id, reason="路上堵车")
        quotas.give_back(by=world["town_officer"].actor, booking_id=answer.booking_id, reason="路上堵车")


def test_who_was_there_is_checked_in_and_who_was_not_is_barred_until_excused(world: World, make_pool: MakePool) -> None:
    pool = make_pool()
    there, absent = ask(world, "worker", pool), ask(world, "mother", pool)
    assert there.booking_id
    assert absent.booking_id
    assert pool.ends_at
    with pytest.raises(NotFound):
        quotas.check_in(by=world["stranger"].actor, pool_id=pool.id, booking_ids=[there.booking_id])
    assert quotas.check_in(by=world["town_officer"].actor, pool_id=pool.id, booking_ids=[there.booking_id]) == 1
    assert quotas.check_in(by=world["town_officer"].actor, pool_id=pool.id, booking_ids=[there.booking_id]) == 0
    assert quotas.mark_missed(by=SYSTEM, pool_id=pool.id) == 0
    with clock.frozen(pool.ends_at + timedelta(days=1)):
        assert quotas.mark_missed(by=SYSTEM, pool_id=pool.id) == 1
        again = make_pool()
        with pytest.raises(Barred):
            ask(world, "mother", again)
        with pytest.raises(NotAllowed):
            quotas.excuse(by=world["mother"].actor, booking_id=absent.booking_id, reason="孩子发烧")
        quotas.excuse(by=world["town_officer"].actor, booking_id=absent.booking_id, reason="孩子发烧")
        assert quotas.adrift(pool.id) == []
        assert ask(world, "mother", again).code == "ok"
        quotas.rate(by=world["worker"].actor, booking_id=there.booking_id, stars=5, text="老师很好")
        with pytest.raises(BookingState):
            quotas.rate(by=world["worker"].actor, booking_id=there.booking_id, stars=1)


def test_at_the_counter_her_officer_books_for_her_and_a_stranger_cannot(world: World, make_pool: MakePool) -> None:
    pool = make_pool()
    with pytest.raises(NotAllowed):
        ask(world, "stranger", pool, person_id=world["worker"].id)
    answer = ask(world, "town_officer", pool, person_id=world["worker"].id)
    booking = Booking.objects.get(id=answer.booking_id)
    assert (booking.person_id, booking.by) == (world["worker"].id, world["town_officer"].id)
    entry = [e for e in journal.entries(stream=world["worker"].id) if e.verb == "quotas.booked"][-1]
    assert entry.details["asked_by"] == str(world["town_officer"].id)


def test_what_is_called_off_gives_everybody_back_what_she_paid(world: World, make_pool: MakePool) -> None:
    pool = make_pool("points-mall", points=50, starts_at=None, ends_at=None)
    give_points([world["worker"].id], 60)
    ask(world, "worker", pool)
    quotas.cancel_pool(by=world["town_officer"].actor, pool_id=pool.id, reason="供货商停产")
    assert points_of(world["worker"].id) == 60
    assert states(pool) == {world["worker"].id: "returned"}
    with pytest.raises(NotOpen):
        ask(world, "mother", pool)
    drain()


def test_the_database_refuses_a_place_too_many_and_a_second_one(world: World, make_pool: MakePool) -> None:
    pool = make_pool(capacity=1)
    answer = ask(world, "worker", pool)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pool.objects.filter(id=pool.id).update(left=-1)
    twin = Booking.objects.get(id=answer.booking_id)
    twin.id, twin.key = uuid7(), uuid7()
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_a_source_that_is_not_believed_makes_it_not_known(world: World, make_pool: MakePool) -> None:
    pool = make_pool()
    source = next(line.source for line in catalogue.source_lines() if any(s.key == "open-class" for s in line.services))
    catalogue.mark_source(by=SYSTEM, source=source, state="wrong", reason="接口数据错位")
    with pytest.raises(NotKnown):
        ask(world, "worker", pool)
