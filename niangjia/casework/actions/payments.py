"""What the bank's answers mean for a case."""

from __future__ import annotations

from uuid import UUID

from niangjia.base.actor import SYSTEM, Actor
from niangjia.casework.access import require_own
from niangjia.casework.actions.deciding import finish
from niangjia.casework.actions.work import Work, work_on
from niangjia.casework.events import CaseBounced
from niangjia.casework.rules.states import BOUNCED, DELIVERING
from niangjia.kernel.errors import NotFound
from niangjia.ledger import api as ledger
from niangjia.people import api as people


def payout_paid(*, case_id: UUID, instalment: int) -> None:
    """The money has arrived; a repeated receipt changes nothing, nor does one that the bank has meanwhile taken back."""
    with work_on("casework.paid", by=SYSTEM, case_id=case_id) as work:
        if payout_of(work, instalment).state == "paid":
            arrive(work)


def arrive(work: Work) -> None:
    """It is there: the case is done."""
    if work.case.state == BOUNCED:
        work.move_to(DELIVERING)
    if work.case.state == DELIVERING:
        work.step("paid", amount_fen=work.case.amount_fen)
        finish(work)


def payout_of(work: Work, instalment: int) -> ledger.PayoutRow:
    """What the books say of it now: events come late, and not always in order.

    :raises NotFound: nothing was asked for.
    """
    found = (row for row in ledger.payouts_of_case(case_id=work.case.id) if row.instalment == instalment)
    if (payout := next(found, None)) is None:
        raise NotFound
    return payout


def payout_bounced(*, case_id: UUID, reason: str) -> None:
    """The bank sent it back: the applicant is asked for the right account."""
    with work_on("casework.bounced", by=SYSTEM, case_id=case_id, reason=reason) as work:
        if work.case.state == DELIVERING:
            work.step("bounced", reason=reason)
            work.move_to(BOUNCED)
            work.deed.emit(CaseBounced(case_id=case_id))


def repair_account(*, by: Actor, case_id: UUID, number: str) -> None:
    """The applicant gives the right account; the payout goes out again with the next batch."""
    with work_on("casework.repair_account", by=by, case_id=case_id) as work:
        case = work.case
        require_own(case, by)
        work.must_be(BOUNCED, DELIVERING)
        people.set_bank_card(by=by, person_id=by.id, number=number)
        ledger.account_given(by=by, owner_kind="person", owner_id=by.id)
        work.step("account_repaired")
        if case.state == BOUNCED:
            work.move_to(DELIVERING)
