"""关爱环卫工人 for the tests: two who sweep, the county's mornings at the hospital, the year's money."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.casework import api as casework
from niangjia.ledger import api as ledger
from niangjia.people import api as people
from niangjia.quotas import api as quotas
from niangjia.quotas.models import Booking, Pool
from tests.cast import World

SERVICE, CARD = "sanitation-care", "6222020200112230"
ENOUGH_FEN = 10_000_00


@pytest.fixture
def sweepers(known: World) -> World:
    """Two who sweep the streets, and the year's money."""
    return they_sweep(known)


def they_sweep(world: World) -> World:
    for who in ("worker", "mother"):
        people.tell(by=world[who].actor, person_id=world[who].id, question="sanitation", answers=["yes"])
    ledger.appropriate(
        by=SYSTEM, union_id=world.unions["city"].id, fund="warmth", year=2026, amount_fen=ENOUGH_FEN, basis="测试预算"
    )
    return world


def makes_slots(
    world: World, *, days: int = 7, places: int = 1, item: str = "morning", mode: str = "case", union: str = "minhou"
) -> UUID:
    """The county's: so many people, on the morning in so many days."""
    now = clock.now()
    pool = quotas.NewPool(
        service=SERVICE, union_id=world.unions[union].id, title="县医院体检", place="闽侯县医院", capacity=places, mode=mode, item=item,
        opens_at=now, closes_at=now + timedelta(days=60), starts_at=now + timedelta(days=days), ends_at=now + timedelta(days=days, hours=3),
    )  # fmt: skip
    by = world["county_officer" if union == "minhou" else "stranger"].actor
    return quotas.open_pools(by=by, pools=[pool])[0]


def asks(world: World, take: str, who: str = "worker", *, approved: bool = True) -> UUID:
    proof = ["0192d1c0-0000-7000-8000-000000000001"]
    answers = {"take": take, "employer_name": "榕城环卫", "work_proof": proof}
    if take == "money":
        answers["bank_card"] = people.known_about(person_id=world[who].id).get("person.bank_card") or CARD
    case_id = casework.apply_for_service(by=world[who].actor, service=SERVICE, answers=answers)
    if approved:
        casework.approve(by=world["county_officer"].actor, case_id=case_id, opinion="是环卫工人")
        drain()
    return case_id


def booking_of(case_id: UUID) -> Booking:
    return Booking.objects.filter(case_id=case_id).order_by("-id")[0]


def are_there(world: World, case_id: UUID) -> None:
    booking = booking_of(case_id)
    with clock.frozen(starts(booking)):
        quotas.check_in(by=world["county_officer"].actor, pool_id=booking.pool_id, booking_ids=[booking.id])
        drain()


def starts(booking: Booking) -> datetime:
    found = Pool.objects.get(id=booking.pool_id).starts_at
    assert found
    return found


def budget_left(world: World) -> int | None:
    return ledger.budget_left(union_id=world.unions["city"].id, fund="warmth", year=2026)
