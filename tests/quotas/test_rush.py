"""A rush opens: the drawn order is served, whoever gets nothing learns why, and nobody waits for what can follow."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.kernel.errors import NotFound
from niangjia.kernel.ids import uuid7
from niangjia.ledger import api as ledger
from niangjia.quotas import api as quotas
from niangjia.quotas.actions import rush
from niangjia.quotas.models import Booking, Pool
from niangjia.quotas.rules.pools import drawn_order
from tests.cast import World
from tests.quotas.conftest import MakePool, give_points, points_of

pytestmark = pytest.mark.django_db
ROOM = ("worker", "mother", "stranger", "town_officer", "county_officer")


@pytest.fixture
def room(world: World, make_pool: MakePool) -> Pool:
    """Two places for five who wait; it opens in five minutes. The last of the order has spent her points when it does."""
    opens = clock.now() + timedelta(minutes=5)
    pool = make_pool("points-mall", mode="rush", capacity=2, points=10, opens_at=opens, starts_at=None, ends_at=None)
    people = [world[who].id for who in ROOM]
    give_points(people, 10)
    answers = quotas.enter_many(by=SYSTEM, pool_id=pool.id, claims=[quotas.Claim(each, uuid7()) for each in people])
    assert [answer.code for answer in answers] == ["ok"] * len(ROOM)
    give_points(in_drawn_order(pool)[-1:], -10)
    return pool


def in_drawn_order(pool: Pool) -> list[UUID]:
    entries = dict(Booking.objects.filter(pool_id=pool.id).values_list("id", "person_id"))
    return [entries[each] for each in drawn_order(pool.seed, sorted(entries))]


def came_of(pool: Pool) -> dict[UUID, tuple[str, str, int | None]]:
    rows = Booking.objects.filter(pool_id=pool.id).values_list("person_id", "state", "why", "number")
    return {person: (state, why, number) for person, state, why, number in rows}


def test_the_first_of_the_drawn_order_get_the_places_and_each_of_the_others_her_own_reason(room: Pool) -> None:
    first, second, *others, poor = in_drawn_order(room)
    with clock.frozen(room.opens_at):
        assert quotas.open_rush(by=SYSTEM, pool_id=room.id) == len(ROOM)
    told = came_of(room)
    assert [told[first], told[second]] == [("booked", "", 1), ("booked", "", 2)]
    assert [told[each] for each in others] == [("lost", "gone", None)] * 2
    assert told[poor] == ("lost", "poor", None)
    assert [points_of(each) for each in (first, second, *others, poor)] == [0, 0, 10, 10, 0]
    assert ledger.books_balanced().balanced


def test_opened_twice_it_is_one_order_and_before_its_moment_it_stays_shut(room: Pool) -> None:
    with pytest.raises(NotFound):
        quotas.open_rush(by=SYSTEM, pool_id=room.id)
    with clock.frozen(room.opens_at):
        quotas.open_rush(by=SYSTEM, pool_id=room.id)
        once = came_of(room)
        quotas.open_rush(by=SYSTEM, pool_id=room.id)
    assert came_of(room) == once


def test_whoever_comes_later_is_answered_though_what_is_owed_is_not_settled_yet(
    world: World, make_pool: MakePool, monkeypatch: pytest.MonkeyPatch
) -> None:
    opens = clock.now() + timedelta(minutes=5)
    pool = make_pool("points-mall", mode="rush", capacity=2, opens_at=opens, starts_at=None, ends_at=None)
    quotas.enter_many(by=SYSTEM, pool_id=pool.id, claims=[quotas.Claim(world["mother"].id, uuid7())])

    def broken(**_: object) -> int:
        raise ConnectionError

    monkeypatch.setattr(rush, "settle_owed", broken)
    with clock.frozen(opens), pytest.raises(ConnectionError):
        quotas.open_rush(by=SYSTEM, pool_id=pool.id)
    with clock.frozen(opens + timedelta(seconds=1)):
        [late] = quotas.book_many(by=SYSTEM, pool_id=pool.id, claims=[quotas.Claim(world["worker"].id, uuid7())])
    assert late.code == "ok"
