"""A pool of open classes at the town union, and people who may book it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.catalogue import api as catalogue
from niangjia.kernel.ids import uuid7
from niangjia.ledger import api as ledger
from niangjia.quotas import api as quotas
from niangjia.quotas.models import Booking, Pool
from tests.cast import World

MakePool = Callable[..., Pool]


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.frozen("2026-11-23 09:00"):
        yield


@pytest.fixture
def known(world: World) -> None:
    """What is kept of the cast is what is written of them: the cast's rows are made without verbs."""
    catalogue.refresh("person", [member.id for member in world.people.values()])


@pytest.fixture
def make_pool(world: World, known: None) -> MakePool:
    """A pool of the town union, made by her officer; open from now for a week, on in ten days for two hours."""

    def run(service: str = "open-class", **changes: Any) -> Pool:
        return Pool.objects.get(
            id=quotas.open_pools(by=world["town_officer"].actor, pools=[new(world, service, **changes)])[0]
        )

    return run


@pytest.fixture
def train(make_pool: MakePool) -> Pool:
    """Four seats; it leaves thirty days from now."""
    return make_pool(
        "homeward", title="南昌方向 2 月 1 日专列", mode="merit", capacity=4,
        starts_at=clock.now() + timedelta(days=30), ends_at=clock.now() + timedelta(days=30, hours=9),
    )  # fmt: skip


@pytest.fixture
def warmth(world: World) -> None:
    ledger.appropriate(
        by=SYSTEM, union_id=world.unions["city"].id, fund="warmth", year=2026, amount_fen=1_000_000, basis="测试预算"
    )


def new(world: World, service: str, **changes: Any) -> quotas.NewPool:
    now = clock.now()
    told: dict[str, Any] = {
        "service": service, "union_id": world.unions["shangjie"].id, "title": "茶艺入门", "capacity": 2, "mode": "first",
        "opens_at": now, "closes_at": now + timedelta(days=7),
        "starts_at": now + timedelta(days=10), "ends_at": now + timedelta(days=10, hours=2),
    }  # fmt: skip
    return quotas.NewPool(**(told | changes))


def ask(world: World, who: str, pool: Pool, *, key: UUID | None = None, **more: Any) -> quotas.Answer:
    return quotas.ask_for_place(by=world[who].actor, pool_id=pool.id, key=key or uuid7(), **more)


def claims(people: Sequence[UUID]) -> list[quotas.Claim]:
    return [quotas.Claim(person, uuid7()) for person in people]


def states(pool: Pool) -> dict[UUID, str]:
    return dict(Booking.objects.filter(pool_id=pool.id).values_list("person_id", "state"))


def give_points(people: Sequence[UUID], points: int) -> None:
    """Points on the ledger, by the function that gives them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from ledger_points_move('points-issued', %s::uuid[], %s::uuid[], %s::text[], %s::bigint[], 'test', %s::text[], %s)",
            [
                list(people),
                [uuid7() for _ in people],
                [f"test/{uuid7()}" for _ in people],
                [points] * len(people),
                [""] * len(people),
                clock.now(),
            ],
        )


def points_of(person: UUID) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select balance from ledger_v_points where person_id = %s", [person])
        row = cursor.fetchone()
    return row[0] if row else 0


def at(moment: str) -> Any:
    return clock.frozen(moment)


__all__ = [
    "SYSTEM",
    "MakePool",
    "ask",
    "at",
    "claims",
    "datetime",
    "give_points",
    "new",
    "points_of",
    "states",
]
