"""A grant has arrived, and the bank sends it back: the case, the history, the figures and the page go back with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.casework.actions.reversal import payout_reversed
from niangjia.casework.errors import AlreadyOpen
from niangjia.casework.models import Case
from niangjia.catalogue import api as catalogue
from niangjia.insight import api as insight
from niangjia.ledger import api as ledger
from niangjia.ledger.models import Payout
from niangjia.messages import api as messages
from niangjia.notices import api as notices
from tests.casework.conftest import Run, later, state, steps, study_answers
from tests.casework.test_study_grant import pay_by_bank
from tests.cast import World

pytestmark = pytest.mark.django_db
WHY = "收款账户已销户"


@pytest.fixture
def paid(student: World, granting: UUID, run_jobs: Run) -> Iterator[UUID]:
    """The worker's study grant of 1,000 yuan, arrived on 2 December, where the tests stand."""
    for officer in ("grassroots_officer", "municipal_officer"):
        casework.approve(by=student[officer].actor, case_id=granting)
    run_jobs()
    with later("2026-12-01"):
        notices.end_due()
        run_jobs()
    with later("2026-12-02"):
        pay_by_bank(student)
        run_jobs()
        yield granting


@pytest.fixture
def reversed_case(student: World, paid: UUID, run_jobs: Run) -> UUID:
    bank_returns(student)
    run_jobs()
    return paid


def bank_returns(world: World) -> None:
    """The newest batch's lines come back."""
    finance = world["finance_officer"].actor
    found = ledger.batches_visible_to(finance)[0]
    _, lines = ledger.batch(finance, batch_id=found.id)
    rows = "\n".join(f"{found.number},{line.seq},{line.amount_fen / 100:.2f},退汇,{WHY}" for line in lines)
    told = ledger.take_receipts(by=finance, file=f"批次号,序号,金额,结果,原因\n{rows}\n".encode())
    assert told.reversed == len(lines)


def helped(world: World) -> tuple[int, int]:
    """(times, fen) of this year."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select times, fen from catalogue_helped where subject_id = %s and service = 'study-grant' and period = '2026'",
            [world["worker"].id],
        )
        return tuple(cursor.fetchone())


def yuan() -> Decimal | None:
    return insight.figure(key="study_grant_yuan")[1]


def test_the_case_waits_for_another_account(reversed_case: UUID) -> None:
    assert state(reversed_case) == "bounced"
    assert steps(reversed_case)[-3:] == ["paid", "delivered", "reversed"]
    assert Case.objects.get(id=reversed_case).ended_at is None


def test_the_help_counts_no_longer_and_its_money_is_still_granted(student: World, paid: UUID, run_jobs: Run) -> None:
    assert (helped(student), yuan()) == ((1, 1_000_00), 1_000)
    assert catalogue.verdict_now(service="study-grant", subject_id=student["worker"].id) == "no"
    bank_returns(student)
    run_jobs()
    assert (helped(student), yuan()) == ((0, 1_000_00), 0)
    assert catalogue.verdict_now(service="study-grant", subject_id=student["worker"].id) == "yes"
    assert ledger.budget_left(union_id=student.unions["city"].id, fund="learning", year=2026) == 9_000_00


def test_she_is_told_each_time_and_once(student: World, reversed_case: UUID, run_jobs: Run) -> None:
    payout_reversed(case_id=reversed_case, instalment=1, reason=WHY)
    run_jobs()
    told = [m for m in messages.inbox(person_id=student["worker"].id) if m.kind == "case.reversed"]
    assert len(told) == 1
    assert WHY in told[0].body


def test_with_another_card_it_is_paid_again_and_counts_again(
    student: World, reversed_case: UUID, run_jobs: Run
) -> None:
    casework.repair_account(by=student["worker"].actor, case_id=reversed_case, number=student["courier"].bank_card)
    pay_by_bank(student)
    run_jobs()
    assert (state(reversed_case), helped(student), yuan()) == ("delivered", (1, 1_000_00), 1_000)
    bank_returns(student)
    run_jobs()
    assert (state(reversed_case), helped(student)) == ("bounced", (0, 1_000_00))
    assert ledger.books_balanced().balanced


def test_it_comes_back_out_of_a_rated_case_and_out_of_the_archive(student: World, paid: UUID, run_jobs: Run) -> None:
    casework.rate(by=student["worker"].actor, case_id=paid, stars=5)
    with later("2027-03-01"):
        casework.archive_ended(by=SYSTEM)
        assert state(paid) == "archived"
        bank_returns(student)
        run_jobs()
        assert (state(paid), helped(student)) == ("bounced", (0, 1_000_00))


def test_nobody_applies_anew_for_what_is_held_for_her(student: World, reversed_case: UUID, evidence: str) -> None:
    with pytest.raises(AlreadyOpen):
        casework.apply_for_service(by=student["worker"].actor, service="study-grant", answers=study_answers(evidence))


def test_words_that_come_in_the_wrong_order_end_the_same(student: World, paid: UUID, run_jobs: Run) -> None:
    """It came back and was paid again before any job ran: the older words change nothing that is true now."""
    bank_returns(student)
    payout = Payout.objects.get(case_id=paid)
    ledger.repair_account(
        by=student["finance_officer"].actor, payout_id=payout.id, holder="林秀琴", number=student["courier"].bank_card
    )
    pay_by_bank(student)
    casework.payout_paid(case_id=paid, instalment=1)
    casework.payout_reversed(case_id=paid, instalment=1, reason=WHY)
    run_jobs()
    assert (state(paid), helped(student)) == ("delivered", (1, 1_000_00))


def test_a_late_word_of_the_payment_does_not_close_it_again(student: World, reversed_case: UUID) -> None:
    casework.payout_paid(case_id=reversed_case, instalment=1)
    assert state(reversed_case) == "bounced"


def test_her_page_says_what_happened_and_takes_the_new_card(
    student: World, reversed_case: UUID, client_of: Callable[..., Client]
) -> None:
    phone = client_of("worker")
    page = phone.get(f"/matters/{reversed_case}/").content.decode()
    assert "到账的钱又被银行退回来了" in page
    assert WHY in page
    sent = phone.post(f"/matters/{reversed_case}/account/", {"number": student["courier"].bank_card})
    assert (sent.status_code, state(reversed_case)) == (302, "delivering")


def test_the_desk_shows_the_line_that_came_back(
    student: World, reversed_case: UUID, client_of: Callable[..., Client]
) -> None:
    desk = client_of("finance_officer")
    batch = ledger.batches_visible_to(student["finance_officer"].actor)[0]
    assert f"到账后退回：{WHY}" in desk.get(f"/console/payouts/batches/{batch.id}/").content.decode()
    assert "退回 1" in desk.get("/console/payouts/").content.decode()
    assert "到账后银行退回" in client_of("municipal_officer").get(f"/console/cases/{reversed_case}/").content.decode()
