"""Nothing expires silently: what is over its clock goes one level up, or to the officer who waits for it, by itself."""

from __future__ import annotations

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.casework.actions.acceptance import look_unasked
from niangjia.casework.actions.moving import escalate
from niangjia.casework.actions.work import work_on
from niangjia.casework.models import Case
from niangjia.casework.rules.states import ACCEPTING, HALFWAY, REVIEW

CLOCKED = frozenset({REVIEW, ACCEPTING, HALFWAY})


def escalate_overdue() -> int:
    """Move every case whose last working day is over; returns how many moved. One transaction per case: one bad case stops no other."""
    today = clock.today()
    overdue = Case.objects.filter(state__in=CLOCKED, due_on__lt=today).order_by("due_on").values_list("id", flat=True)
    moved = 0
    for case_id in list(overdue):
        with work_on("casework.escalate", by=SYSTEM, case_id=case_id) as work:
            late = work.case.due_on is not None and work.case.due_on < today
            if late and work.case.state == HALFWAY:
                look_unasked(work)
                moved += 1
            elif late and work.case.state in CLOCKED:
                moved += escalate(work, why="escalated")
    return moved
