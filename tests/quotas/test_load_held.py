"""What was held in the past enters as if it had been booked and attended."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from niangjia.base.actor import SYSTEM
from niangjia.catalogue import api as catalogue
from niangjia.insight import api as insight
from niangjia.kernel.errors import NotAllowed, NotFound
from niangjia.kernel.ids import uuid7
from niangjia.quotas import api as quotas
from tests.cast import World

pytestmark = pytest.mark.django_db
AT = datetime(2024, 4, 7, 1, tzinfo=UTC)


def hike(world: World, *who: str, service: str = "matchmaking", case_id: UUID | None = None) -> quotas.HeldPool:
    """Everybody of these was there."""
    guests = tuple(quotas.Guest(uuid7(), world[one].id, case_id) for one in who)
    return quotas.HeldPool(
        uuid7(), service, world.unions["city"].id, "旗山轻徒步", "旗山", "outdoor", AT, 5, 30, world["municipal_officer"].id, guests,
        {"wish": "outdoor"},
    )  # fmt: skip


def figure(key: str) -> int:
    return int(insight.figure(key=key)[1] or 0)


def test_who_was_there_counts_and_the_places_add_up(world: World) -> None:
    before, held = figure("matchmaking_people"), hike(world, "worker", "mother")
    assert quotas.load_held(by=SYSTEM, pools=[held]) == 2
    assert figure("matchmaking_people") == before + 2
    assert quotas.adrift() == []
    [own] = quotas.bookings_of(world["worker"].id)
    assert (own.title, own.state, own.number) == ("旗山轻徒步", "used", 1)
    pool = quotas.pool_in_reach(world["municipal_officer"].actor, pool_id=held.id)
    assert (pool.capacity, pool.left) == (30, 28)


def test_the_help_it_was_is_remembered(world: World) -> None:
    quotas.load_held(by=SYSTEM, pools=[hike(world, "worker", service="homeward")])
    lines = catalogue.explain(service="homeward", subject_id=world["worker"].id, today=AT.date())
    assert next(line.value for line in lines if line.name == "once_a_year") is False


def test_a_place_that_a_case_gave_is_counted_with_the_case_alone(world: World) -> None:
    before = figure("wedding_couples")
    wedding = hike(world, "worker", service="collective-wedding", case_id=uuid7())
    quotas.load_held(by=SYSTEM, pools=[wedding])
    assert figure("wedding_couples") == before
    rows, _ = quotas.bookings_of_pool(world["municipal_officer"].actor, pool_id=wedding.id)
    assert [row.state for row in rows] == ["used"]


def test_nobody_is_twice_at_the_same_and_what_gives_no_places_holds_none(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        quotas.load_held(by=SYSTEM, pools=[hike(world, "worker", "worker")])
    with pytest.raises(NotFound), transaction.atomic():
        quotas.load_held(by=SYSTEM, pools=[hike(world, "worker", service="study-grant")])
    with pytest.raises(NotAllowed):
        quotas.load_held(by=world["leader"].actor, pools=[])
