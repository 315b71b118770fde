"""Money that is not appropriated cannot be granted, whoever asks at the same moment."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from niangjia.base.actor import Actor, Scope
from niangjia.kernel.errors import NotAllowed, ReasonMissing
from niangjia.kernel.ids import uuid7
from niangjia.ledger import api as ledger
from niangjia.ledger.errors import BadAmount, BudgetExhausted, KeyReused, NoBudget, TransferSettled
from niangjia.ledger.models import Account, Transfer
from tests.ledger.conftest import YEAR, House, build

pytestmark = pytest.mark.django_db


def test_a_hold_takes_from_what_is_left(house: House) -> None:
    house.appropriate(10_000)
    house.hold(house.worker.id, 3_000)
    budget = house.budget()
    assert (budget.appropriated_fen, budget.held_fen, budget.spent_fen, budget.left_fen) == (
        1_000_000,
        300_000,
        0,
        700_000,
    )
    assert ledger.budget_left(union_id=house.county.id, fund="learning", year=YEAR) == 700_000


def test_beyond_the_budget_it_says_what_is_left_and_what_to_do(house: House) -> None:
    house.appropriate(1_000)
    with pytest.raises(BudgetExhausted) as refused:
        house.hold(house.worker.id, 1_001)
    assert "只剩 1,000 元" in str(refused.value)
    assert "追加预算" in str(refused.value)
    assert not Transfer.objects.filter(reason="grant").exists()


def test_a_hold_falls_to_no_other_budget(house: House) -> None:
    house.appropriate(1_000)
    with pytest.raises(NoBudget, match="闽侯县总工会"):
        ledger.hold(
            by=house.preparer, fund="warmth", union_id=house.county.id, year=YEAR, owner_id=house.worker.id,
            amount_fen=1, case_id=uuid7(), key="k",
        )  # fmt: skip


def test_the_same_key_is_the_same_transfer(house: House) -> None:
    house.appropriate(2_000)
    case_id = uuid7()
    first = house.hold(house.worker.id, 1_000, case_id=case_id)
    assert house.hold(house.worker.id, 1_000, case_id=case_id) == first
    assert house.budget().held_fen == 100_000
    with pytest.raises(KeyReused):
        house.hold(house.worker.id, 999, case_id=case_id)


def test_a_key_works_again_after_its_transfer_was_voided(house: House) -> None:
    house.appropriate(1_000)
    case_id = uuid7()
    first = house.hold(house.worker.id, 1_000, case_id=case_id)
    ledger.void(by=house.preparer, owner_id=house.worker.id, transfer_id=first)
    assert house.budget().left_fen == 100_000
    second = house.hold(house.worker.id, 1_000, case_id=case_id)
    assert second != first
    ledger.void(by=house.preparer, owner_id=house.worker.id, transfer_id=second)
    assert house.hold(house.worker.id, 1_000, case_id=case_id) not in (first, second)
    assert ledger.books_balanced().balanced


def test_posting_spends_once(house: House) -> None:
    house.appropriate(1_000)
    transfer_id = house.hold(house.worker.id, 400)
    ledger.post(by=house.preparer, owner_id=house.worker.id, transfer_id=transfer_id)
    with pytest.raises(TransferSettled):
        ledger.post(by=house.preparer, owner_id=house.worker.id, transfer_id=transfer_id)
    with pytest.raises(TransferSettled):
        ledger.void(by=house.preparer, owner_id=house.worker.id, transfer_id=transfer_id)
    budget = house.budget()
    assert (budget.held_fen, budget.spent_fen, budget.left_fen) == (0, 40_000, 60_000)
    assert Account.objects.get(owner_id=house.worker.id).balance == 40_000


def test_appropriating_needs_the_post_a_basis_and_an_amount(house: House) -> None:
    ask = {"union_id": house.county.id, "fund": "learning", "year": YEAR, "amount_fen": 1, "basis": "榕工〔2026〕41 号"}
    with pytest.raises(NotAllowed):
        ledger.appropriate(by=house.stranger, **ask)
    with pytest.raises(NotAllowed):
        ledger.appropriate(by=house.releaser, **ask)
    with pytest.raises(ReasonMissing):
        ledger.appropriate(by=house.preparer, **(ask | {"basis": " "}))
    with pytest.raises(BadAmount):
        ledger.appropriate(by=house.preparer, **(ask | {"amount_fen": 0}))


def test_pressing_the_button_twice_appropriates_once(house: House) -> None:
    ask = {
        "by": house.preparer,
        "union_id": house.county.id,
        "fund": "learning",
        "year": YEAR,
        "amount_fen": 500,
        "basis": "文件 1 号",
    }
    assert ledger.appropriate(key="form-1", **ask) == ledger.appropriate(key="form-1", **ask)
    assert house.budget().appropriated_fen == 500


def test_the_database_itself_refuses_an_overdraft(house: House) -> None:
    house.appropriate(10)
    for change in ({"balance": -1}, {"held": 1001}, {"held": -1}):
        with pytest.raises(IntegrityError, match="ledger_account_covered"), transaction.atomic():
            Account.objects.filter(owner_kind="budget").update(**change)


def test_budgets_are_seen_from_finance_at_or_above(house: House) -> None:
    house.appropriate(10)
    above = Actor(uuid7(), "市", (Scope("leader", house.city.path),))
    reviewer = Actor(uuid7(), "审核", (Scope("reviewer", house.city.path),))
    assert [b.union_name for b in ledger.budgets_visible_to(above)] == ["闽侯县总工会"]
    assert ledger.budgets_visible_to(house.stranger) == ledger.budgets_visible_to(reviewer) == []


def test_the_statement_opens_into_the_transfers(house: House) -> None:
    house.appropriate(1_000)
    hold_id = house.hold(house.worker.id, 300)
    ledger.post(by=house.preparer, owner_id=house.worker.id, transfer_id=hold_id)
    budget, lines = ledger.budget_statement(house.preparer, union_id=house.county.id, fund="learning", year=YEAR)
    assert [line.amount_fen for line in lines] == [-30_000, 100_000]
    assert sum(line.amount_fen for line in lines) == budget.left_fen
    assert lines[1].memo == "榕工〔2026〕41 号"


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_in_whatever_order_the_books_balance(house: House, seed: int) -> None:
    chance = random.Random(seed)
    house.appropriate(5_000)
    held: list[tuple[UUID, UUID]] = []
    for _ in range(60):
        what = chance.choice(["hold", "hold", "post", "void", "appropriate"])
        if what == "hold":
            owner = chance.choice([house.worker.id, house.cardless.id])
            with suppress(BudgetExhausted):
                held.append((owner, house.hold(owner, chance.randint(1, 2_000))))
        elif what == "appropriate":
            house.appropriate(chance.randint(1, 500))
        elif held:
            owner, transfer = held.pop(chance.randrange(len(held)))
            (ledger.post if what == "post" else ledger.void)(by=house.preparer, owner_id=owner, transfer_id=transfer)
    budget = house.budget()
    assert budget.appropriated_fen == budget.spent_fen + budget.held_fen + budget.left_fen
    assert budget.left_fen >= 0
    assert _independent_sum() == [(budget.held_fen + budget.left_fen, budget.held_fen)]
    assert ledger.books_balanced().balanced


def test_a_tampered_balance_is_found(house: House) -> None:
    house.appropriate(10)
    Account.objects.filter(owner_kind="budget").update(balance=1_001)
    books = ledger.books_balanced()
    assert not books.balanced
    assert [(d.what, d.found, d.expected) for d in books.differences] == [("balance", 1_001, 1_000)]


@pytest.mark.django_db(transaction=True)
def test_sixteen_at_once_over_a_budget_for_ten_gives_exactly_ten() -> None:
    house = build()
    house.appropriate(10_000)
    owners = [uuid7() for _ in range(16)]

    def grant(owner_id: UUID) -> bool:
        try:
            house.hold(owner_id, 1_000)
        except BudgetExhausted:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(grant, owners)) == 10
    assert house.budget().left_fen == 0
    assert _independent_sum() == [(1_000_000, 1_000_000)]
    assert ledger.books_balanced().balanced


@pytest.mark.django_db(transaction=True)
def test_the_same_grant_asked_sixteen_times_at_once_is_one() -> None:
    house = build()
    house.appropriate(10_000)
    case_id, owner_id = uuid7(), uuid7()

    def grant(_: int) -> UUID:
        try:
            return house.hold(owner_id, 1_000, case_id=case_id)
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(grant, range(16)))) == 1
    assert house.budget().held_fen == 100_000


def _independent_sum() -> list[tuple[int, int]]:
    """Budget accounts' (balance, held), added up from the transfers by plain SQL."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select coalesce(sum(amount) filter (where credit_id = a.id and t.state = 'posted'), 0)"
            " - coalesce(sum(amount) filter (where debit_id = a.id and t.state = 'posted'), 0),"
            " coalesce(sum(amount) filter (where debit_id = a.id and t.state = 'pending'), 0)"
            " from ledger_account a, ledger_transfer t where a.owner_kind = 'budget' group by a.id"
        )
        return [(int(row[0]), int(row[1])) for row in cursor.fetchall()]
