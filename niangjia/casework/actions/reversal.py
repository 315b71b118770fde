"""The bank had paid, and sent the money back: what was done counts no longer, and the right account is asked for."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.casework.actions.money import COUNTED_ON, count_help
from niangjia.casework.actions.parts import mark_reversed
from niangjia.casework.actions.payments import arrive, payout_of
from niangjia.casework.actions.slots import retake_slots
from niangjia.casework.actions.work import Work, work_on
from niangjia.casework.errors import AlreadyOpen, PartyServed
from niangjia.casework.events import CaseReversed
from niangjia.casework.rules.states import ARRIVED, BOUNCED
from niangjia.ledger import api as ledger


def payout_reversed(*, case_id: UUID, instalment: int, reason: str) -> None:
    """Take the case back from done to bounced. The ledger has booked the money back and holds it anew; told twice is told once."""
    with work_on("casework.reversed", by=SYSTEM, case_id=case_id, reason=reason) as work:
        payout = payout_of(work, instalment)
        if not _is_news(work, payout):
            return
        with work.counted():
            _take_back(work)
            _wait_for_an_account(work)
        work.step("reversed", reason=reason, amount_fen=payout.amount_fen)
        work.deed.emit(CaseReversed(case_id=case_id, reason=reason))
        if payout.state == "paid":  # this word comes late: it has been paid to another account meanwhile
            arrive(work, payout)


def _wait_for_an_account(work: Work) -> None:
    """As after a bounce; another part may wait for one already."""
    if work.case.state != BOUNCED:
        work.move_to(BOUNCED)
        work.nobodys_turn()
    work.case.save(force_update=True)


def _is_news(work: Work, payout: ledger.PayoutRow) -> bool:
    """Whether the case still names the transfer that was reversed; from now on it names the one that holds the money anew."""
    if work.plan.money and work.plan.money.in_parts:
        return mark_reversed(work, payout.instalment, payout.hold_id)
    old, work.case.hold_id = work.case.hold_id, payout.hold_id
    return old != payout.hold_id


def _take_back(work: Work) -> None:
    """The help did not happen. Its money still counts as granted: it is held, and nobody may be granted it twice."""
    case = work.case
    if case.state not in ARRIVED:
        return
    if case.ended_at and COUNTED_ON not in case.record:
        case.record |= {COUNTED_ON: clock.local_date(case.ended_at).isoformat()}
    case.ended_at = None
    count_help(work, fen=0, times=-1)
    if work.plan.once == "live":
        with suppress(AlreadyOpen, PartyServed):  # whoever applied again meanwhile keeps that case beside this one
            retake_slots(work)
