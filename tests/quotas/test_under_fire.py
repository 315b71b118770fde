"""Many ask at once, over real connections: nothing oversold, nobody twice, no point lost, every claim answered."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, connections

from niangjia.base.actor import SYSTEM
from niangjia.catalogue import api as catalogue
from niangjia.kernel.ids import uuid7, uuid_from_seed
from niangjia.ledger import api as ledger
from niangjia.people.models import Membership, Person
from niangjia.quotas import api as quotas
from niangjia.quotas.models import Booking, Pool
from niangjia.unions import api as unions
from tests.cast import World
from tests.quotas.conftest import MakePool, give_points

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, PEOPLE = 8, 120


@pytest.fixture
def city(world: World, installed: None) -> list[UUID]:
    """Members of one union, identified, each with 100 points."""
    ids = [uuid_from_seed("fire", n) for n in range(PEOPLE)]
    like = world["worker"].person
    rows = []
    for one in ids:
        row = Person.objects.get(id=like.id)
        row.id, row.id_number, row.phone = one, None, None
        rows.append(row)
    Person.objects.bulk_create(rows)
    Membership.objects.bulk_create(
        Membership(
            person_id=one, union_id=world.unions["ronghe"].id, status="active", since="2020-01-01", source="roster"
        )
        for one in ids
    )
    catalogue.refresh("person", ids)
    unions.recount()
    give_points(ids, 100)
    return ids


@pytest.fixture
def installed(transactional_db: None) -> None:
    """The tests that commit find an emptied database."""
    catalogue.install()


def all_at_once(jobs: list[Callable[[], Any]]) -> list[Any]:
    def run(job: Callable[[], Any]) -> Any:
        try:
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WRITERS) as threads:
        return [
            each.result() for each in [threads.submit(copy_context().run, run, job) for job in jobs]
        ]  # the same Monday for all


def batches(
    pool: Pool, people: list[UUID], keys: dict[UUID, UUID], times: int, seed: int
) -> list[Callable[[], list[quotas.Answer]]]:
    """Everybody asks ``times`` times with her key, in batches of 15, shuffled."""
    asked = [person for person in people for _ in range(times)]
    Random(seed).shuffle(asked)
    cut = [asked[n : n + 15] for n in range(0, len(asked), 15)]
    return [
        lambda some=some: quotas.book_many(by=SYSTEM, pool_id=pool.id, claims=[quotas.Claim(p, keys[p]) for p in some])
        for some in cut
    ]


def points_spent() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select coalesce(sum(100 - balance), 0) from ledger_v_points")
        return int(cursor.fetchone()[0])


def test_a_hot_pool_gives_exactly_what_it_has(world: World, city: list[UUID], make_pool: MakePool) -> None:
    pool = make_pool("points-mall", capacity=50, points=40, starts_at=None, ends_at=None)
    keys = {person: uuid7() for person in city}
    answers = [a for some in all_at_once(batches(pool, city, keys, 2, 1)) for a in some]
    given = set(Booking.objects.filter(pool_id=pool.id, state="booked").values_list("person_id", flat=True))
    assert len(given) == 50
    assert {a.code for a in answers} == {"ok", "gone"}
    assert sum(a.code == "ok" for a in answers) == 100, "who asked twice with her key was answered twice"
    assert (quotas.adrift(), points_spent()) == ([], 50 * 40)
    assert ledger.books_balanced().balanced
    assert Pool.objects.get(id=pool.id).left == 0


def test_the_same_people_at_three_pools_never_overspend(world: World, city: list[UUID], make_pool: MakePool) -> None:
    """Points for two of three: whoever loses hears so, and nobody falls below nought."""
    pools = [make_pool("points-mall", capacity=PEOPLE, points=50, starts_at=None, ends_at=None) for _ in range(3)]
    jobs = [job for n, pool in enumerate(pools) for job in batches(pool, city, {p: uuid7() for p in city}, 1, n)]
    Random(9).shuffle(jobs)
    answers = [a.code for some in all_at_once(jobs) for a in some]
    assert answers.count("ok") == 2 * PEOPLE
    assert answers.count("poor") == PEOPLE
    assert (quotas.adrift(), points_spent()) == ([], 2 * PEOPLE * 50)
    assert ledger.books_balanced().balanced


def test_places_given_back_meanwhile_are_given_again_and_none_is_lost(
    world: World, city: list[UUID], make_pool: MakePool
) -> None:
    pool = make_pool("points-mall", capacity=30, points=10, starts_at=None, ends_at=None)
    first = quotas.book_many(by=SYSTEM, pool_id=pool.id, claims=[quotas.Claim(p, uuid7()) for p in city[:30]])
    back = [lambda b=a.booking_id: quotas.give_back(by=SYSTEM, booking_id=b) for a in first[:20]]
    late = [
        lambda p=p: quotas.book_many(by=SYSTEM, pool_id=pool.id, claims=[quotas.Claim(p, uuid7())]) for p in city[30:70]
    ]
    jobs: list[Callable[[], Any]] = [*back, *late]
    Random(5).shuffle(jobs)
    all_at_once(jobs)
    live = Booking.objects.filter(pool_id=pool.id, state="booked").count()
    assert quotas.adrift() == []
    left = quotas.pool(pool_id=pool.id).left
    assert live + left == 30
    assert points_spent() == live * 10
    assert ledger.books_balanced().balanced
