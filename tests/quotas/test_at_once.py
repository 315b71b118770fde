"""Many at once, in transactions of their own: nobody gets two, nothing is sold twice, no point is spent twice, nobody waits in a circle."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Sum

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.catalogue import api as catalogue
from niangjia.catalogue.models import Helped
from niangjia.kernel.ids import uuid7
from niangjia.ledger import api as ledger
from niangjia.quotas import api as quotas
from niangjia.quotas.models import Booking, Unsettled
from niangjia.unions import api as unions
from tests.cast import World
from tests.quotas.conftest import give_points, new, points_of

pytestmark = pytest.mark.django_db(transaction=True)
MOMENT, WRITERS = "2026-11-23 09:00", 6


def pools(world: World, service: str, count: int, **changes: object) -> list[UUID]:
    return quotas.open_pools(by=world["town_officer"].actor, pools=[new(world, service, **changes)] * count)


def entitled(world: World, service: str) -> list[UUID]:
    members = set(catalogue.subjects_with(service=service, verdicts=["yes"]))
    return [member.id for member in world.people.values() if member.id in members]


def together(work: Callable[[int], list[quotas.Answer]]) -> list[list[quotas.Answer]]:
    """The same work by all writers, begun at the same moment."""
    begin = Barrier(WRITERS)

    def run(number: int) -> list[quotas.Answer]:
        try:
            begin.wait()
            with clock.frozen(MOMENT):
                return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as threads:
        return list(threads.map(run, range(WRITERS)))


def test_nothing_is_sold_twice_and_nobody_gets_two(town: World) -> None:
    people = entitled(town, "open-class")
    capacity = len(people) - 2
    [pool_id] = pools(town, "open-class", 1, capacity=capacity)
    keys = {person: uuid7() for person in people}

    def claim(number: int) -> list[quotas.Answer]:
        order = people[number:] + people[:number]
        answers = quotas.book_many(by=SYSTEM, pool_id=pool_id, claims=[quotas.Claim(p, keys[p]) for p in order])
        return [answer for _, answer in sorted(zip(order, answers, strict=True), key=lambda pair: pair[0])]

    answers = together(claim)
    assert Booking.objects.filter(pool_id=pool_id).count() == capacity
    assert quotas.adrift() == []
    for each in zip(*answers, strict=True):  # whoever has one is told the same of it by all
        assert len({(answer.code, answer.booking_id) for answer in each}) == 1


def test_points_for_one_are_spent_in_one_of_three_pools(town: World) -> None:
    people = entitled(town, "points-mall")
    found = pools(town, "points-mall", 3, capacity=20, points=50, starts_at=None, ends_at=None)
    give_points(people, 50)

    def claim(number: int) -> list[quotas.Answer]:
        order = people if number % 2 else people[::-1]
        return quotas.book_many(
            by=SYSTEM, pool_id=found[number % 3], claims=[quotas.Claim(person, uuid7()) for person in order]
        )

    together(claim)
    assert Booking.objects.count() == len(people)
    assert {points_of(person) for person in people} == {0}
    assert quotas.adrift() == []
    assert ledger.books_balanced().balanced


def test_looking_says_what_booking_says_and_takes_nothing(town: World) -> None:
    people = entitled(town, "open-class")
    [pool_id] = pools(town, "open-class", 1, capacity=1)
    claims = [quotas.Claim(person, uuid7()) for person in people]
    assert quotas.look_many(asked=[(pool_id, claims[0])]) == [None]
    booked = quotas.book_many(by=SYSTEM, pool_id=pool_id, claims=claims)
    seen = quotas.look_many(asked=[(pool_id, claim) for claim in claims])
    assert [answer and (answer.code, answer.booking_id) for answer in seen] == [(b.code, b.booking_id) for b in booked]
    assert booked[0].booking_id
    quotas.give_back(by=SYSTEM, booking_id=booked[0].booking_id)
    assert quotas.look_many(asked=[(pool_id, claims[1])]) == [None]


def test_what_is_owed_is_settled_once_while_others_book_settle_and_give_back(town: World) -> None:
    people = entitled(town, "points-mall")
    found = pools(town, "points-mall", WRITERS, capacity=20, starts_at=None, ends_at=None)

    def work(number: int) -> list[quotas.Answer]:
        order = people if number % 2 else people[::-1]
        claims = [quotas.Claim(person, uuid7()) for person in order]
        answers = quotas.book_many(by=SYSTEM, pool_id=found[number], claims=claims, later=True)
        mine = answers[number % len(answers)].booking_id
        assert mine
        if number % 3:
            quotas.settle_owed(by=SYSTEM)
        quotas.give_back(by=SYSTEM, booking_id=mine)
        return answers

    together(work)
    quotas.settle_owed(by=SYSTEM)
    kept = Booking.objects.filter(state="booked").count()
    assert kept == WRITERS * (len(people) - 1)
    helped = Helped.objects.filter(service="points-mall", period="2026").aggregate(times=Sum("times"))
    assert helped["times"] == kept
    assert not Unsettled.objects.exists()
    assert unions.check_counts().ok
    assert quotas.adrift() == []
