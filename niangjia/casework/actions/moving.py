"""How a case moves along its chain: into a stage, to the union whose turn it is, past vacancies, up when time is over."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from niangjia.base import clock
from niangjia.base.workcalendar import calendar
from niangjia.casework.actions.deciding import decide
from niangjia.casework.actions.publishing import publish
from niangjia.casework.actions.work import Work
from niangjia.casework.errors import WrongState
from niangjia.casework.rules.stages import LEVELS, Node, Stage, above, at_or_above, next_stage
from niangjia.casework.rules.states import ACCEPTING, ENTERED_ON, REVIEW, STATES


def go_on(work: Work, *, why: str = "arrived") -> None:
    """Enter the stage that follows, or decide when the chain is done."""
    index = next_stage(work.plan.chain, work.case.stage, work.plan.line)
    if index is None:
        decide(work)
        return
    work.case.stage = index
    work.case.first_signer = work.case.second_signer = None
    if work.stage.kind == "notice":
        publish([work])
    elif work.stage.kind == "accept":  # it follows the decision: first the money for what is to be accepted
        decide(work)
    else:
        hand_to(work, at_or_above(work.plan.line, work.stage.level), why=why)


def hand_to(work: Work, node: Node, *, why: str) -> None:
    """Let ``node`` do the present stage; where its post is vacant (or everybody must step aside) the next level does it."""
    holder = _first_with_somebody(work, node)
    if holder.id != node.id:
        work.step("vacancy", union=node, fell_to=holder.name)
    work.move_to(ACCEPTING if work.stage.kind == "accept" else REVIEW)
    work.case.waiting_union_id = holder.id
    work.case.waiting_role = work.stage.role
    work.due(_due(work, holder))
    work.moved(holder.id, why)


def escalate(work: Work, *, why: str, reason: str = "") -> bool:
    """Move the case to the next level up; False when it is at the top already (it stays there, overdue and visible)."""
    here = _node(work, work.case.waiting_union_id)
    target = _arrives_next(work, here) or above(work.plan.line, here.id)
    if target is None:
        return False
    work.step(why, union=here, reason=reason, to=target.name, due=str(work.case.due_on))
    hand_to(work, target, why=why)
    return True


def _node(work: Work, union_id: UUID | None) -> Node:
    return next(node for node in work.plan.line if node.id == union_id)


def _first_with_somebody(work: Work, node: Node) -> Node:
    """``node``, or the nearest union above in which somebody holds the role and need not step aside; the city as a last resort."""
    out = work.recused()
    start = next(i for i, candidate in enumerate(work.plan.line) if candidate.id == node.id)
    for candidate in work.plan.line[start:]:
        if set(work.officers(candidate.id, work.stage.role)) - out:
            return candidate
    return work.plan.city


def _due(work: Work, holder: Node) -> date:
    """The last working day for ``holder``: the stage's own days for whom it is meant, then the day on which it goes up again."""
    later = _escalation_after(work.stage, holder)
    first = at_or_above(work.plan.line, work.stage.level)
    if later is None or holder.id == first.id:
        return calendar().add(clock.today(), work.stage.days).day
    return max(calendar().add(_entered_on(work), later).day, clock.today())


def _entered_on(work: Work) -> date:
    """The day it came to the officers: handed in, or agreed to by those it names."""
    if entered := work.case.record.get(ENTERED_ON):
        return date.fromisoformat(entered)
    return clock.local_date(work.case.applied_at) if work.case.applied_at else clock.today()


def _escalation_after(stage: Stage, holder: Node) -> int | None:
    """The working day after application on which the case leaves ``holder`` for a higher level."""
    higher = [day for level, day in stage.escalate.items() if LEVELS.index(level) > LEVELS.index(holder.level)]
    return min(higher, default=None)


def _arrives_next(work: Work, here: Node) -> Node | None:
    """The union to which the definition's escalation sends the case from ``here``."""
    steps = sorted((day, level) for level, day in work.stage.escalate.items())
    for _, level in steps:
        if LEVELS.index(level) > LEVELS.index(here.level):
            return at_or_above(work.plan.line, level)  # type: ignore[arg-type]  # keys are levels by schema
    return None


def enter_notice_together(works: list[Work]) -> None:
    """A list enters its notice stage as one notice."""
    for work in works:
        index = next_stage(work.plan.chain, work.case.stage, work.plan.line)
        if index is None or work.plan.chain[index].kind != "notice":
            raise WrongState(state=STATES[work.case.state])
        work.case.stage = index
    publish(works)
