"""The bank said "paid", and days later sends the money back."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from niangjia.base import events
from niangjia.base.actor import Actor
from niangjia.ledger import api as ledger
from niangjia.ledger.actions.reversing import reverse
from niangjia.ledger.errors import BudgetExhausted, TransferSettled
from niangjia.ledger.events import PayoutPaid, PayoutReversed
from niangjia.ledger.models import Account, Payout, Transfer
from tests.ledger.conftest import YEAR, House, build, card, receipts

pytestmark = pytest.mark.django_db
WHY = "收款账户已销户"


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[events.Event]:
    """Events as they are announced."""
    out: list[events.Event] = []
    monkeypatch.setattr("niangjia.base.acts.announce", out.extend)
    return out


def answer(house: House, number: str, result: str, *seqs: int, yuan: str = "1000") -> ledger.Receipts:
    rows = [(seq, yuan, result, WHY) for seq in seqs or (1,)]
    return ledger.take_receipts(by=house.preparer, file=receipts(number, *rows))


@pytest.fixture
def paid(house: House) -> tuple[UUID, str]:
    """A payout of 1,000 that has arrived out of a budget of 2,000, and its batch."""
    house.appropriate(2_000)
    payout_id = house.ask(house.worker.id)
    number, _ = house.send([payout_id])
    answer(house, number, "成功")
    return payout_id, number


def test_it_is_booked_back_and_held_again_for_her(house: House, paid: tuple[UUID, str]) -> None:
    assert answer(house, paid[1], "退汇").reversed == 1
    budget, payout = house.budget(), Payout.objects.get(id=paid[0])
    assert (budget.appropriated_fen, budget.spent_fen, budget.held_fen, budget.left_fen) == (
        2_000_00,
        0,
        1_000_00,
        1_000_00,
    )
    assert Account.objects.get(owner_id=house.worker.id).balance == 0
    assert (payout.state, payout.reason, payout.paid_at) == ("bounced", WHY, None)
    assert ledger.books_balanced().balanced


def test_what_was_booked_stands_and_the_statement_tells_all_of_it(house: House, paid: tuple[UUID, str]) -> None:
    answer(house, paid[1], "退汇")
    _, lines = ledger.budget_statement(house.preparer, union_id=house.county.id, fund="learning", year=YEAR)
    assert [(line.reason, line.state, line.amount_fen) for line in reversed(lines)] == [
        ("appropriation", "posted", 2_000_00),
        ("grant", "posted", -1_000_00),
        ("reversal", "posted", 1_000_00),
        ("grant", "pending", -1_000_00),
    ]
    assert lines[1].memo == WHY


def test_another_account_and_it_is_paid_with_the_next_batch(house: House, paid: tuple[UUID, str]) -> None:
    payout_id, first = paid
    answer(house, first, "退汇")
    ledger.repair_account(by=Actor(house.worker.id, "陈秀兰"), payout_id=payout_id, holder="陈秀兰", number=card(2))
    second, content = house.send([payout_id])
    assert card(2) in content.decode("utf-8-sig")
    assert answer(house, second, "成功").paid == 1
    assert (house.budget().spent_fen, house.budget().held_fen) == (1_000_00, 0)
    assert answer(house, first, "退汇").repeated == answer(house, first, "成功").repeated == 1
    assert ledger.books_balanced().balanced


def test_it_can_come_back_a_second_time(house: House, paid: tuple[UUID, str]) -> None:
    payout_id, number = paid
    for n in (2, 3):
        assert answer(house, number, "退汇").reversed == 1
        ledger.repair_account(by=house.preparer, payout_id=payout_id, holder="陈秀兰", number=card(n))
        number, _ = house.send([payout_id])
        assert answer(house, number, "成功").paid == 1
    assert house.budget().spent_fen == 1_000_00
    assert Transfer.objects.filter(reason="reversal").count() == 2
    assert ledger.books_balanced().balanced


def test_it_is_announced_once(house: House, paid: tuple[UUID, str], heard: list[events.Event]) -> None:
    answer(house, paid[1], "退汇")
    assert answer(house, paid[1], "退汇").repeated == 1
    (event,) = [each for each in heard if isinstance(each, PayoutReversed)]
    assert (event.owner_id, event.instalment, event.reason) == (house.worker.id, 1, WHY)
    assert not [each for each in heard if isinstance(each, PayoutPaid)]


def test_a_file_that_says_both_of_one_line_is_no_reversal(house: House, paid: tuple[UUID, str]) -> None:
    number, _ = house.send([house.ask(house.worker.id)])
    both = receipts(number, (1, "1000", "成功", ""), (1, "1000", "退汇", WHY))
    took = ledger.take_receipts(by=house.preparer, file=both)
    assert (took.paid, took.reversed, [problem.why for problem in took.problems]) == (1, 0, ["contradicts"])


def test_paid_after_a_bounce_is_still_a_contradiction(house: House) -> None:
    house.appropriate(1_000)
    number, _ = house.send([house.ask(house.worker.id)])
    answer(house, number, "退汇")
    assert [problem.why for problem in answer(house, number, "成功").problems] == ["contradicts"]


def test_money_that_came_back_can_be_given_up(house: House, paid: tuple[UUID, str]) -> None:
    """Its payee is nowhere to be found: the hold is void, and the money can be granted to others."""
    answer(house, paid[1], "退汇")
    hold_id = Payout.objects.get(id=paid[0]).hold_id
    ledger.void(by=house.preparer, owner_id=house.worker.id, transfer_id=hold_id, reason="联系不上本人")
    assert (house.budget().spent_fen, house.budget().left_fen) == (0, 2_000_00)
    assert ledger.books_balanced().balanced


def test_the_database_reverses_a_transfer_once(house: House, paid: tuple[UUID, str]) -> None:
    posted = Transfer.objects.get(reason="grant")
    reverse({(posted.owner_id, posted.id): WHY})
    with pytest.raises((TransferSettled, IntegrityError)), transaction.atomic():
        reverse({(posted.owner_id, posted.id): WHY})
    assert Transfer.objects.filter(reason="reversal").count() == 1


def test_what_is_only_held_cannot_be_reversed(house: House) -> None:
    house.appropriate(1_000)
    hold_id = house.hold(house.worker.id)
    with pytest.raises(TransferSettled), transaction.atomic():
        reverse({(house.worker.id, hold_id): WHY})
    assert house.budget().held_fen == 1_000_00


@pytest.mark.parametrize("seed", range(3))
def test_whatever_the_bank_answers_in_whatever_order_the_books_balance(house: House, seed: int) -> None:
    chance = random.Random(seed)
    house.appropriate(3_000)
    lines: dict[UUID, str] = {}
    for turn in range(40):
        with suppress(BudgetExhausted):
            payout_id = house.ask(house.worker.id, 100)
            lines[payout_id], _ = house.send([payout_id])
        payout_id = chance.choice(sorted(lines))
        answer(house, lines[payout_id], chance.choice(["成功", "退汇"]), yuan="100")
        if Payout.objects.get(id=payout_id).state == "bounced" and chance.random() < 0.7:
            ledger.repair_account(by=house.preparer, payout_id=payout_id, holder="陈秀兰", number=card(turn))
            lines[payout_id], _ = house.send([payout_id])
    budget = house.budget()
    arrived = sum(Payout.objects.filter(state="paid").values_list("amount_fen", flat=True))
    assert (budget.appropriated_fen, budget.spent_fen) == (3_000_00, arrived)
    assert Account.objects.get(owner_id=house.worker.id).balance == arrived
    assert budget.held_fen == sum(Payout.objects.exclude(state="paid").values_list("amount_fen", flat=True))
    assert Transfer.objects.filter(reason="reversal").exists()
    assert ledger.books_balanced().balanced


@pytest.mark.django_db(transaction=True)
def test_one_file_of_returns_taken_eight_times_at_once_books_back_once() -> None:
    house = build()
    house.appropriate(1_000)
    number, _ = house.send([house.ask(house.worker.id)])
    answer(house, number, "成功")

    def take(_: int) -> int:
        try:
            return answer(house, number, "退汇").reversed
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(take, range(8))) == 1
    assert (house.budget().spent_fen, house.budget().held_fen) == (0, 1_000_00)
    assert ledger.books_balanced().balanced


@pytest.mark.django_db(transaction=True)
def test_two_files_at_once_for_one_budget_and_the_same_people_do_not_block_each_other() -> None:
    """One pays what the other takes back, over the same accounts the other way round."""
    house = build()
    house.appropriate(4_000)
    old = [house.ask(owner) for owner in (house.worker.id, house.worker.id)]
    returned, _ = house.send(old)
    answer(house, returned, "成功", 1, 2)
    fresh, _ = house.send([house.ask(house.worker.id), house.ask(house.worker.id)])

    def take(what: tuple[str, str]) -> ledger.Receipts:
        try:
            return answer(house, *what, 1, 2)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(take, [(returned, "退汇"), (fresh, "成功")])
    assert (one.reversed, other.paid) == (2, 2)
    assert (house.budget().spent_fen, house.budget().held_fen) == (2_000_00, 2_000_00)
    assert ledger.books_balanced().balanced
