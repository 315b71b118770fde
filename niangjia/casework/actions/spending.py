"""Between the two halves: the first one is being spent."""

from __future__ import annotations

from niangjia.casework.actions.moving import hand_to
from niangjia.casework.actions.work import Work
from niangjia.casework.events import WorkAwaited
from niangjia.casework.rules.stages import at_or_above
from niangjia.casework.rules.states import HALFWAY

SHOWN, SHOW_MORE = "handed_in", "work_returned"


def await_work(work: Work) -> None:
    """The union builds; its clock runs. What had been shown before money came back need not be shown twice."""
    last = work.case.steps.filter(kind__in=[SHOWN, SHOW_MORE]).order_by("-seq").first()
    if last is not None and last.kind == SHOWN:
        to_acceptance(work, why=SHOWN)
        return
    work.move_to(HALFWAY)
    work.nobodys_turn()
    work.within(work.stage.spend_days)
    work.deed.emit(WorkAwaited(case_id=work.case.id))


def to_acceptance(work: Work, *, why: str) -> None:
    """On to the officer who looks at it."""
    hand_to(work, at_or_above(work.plan.line, work.stage.level), why=why)
