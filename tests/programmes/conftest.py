"""Shifts and courses of the town union; the fixtures of places serve here too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from niangjia.activities import api as activities
from niangjia.base import clock
from niangjia.base.jobs import drain
from niangjia.catalogue import api as catalogue
from niangjia.kernel.ids import uuid7
from niangjia.quotas import api as quotas
from niangjia.quotas.models import Pool
from tests.cast import World
from tests.quotas.conftest import MakePool, make_pool


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.frozen("2026-11-23 09:00"):
        yield


@pytest.fixture
def known(world: World) -> None:
    """What is kept of the cast is what is written of them."""
    catalogue.refresh("person", [member.id for member in world.people.values()])


def booked(world: World, who: str, pool_id: UUID, **answers: Any) -> UUID:
    answer = quotas.ask_for_place(by=world[who].actor, pool_id=pool_id, key=uuid7(), answers=answers)
    assert answer.booking_id
    return answer.booking_id


def there(world: World, pool_id: UUID, *bookings: UUID) -> None:
    """They are checked in, and what follows has followed."""
    quotas.check_in(by=world["town_officer"].actor, pool_id=pool_id, booking_ids=bookings)
    drain()


@pytest.fixture
def shift(world: World, make_pool: MakePool) -> Pool:
    """Two hours at an event, in ten days."""
    return make_pool("volunteering", title="陪考一天", item="order", capacity=9)


def course(world: World, service: str, sessions: int = 2, **more: Any) -> UUID:
    """Evenings of two hours from the tenth day on, by the town officer."""
    begin = clock.now() + timedelta(days=10)
    told = {
        "service": service, "union_id": world.unions["shangjie"].id, "title": "电工夜校", "capacity": 9, "opens_at": clock.now(),
        "sessions": [(begin + timedelta(days=n), begin + timedelta(days=n, hours=2)) for n in range(sessions)],
    }  # fmt: skip
    return activities.open_series(by=world["town_officer"].actor, new=activities.NewSeries(**(told | more)))


__all__ = ["make_pool"]
