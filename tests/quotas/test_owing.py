"""What a hot pool owes: counted a moment later, and meanwhile nobody gets what she may not."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import connection

from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.catalogue import api as catalogue
from niangjia.catalogue.models import Helped
from niangjia.kernel.ids import uuid7
from niangjia.ledger import api as ledger
from niangjia.messages import api as messages
from niangjia.quotas import api as quotas
from niangjia.quotas.models import Booking, Pool, Unsettled
from niangjia.unions import api as unions
from tests.cast import World
from tests.quotas.conftest import MakePool, give_points, points_of

pytestmark = pytest.mark.django_db
MALL, LIMIT = "points-mall", 24
FIGURE = "points_people"


@pytest.fixture
def pool(make_pool: MakePool, world: World) -> Pool:
    give_points([member.id for member in world.people.values()], 100)
    return make_pool(MALL, points=10, starts_at=None, ends_at=None)


def book_later(pool: Pool, *people: UUID) -> list[quotas.Answer]:
    claims = [quotas.Claim(person, uuid7()) for person in people]
    return quotas.book_many(by=SYSTEM, pool_id=pool.id, claims=claims, later=True)


def helped(person: UUID) -> int:
    found = Helped.objects.filter(subject_id=person, service=MALL, period="2026")
    return sum(found.values_list("times", flat=True))


def counted() -> int:
    return unions.counted(path="", keys=[FIGURE])[FIGURE].amount


def test_the_place_the_points_and_the_answer_are_hers_at_once_and_the_rest_follows(world: World, pool: Pool) -> None:
    worker, before = world["worker"].id, counted()
    [answer] = book_later(pool, worker)
    assert (answer.code, points_of(worker), helped(worker), counted()) == ("ok", 90, 0, before)
    assert quotas.settle_owed(by=SYSTEM) == 1
    assert (helped(worker), counted()) == (1, before + 1)
    assert quotas.settle_owed(by=SYSTEM) == 0
    assert (helped(worker), counted()) == (1, before + 1)
    assert not Unsettled.objects.exists()


def test_asked_for_on_a_page_the_rest_follows_by_itself_and_by_one_call_for_all(world: World, pool: Pool) -> None:
    before = counted()
    for who in ("worker", "mother"):
        quotas.ask_for_place(by=world[who].actor, pool_id=pool.id, key=uuid7(), answers={"phone": "13800004417"})
    assert (helped(world["worker"].id), counted(), waiting_calls()) == (0, before, 1)
    drain()
    assert (helped(world["worker"].id), counted(), waiting_calls()) == (1, before + 2, 0)


def waiting_calls() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs where task_name = 'quotas.settle_owed'")
        [row] = cursor.fetchall()
    return int(row[0])


def test_who_is_checked_in_before_it_is_settled_counts_once(world: World, make_pool: MakePool) -> None:
    """Where only those count who were there."""
    pool = make_pool("volunteering")
    book = {"pool_id": pool.id, "claims": [quotas.Claim(world["worker"].id, uuid7())], "later": True}
    [answer] = quotas.book_many(by=SYSTEM, **book)
    assert answer.booking_id
    quotas.check_in(by=world["town_officer"].actor, pool_id=pool.id, booking_ids=[answer.booking_id])
    assert unions.check_counts().ok
    quotas.settle_owed(by=SYSTEM)
    assert unions.check_counts().ok
    assert unions.counted(path="", keys=["volunteers"])["volunteers"].amount == 1


def test_whoever_counts_meanwhile_finds_nothing_that_differs(world: World, pool: Pool) -> None:
    book_later(pool, world["worker"].id)
    assert unions.check_counts().ok
    assert quotas.adrift() == []
    assert ledger.books_balanced().balanced
    unions.recount("case")
    quotas.settle_owed(by=SYSTEM)
    assert unions.check_counts().ok


def test_her_last_coupon_of_the_year_is_her_last_although_it_is_not_counted_yet(
    world: World, pool: Pool, make_pool: MakePool
) -> None:
    worker = world["worker"].id
    catalogue.record_help(helped=[(worker, MALL, "2026", LIMIT - 1, 0)])
    catalogue.refresh("person", [worker])
    assert [answer.code for answer in book_later(pool, worker)] == ["ok"]
    other = make_pool(MALL, points=10, starts_at=None, ends_at=None)
    assert [answer.code for answer in book_later(other, worker)] == ["not_entitled"]
    assert points_of(worker) == 90


def test_she_reads_that_it_was_her_last_before_it_is_counted(world: World, pool: Pool) -> None:
    worker = world["worker"]
    catalogue.record_help(helped=[(worker.id, MALL, "2026", LIMIT - 1, 0)])
    catalogue.refresh("person", [worker.id])
    assert catalogue.verdict_now(service=MALL, subject_id=worker.id) == "yes"
    book_later(pool, worker.id)
    assert catalogue.verdict_now(service=MALL, subject_id=worker.id) == "no"


def test_a_place_given_back_before_it_was_counted_leaves_no_trace_in_numbers(world: World, pool: Pool) -> None:
    worker, before = world["worker"], counted()
    [answer] = book_later(pool, worker.id)
    assert answer.booking_id
    quotas.give_back(by=worker.actor, booking_id=answer.booking_id)
    quotas.settle_owed(by=SYSTEM)
    assert (helped(worker.id), points_of(worker.id), counted()) == (0, 100, before)
    assert unions.check_counts().ok


def test_she_is_told_once_it_is_settled(world: World, pool: Pool) -> None:
    worker = world["worker"]
    book_later(pool, worker.id)
    drain()
    told = len(messages.inbox(person_id=worker.id))
    quotas.settle_owed(by=SYSTEM)
    drain()
    assert len(messages.inbox(person_id=worker.id)) == told + 1


def test_several_pools_are_booked_in_one_batch_each_with_its_own_places(
    world: World, pool: Pool, make_pool: MakePool
) -> None:
    other = make_pool("open-class", capacity=1)
    worker, mother, officer = (world[who].id for who in ("worker", "mother", "town_officer"))
    asked = [(pool.id, worker), (other.id, mother), (pool.id, officer)]
    answers = quotas.book_batch(
        by=SYSTEM, asked=[(where, quotas.Claim(who, uuid7())) for where, who in asked], later=True
    )
    assert [answer.code for answer in answers] == ["ok", "ok", "ok"]
    assert {(b.pool_id, b.person_id) for b in Booking.objects.all()} == set(asked)
    assert (points_of(worker), points_of(mother)) == (90, 100)
    assert quotas.adrift() == []


def test_who_asks_two_pools_at_once_is_not_judged_in_one_batch(world: World, pool: Pool, make_pool: MakePool) -> None:
    other, worker = make_pool("open-class"), world["worker"].id
    with pytest.raises(AssertionError):
        quotas.book_batch(by=SYSTEM, asked=[(p.id, quotas.Claim(worker, uuid7())) for p in (pool, other)])
