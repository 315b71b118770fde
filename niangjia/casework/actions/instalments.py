"""What follows when a part has arrived, and what ends the payments early."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.casework.actions.deciding import finish
from niangjia.casework.actions.money import ask_part, give_back
from niangjia.casework.actions.parts import due_parts, has_part, mark_paid, stop_parts
from niangjia.casework.actions.spending import await_work
from niangjia.casework.actions.work import Work, work_on
from niangjia.casework.events import PartArrived, PartsStopped
from niangjia.casework.judging import criteria_now
from niangjia.casework.models import Part
from niangjia.casework.rules.parts import ASKED, HELD
from niangjia.casework.rules.states import BOUNCED, DELIVERING
from niangjia.ledger import api as ledger

log = logging.getLogger(__name__)
OF_APPLYING = frozenset({"window"})  # a criterion about the day on which one applies says nothing about later months


def part_arrives(work: Work, payout: ledger.PayoutRow) -> None:
    """One part is there. The case waits on while another is on its way or at fault."""
    if not mark_paid(work, payout.instalment):
        return
    work.step("paid", amount_fen=payout.amount_fen, part=payout.instalment)
    if any(other.state == "bounced" for other in ledger.payouts_of_case(case_id=work.case.id)):
        return
    if work.case.state == BOUNCED:
        work.move_to(DELIVERING)
    go_on_paying(work, payout.instalment)


def go_on_paying(work: Work, nr: int) -> None:
    """Wait for what was asked for, for the next month, for the work to be shown; or all of it is there."""
    if has_part(work, ASKED):
        return
    if not has_part(work, HELD):
        finish(work)
        return
    if work.plan.money and work.plan.money.paid == "halves":
        await_work(work)
    else:
        work.deed.emit(PartArrived(case_id=work.case.id, nr=nr))


def pay_due_parts() -> int:
    """Ask for every part whose month has come; returns for how many cases. Harmless twice: a part is asked for once.

    One transaction a case; what fails is logged, is still due tomorrow, and holds up nobody.
    """
    today = clock.today()
    due = Part.objects.filter(state=HELD, due_on__lte=today, case__state=DELIVERING)
    asked = 0
    for case_id in list(due.order_by("case_id").values_list("case_id", flat=True).distinct()):
        try:
            asked += _paid_on(case_id)
        except Exception:
            log.exception("the due part of case %s was not asked for", case_id)
    return asked


def _paid_on(case_id: UUID) -> bool:
    with work_on("casework.pay_part", by=SYSTEM, case_id=case_id) as work:
        return work.case.state == DELIVERING and bool(_pay_due(work))


def _pay_due(work: Work) -> Sequence[Part]:
    """The parts asked for, while every criterion holds.

    A "no" ends the payments; what is not known (or not believed now) waits, and the officers see it.
    """
    if not (due := due_parts(work, clock.today())):
        return ()
    lines = [line for line in criteria_now(work.case) if line.name not in OF_APPLYING]
    pending = any(line.pending for line in lines)
    missed = [line.because["zh"] for line in lines if line.value is False]
    if missed and not pending:
        stop(work, "；".join(missed))
        return ()
    if unknown := [line.because["zh"] for line in lines if line.value is not True]:
        _wait(work, "；".join(unknown))
        return ()
    for part in due:
        ask_part(work, part)
    return due


def _wait(work: Work, why: str) -> None:
    if not work.case.steps.filter(kind="part_waits", reason=why).exists():
        work.step("part_waits", reason=why)


def stop(work: Work, reason: str) -> None:
    """Pay no further part: the rest is given back, to budget, cap and history; what has arrived stays. The reason is told."""
    case = work.case
    hold_ids, fen = stop_parts(work)
    if hold_ids:
        give_back(work, hold_ids, fen, reason)
        assert case.amount_fen
        case.amount_fen -= fen
    work.step("stopped", reason=reason, given_back_fen=fen)
    work.deed.emit(PartsStopped(case_id=case.id, reason=reason))
    if not has_part(work, ASKED):
        finish(work)
