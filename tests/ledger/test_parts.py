"""A grant paid in parts is held whole, and each part goes its own way."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import connection, transaction

from niangjia.base.actor import SYSTEM
from niangjia.kernel.ids import uuid7
from niangjia.ledger import api as ledger
from niangjia.ledger.errors import BadAmount, BudgetExhausted, KeyReused, PayoutNotInState, TransferSettled
from niangjia.ledger.models import Transfer
from tests.ledger.conftest import YEAR, House, build

pytestmark = pytest.mark.django_db


def hold_parts(house: House, *yuan: int, owner_id: UUID | None = None, case_id: UUID | None = None) -> list[UUID]:
    case_id = case_id or uuid7()
    return ledger.hold_parts(
        by=SYSTEM, fund="learning", union_id=house.county.id, year=YEAR, owner_id=owner_id or house.worker.id,
        amounts_fen=[each * 100 for each in yuan], case_id=case_id, key=f"case:{case_id}",
    )  # fmt: skip


def test_all_parts_are_held_or_none(house: House) -> None:
    house.appropriate(1_000)
    with pytest.raises(BudgetExhausted, match="1,001"), transaction.atomic():
        hold_parts(house, 500, 501)
    assert not Transfer.objects.filter(reason="grant").exists()
    hold_parts(house, 500, 500)
    assert (house.budget().held_fen, house.budget().left_fen) == (1_000_00, 0)


def test_asked_twice_it_is_held_once(house: House) -> None:
    house.appropriate(1_000)
    case_id = uuid7()
    first = hold_parts(house, 300, 200, case_id=case_id)
    assert hold_parts(house, 300, 200, case_id=case_id) == first
    assert house.budget().held_fen == 500_00
    with pytest.raises(KeyReused):
        hold_parts(house, 300, 201, case_id=case_id)


@pytest.mark.parametrize("amounts", [(), (100, 0), (100, -1)])
def test_a_part_of_nothing_is_refused(house: House, amounts: tuple[int, ...]) -> None:
    house.appropriate(1_000)
    with pytest.raises(BadAmount):
        hold_parts(house, *amounts)


def test_some_are_paid_and_the_rest_is_given_back_together(house: House) -> None:
    house.appropriate(1_000)
    first, *rest = hold_parts(house, 400, 300, 300)
    ledger.post(by=house.preparer, owner_id=house.worker.id, transfer_id=first)
    ledger.void_all(by=house.preparer, owner_id=house.worker.id, transfer_ids=rest, reason="不再任职")
    budget = house.budget()
    assert (budget.spent_fen, budget.held_fen, budget.left_fen) == (400_00, 0, 600_00)
    assert ledger.books_balanced().balanced


def test_with_one_that_is_over_none_is_given_back(house: House) -> None:
    house.appropriate(1_000)
    first, second = hold_parts(house, 400, 300)
    ledger.post(by=house.preparer, owner_id=house.worker.id, transfer_id=first)
    with pytest.raises(TransferSettled), transaction.atomic():
        ledger.void_all(by=house.preparer, owner_id=house.worker.id, transfer_ids=[first, second])
    assert house.budget().held_fen == 300_00


def test_a_part_at_the_bank_cannot_be_given_back(house: House) -> None:
    house.appropriate(1_000)
    case_id = uuid7()
    first, second = hold_parts(house, 400, 300, case_id=case_id)
    payout_id = ledger.request_payout(
        by=SYSTEM, case_id=case_id, owner_kind="person", owner_id=house.worker.id, amount_fen=400_00, fund="learning",
        union_id=house.county.id, hold_id=first,
    )  # fmt: skip
    house.send([payout_id])
    with pytest.raises(PayoutNotInState), transaction.atomic():
        ledger.void_all(by=house.preparer, owner_id=house.worker.id, transfer_ids=[first, second])
    assert house.budget().held_fen == 700_00


@pytest.mark.django_db(transaction=True)
def test_sixteen_at_once_over_a_budget_for_ten_gives_exactly_ten() -> None:
    house = build()
    house.appropriate(10_000)

    def grant(owner_id: UUID) -> bool:
        try:
            hold_parts(house, 600, 400, owner_id=owner_id)
        except BudgetExhausted:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(grant, [uuid7() for _ in range(16)])) == 10
    assert house.budget().left_fen == 0
    assert ledger.books_balanced().balanced
