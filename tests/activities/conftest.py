"""A shop in 闽侯, a base of the city, coupons on offer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from niangjia.activities import api as activities
from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.jobs import drain
from niangjia.catalogue import api as catalogue
from niangjia.kernel.uscc import check_character
from niangjia.ledger import api as ledger
from niangjia.quotas import api as quotas
from tests.cast import World
from tests.quotas.conftest import ask, give_points


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.frozen("2026-11-23 09:00"):
        yield


@pytest.fixture
def known(world: World) -> None:
    catalogue.refresh("person", [member.id for member in world.people.values()])


def merchant(world: World, *, name: str = "上街米铺", kind: str = "shop", number: int = 1) -> UUID:
    body = f"91350121M0002H{number:03d}"
    return activities.enter_merchant(
        by=world["county_officer"].actor, union_id=world.unions["minhou"].id, uscc=body + check_character(body),
        enterprise=f"{name}有限公司", name=name, kind=kind, holder=f"{name}有限公司", account="350121000123456789", address="上街镇 1 号",
    )  # fmt: skip


def desk(merchant_id: UUID) -> Actor:
    return Actor(merchant_id, "兑付台")


def offer(world: World, *, service: str = "points-mall", merchants: tuple[UUID, ...] = (), **changes: Any) -> UUID:
    now = clock.now()
    told: dict[str, Any] = {
        "service": service, "union_id": world.unions["minhou"].id, "title": "20 元米油券", "capacity": 5, "mode": "first",
        "opens_at": now, "closes_at": now + timedelta(days=30), "points": 100,
    }  # fmt: skip
    worth = changes.pop("worth", activities.Worth(2_000, valid_days=30))
    return activities.open_offer(
        by=world["county_officer"].actor,
        pool=quotas.NewPool(**(told | changes)),
        worth=worth,
        merchant_ids=merchants,
    )


def buy(world: World, who: str, pool_id: UUID, *, points: int = 100, **more: Any) -> activities.VoucherView:
    """She has the points and asks; the voucher follows."""
    if points:
        give_points([world[who].id], points)
    answer = ask(world, who, quotas.pool(pool_id=pool_id), **more)
    drain()
    assert answer.booking_id
    found = activities.voucher_of(booking_id=answer.booking_id)
    assert found
    return found


def budget(world: World, fen: int = 1_000_000) -> None:
    ledger.appropriate(
        by=SYSTEM, union_id=world.unions["city"].id, fund="warmth", year=2026, amount_fen=fen, basis="测试预算"
    )


def pay(world: World, answer: str = "成功,") -> None:
    """The batch goes to the bank; ``answer`` is what it says of every line: the result, and why."""
    first, second = world["finance_officer"].actor, world["second_finance_officer"].actor
    batch = ledger.prepare_batch(by=first, payout_ids=[p.id for p in ledger.payouts_visible_to(first, state="waiting")])
    ledger.submit_batch(by=first, batch_id=batch)
    ledger.release_batch(by=second, batch_id=batch)
    ledger.bank_file(by=first, batch_id=batch)
    found, lines = ledger.batch(actor=first, batch_id=batch)
    rows = "\n".join(f"{found.number},{line.seq},{line.amount_fen / 100:.2f},{answer}" for line in lines)
    ledger.take_receipts(by=first, file=f"批次号,序号,金额,结果,原因\n{rows}\n".encode())
    drain()
