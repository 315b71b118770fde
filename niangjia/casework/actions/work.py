"""The frame of every verb on an existing case: lock it, lay the plan over it, write the step, save."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import Deed, act
from niangjia.base.events import Event
from niangjia.base.memo import forget
from niangjia.base.workcalendar import calendar
from niangjia.casework.access import plan_of, recused_from
from niangjia.casework.errors import WrongState
from niangjia.casework.events import CaseMoved
from niangjia.casework.models import Case, CaseStep
from niangjia.casework.rules.plan import Plan, due_day
from niangjia.casework.rules.stages import Stage
from niangjia.casework.rules.states import STATES, may_move
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotFound
from niangjia.people import api as people
from niangjia.unions import api as unions

STEP_COLUMNS = ("case_id", "kind", "at", "actor_id", "actor_label", "stage", "union_id", "union_name", "reason")
NEXT_STEP = f"""
insert into casework_step ({", ".join(STEP_COLUMNS)}, details, seq)
select {", ".join(["%s"] * len(STEP_COLUMNS))}, %s::jsonb, coalesce(max(seq) + 1, 0) from casework_step where case_id = %s
"""


@dataclass
class Work:
    """One verb's hold on one case."""

    case: Case
    plan: Plan
    by: Actor
    deed: Deed

    @property
    def stage(self) -> Stage:
        return self.plan.chain[self.case.stage]

    def step(self, kind: str, *, reason: str = "", union: Any = None, **details: Any) -> None:
        """Add a line to the timeline."""
        add_step(self.case, kind, by=self.by, reason=reason, union=union, details=details)

    def officers(self, union_id: UUID, role: str) -> list[UUID]:
        """Who holds the post there."""
        return people.officers_at(union_id=union_id, role=role)

    def save_as_done(self) -> None:
        """Keep it as it is now; the numbers of the tree follow."""
        with self.counted():
            self.case.save(force_update=True)
        forget("casework")

    def counted(self) -> AbstractContextManager[None]:
        """Around what changes whether and how it counts: of all numbers of the tree those that its service adds to."""
        keys = catalogue.in_brief(service=self.case.service).figures
        return unions.counting("case", [self.case.id], keys=keys)

    def announce(self, event: Event) -> None:
        """Say what has happened to it."""
        self.deed.emit(event)

    def moved(self, union_id: UUID, why: str) -> None:
        """Announce where it waits now."""
        self.deed.emit(CaseMoved(case_id=self.case.id, union_id=union_id, why=why))

    def recused(self) -> frozenset[UUID]:
        """Who has to step aside."""
        return recused_from(self.case)

    def move_to(self, state: str) -> None:
        """Change the state, or refuse a move that a case's life does not allow."""
        if not may_move(self.case.state, state):
            raise WrongState(state=STATES[self.case.state])
        self.case.state = state

    def must_be(self, *states: str) -> None:
        if self.case.state not in states:
            raise WrongState(state=STATES[self.case.state])

    def nobodys_turn(self) -> None:
        """Nobody has to do anything now: the clock stands still."""
        self.case.waiting_union_id = None
        self.case.waiting_role = ""
        self.case.due_on = None

    def within(self, days: int) -> None:
        """Start the clock: ``days`` working days after today."""
        self.due(calendar().add(clock.today(), days).day)

    def due(self, day: date) -> None:
        """It has to be done by ``day``, and before the deadline of its period where a rule sets one (dues: 30 November, 31 March)."""
        self.case.due_on = due_day(
            self.plan.once, self.case.period, day, lambda deadline: calendar().add(deadline, -1).day
        )


@contextmanager
def work_on(verb: str, *, by: Actor, case_id: UUID, reason: str = "") -> Iterator[Work]:
    """Lock the case and open the verb; what the verb changed is saved before the commit."""
    with act(verb, by=by, about=("case", case_id), reason=reason) as deed:
        case = Case.objects.select_for_update(of=("self",)).filter(id=case_id).first()
        if case is None:
            raise NotFound
        work = Work(case, plan_of(case), by, deed)
        yield work
        deed.note(number=case.number, service=case.service, state=case.state, stage=case.stage)
        case.save(force_update=True)


def add_step(case: Case, kind: str, *, by: Actor, reason: str, union: Any, details: dict[str, Any]) -> None:
    """The next line of the timeline; the case is locked, so nobody else counts on."""
    line = step_of(case, 0, kind, by=by, reason=reason, union=union, details=details)
    values = [getattr(line, column) for column in STEP_COLUMNS]
    with connection.cursor() as cursor:
        cursor.execute(NEXT_STEP, [*values, json.dumps(details), case.id])


def step_of(
    case: Case, seq: int, kind: str, *, by: Actor, reason: str, union: Any, details: dict[str, Any]
) -> CaseStep:
    """A line of the timeline, not written yet."""
    return CaseStep(
        case_id=case.id,
        seq=seq,
        kind=kind,
        at=clock.now(),
        actor_id=by.id,
        actor_label=by.label,
        stage=case.stage,
        union_id=union.id if union else None,
        union_name=union.name if union else "",
        reason=reason,
        details=details,
    )
