"""What the bank's answers mean for a case."""

from __future__ import annotations

from uuid import UUID

from niangjia.base.actor import SYSTEM, Actor
from niangjia.casework.access import require_own
from niangjia.casework.actions.deciding import finish
from niangjia.casework.actions.instalments import part_arrives
from niangjia.casework.actions.money import payee
from niangjia.casework.actions.work import Work, work_on
from niangjia.casework.events import CaseBounced
from niangjia.casework.rules.states import BOUNCED, DELIVERING
from niangjia.kernel.errors import NotFound
from niangjia.ledger import api as ledger
from niangjia.people import api as people
from niangjia.unions import api as unions


def payout_paid(*, case_id: UUID, instalment: int) -> None:
    """The money has arrived; a repeated receipt changes nothing, nor does one that the bank has meanwhile taken back."""
    with work_on("casework.paid", by=SYSTEM, case_id=case_id) as work:
        payout = payout_of(work, instalment)
        if payout.state == "paid":
            arrive(work, payout)


def arrive(work: Work, payout: ledger.PayoutRow) -> None:
    """It is there: the case is done, or goes on to its next part."""
    if work.plan.money and work.plan.money.in_parts:
        part_arrives(work, payout)
        return
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


def repair_account(*, by: Actor, case_id: UUID, number: str, bank: str = "") -> None:
    """The right account is given; the payout goes out again with the next batch. A person's card by herself, a union's by its finance.

    :param bank: of a union's account.
    :raises NotAllowed: somebody else's money.
    """
    with work_on("casework.repair_account", by=by, case_id=case_id) as work:
        work.must_be(BOUNCED, DELIVERING)
        kind, owner_id = payee(work)
        if kind == "person":
            require_own(work.case, by)
            people.set_bank_card(by=by, person_id=by.id, number=number)
        else:
            holder = unions.union(union_id=owner_id).name
            unions.set_union_account(by=by, union_id=owner_id, holder=holder, bank=bank, number=number)
        ledger.account_given(by=by, owner_kind=kind, owner_id=owner_id)
        work.step("account_repaired")
        if work.case.state == BOUNCED:
            work.move_to(DELIVERING)
