"""A train with four seats, and five of the cast who want to go home by it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

from niangjia.base import clock
from niangjia.base.jobs import drain
from niangjia.kernel.ids import uuid7
from niangjia.notices import api as notices
from niangjia.people import api as people
from niangjia.quotas import api as quotas
from niangjia.quotas.models import Booking, Pool
from tests.cast import World

SEED = "上证 3412.57 深成 11086.93"
# By score: front line 3, home outside the province 2, never had a seat 2; of the officers nobody knows whether they work on the front line.
HOMES = {
    "town_officer": "fujian",
    "worker": "outside",
    "county_officer": "outside",
    "mother": "fujian",
    "grassroots_officer": "outside",
}
SCORES = {"worker": 7, "mother": 5, "county_officer": 4, "grassroots_officer": 4, "town_officer": 2}


def goes_home(world: World, who: str, home: str = "outside") -> None:
    for question, answer in (("home_region", home), ("stays_at_spring", "no")):
        people.tell(by=world[who].actor, person_id=world[who].id, question=question, answers=[answer])


def enter(world: World, who: str, pool_id: UUID, **more: Any) -> quotas.Answer:
    answers = {"station": "南昌", "seats": "1", "notice_consent": "on"} | more
    return quotas.ask_for_place(by=world[who].actor, pool_id=pool_id, key=uuid7(), answers=answers)


def all_enter(world: World, pool_id: UUID, seats: dict[str, int] | None = None) -> None:
    for who, home in HOMES.items():
        goes_home(world, who, home)
        enter(world, who, pool_id, seats=str((seats or {}).get(who, 1)))


@contextmanager
def after(pool: Pool, **later: int) -> Iterator[None]:
    """So much after entering has closed."""
    with clock.frozen(pool.closes_at + timedelta(**later)):
        yield


def freeze(world: World, pool: Pool) -> None:
    town = world["town_officer"].actor
    quotas.announce_draw(
        by=town, pool_id=pool.id, source="次日上证、深成收盘指数", speaks_at=pool.closes_at + timedelta(days=1)
    )
    with after(pool, hours=1):
        quotas.freeze_list(by=town, draw_id=pool.id)


def order(world: World, pool: Pool) -> quotas.DrawView:
    """The order is settled, and nothing is given."""
    freeze(world, pool)
    with after(pool, days=1, hours=1):
        quotas.enter_seed(by=world["town_officer"].actor, draw_id=pool.id, seed=SEED, link="https://example.org/index")
        quotas.confirm_seed(by=world["county_officer"].actor, draw_id=pool.id, seed=SEED)
        quotas.make_draw(by=world["town_officer"].actor, draw_id=pool.id)
    return quotas.draw(draw_id=pool.id)


def publish(world: World, pool: Pool) -> str:
    """The order is before the public; the token of its notice."""
    order(world, pool)
    with after(pool, days=1, hours=2):
        notice_id = quotas.publish_order(by=world["town_officer"].actor, draw_id=pool.id)
        return notices.notice_line(notice_id=notice_id).token


def give(world: World, pool: Pool) -> quotas.DrawView:
    """The notice is over and the seats are given."""
    with after(pool, days=12):
        notices.end_due()
        quotas.give_seats(by=world["town_officer"].actor, draw_id=pool.id)
    return quotas.draw(draw_id=pool.id)


def give_all(world: World, pool: Pool) -> quotas.DrawView:
    """From entering to seats."""
    publish(world, pool)
    drain()
    view = give(world, pool)
    drain()
    return view


def booking(world: World, who: str) -> Booking:
    return Booking.objects.get(person_id=world[who].id)
