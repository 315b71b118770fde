"""A case as its people read it: what has been, what is now, what comes and when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.workcalendar import calendar
from niangjia.casework.access import cases_visible_to, plan_of, recused_from
from niangjia.casework.models import Case, CaseStep
from niangjia.casework.rules.plan import Plan
from niangjia.casework.rules.stages import Node, Stage, at_or_above, is_skipped
from niangjia.casework.rules.states import (
    ACCEPTED_ON,
    ARRIVED,
    ASKS,
    DELIVERING,
    HALFWAY,
    LIVE,
    MENDABLE,
    PLACE_GIVEN,
    STATES,
)
from niangjia.kernel.errors import NotFound
from niangjia.people import api as people

OVER = ARRIVED | {"delivering", "bounced", "missed"}


@dataclass(frozen=True, slots=True)
class Past:
    """A step that happened."""

    kind: str
    at: datetime
    who: str
    where: str
    reason: str
    details: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ahead:
    """A stage now or to come: ``by`` is the latest day on which it is over.

    ``unknown_years``: years whose working days the State Council has not announced, so that the day is reckoned by weekends.
    """

    index: int
    stage: Stage
    node: Node
    now: bool
    done: bool
    by: date | None
    unknown_years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything a page about one case shows, access already checked."""

    case: Case
    plan: Plan
    state_text: str
    holder: str
    past: list[Past]
    stages: list[Ahead]
    unit: str
    defects: list[dict[str, str]] = field(default_factory=list)

    @property
    def live(self) -> bool:
        return self.case.state in LIVE

    @property
    def unknown_years(self) -> tuple[int, ...]:
        """Years among the days ahead that are not announced yet: say so beside the dates."""
        return tuple(sorted({year for stage in self.stages for year in stage.unknown_years}))

    @property
    def ready_by(self) -> date | None:
        """The latest day on which the chain is through."""
        return self.stages[-1].by if self.stages and self.live else None


def case_for(actor: Actor, case_id: UUID) -> CaseView:
    """The case, or NotFound for whoever may not know that it exists."""
    case = cases_visible_to(actor).select_related("waiting_union").filter(id=case_id).first()
    if case is None:
        raise NotFound
    plan = plan_of(case)
    steps = list(CaseStep.objects.filter(case_id=case.id).order_by("seq"))
    return CaseView(
        case=case,
        plan=plan,
        state_text=state_text(case),
        holder=case.waiting_union.name if case.waiting_union else "",
        past=[_past(step) for step in steps],
        stages=stages_of(case, plan),
        unit=case.who if case.subject_kind == "union" else plan.line[0].name,
        defects=_defects(case, steps),
    )


def state_text(case: Case) -> str:
    """The state as people read it (a msgid): money is on its way, a place waits for the day."""
    gives_place = case.state == DELIVERING and case.amount_fen is None
    return PLACE_GIVEN if gives_place else STATES[case.state]


def cases_of(person_id: UUID) -> list[Case]:
    """Her own cases and drafts, live ones first, newest first."""
    rows = Case.objects.filter(person_id=person_id).exclude(state="archived").order_by("-created_at")
    return sorted(rows, key=lambda case: case.state not in LIVE)


def stages_of(case: Case, plan: Plan) -> list[Ahead]:
    """The whole chain with its latest days, counted in working days from where the case stands."""
    day = clock.today()
    result: list[Ahead] = []
    for index, stage in enumerate(plan.chain):
        if is_skipped(plan.chain, index, plan.line):
            continue
        done = _is_done(case, index, stage)
        now = index == case.stage and case.state in LIVE and not done and case.state not in OVER
        unknown: tuple[int, ...] = ()
        if now and case.due_on and case.state != HALFWAY:
            day = case.due_on
        elif not done:
            day = max(day, case.due_on or day)
            reckoned = calendar().add(day, stage.days)
            day, unknown = reckoned.day, reckoned.unknown_years
        node = at_or_above(plan.line, stage.level)
        result.append(Ahead(index, stage, node, now, done, None if done else day, unknown))
    return result


def _is_done(case: Case, index: int, stage: Stage) -> bool:
    """Acceptance comes after the decision, so money on the way does not mean that it is over."""
    if stage.kind == "accept":
        return case.state in ARRIVED or ACCEPTED_ON in case.record
    return index < case.stage or case.state in OVER


def colleagues(case: Case) -> list[UUID]:
    """Who else could do what the case waits for."""
    if case.waiting_union_id is None:
        return []
    officers = people.officers_at(union_id=case.waiting_union_id, role=case.waiting_role)
    return [officer for officer in officers if officer not in recused_from(case)]


def _past(step: CaseStep) -> Past:
    return Past(step.kind, step.at, step.actor_label, step.union_name, step.reason, step.details)


def _defects(case: Case, steps: list[CaseStep]) -> list[dict[str, str]]:
    if case.state not in MENDABLE:
        return []
    last = [step for step in steps if step.kind in ASKS][-1:]
    return list(last[0].details.get("defects", [])) if last else []
