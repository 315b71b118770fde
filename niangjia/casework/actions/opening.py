"""免申即享: cases for many subjects that need not apply, in a few statements whatever their number."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import Deed
from niangjia.base.events import Event
from niangjia.casework.access import HAD, lines_of
from niangjia.casework.actions.entering import decide_at_once
from niangjia.casework.actions.moving import hand_to
from niangjia.casework.actions.publishing import publish
from niangjia.casework.actions.slots import open_otherwise
from niangjia.casework.actions.work import Work, step_of
from niangjia.casework.events import CasesOpened
from niangjia.casework.models import Case, CaseStep
from niangjia.casework.rules.case_number import number_for
from niangjia.casework.rules.plan import Plan, period_key
from niangjia.casework.rules.reading import read_plan
from niangjia.casework.rules.stages import Node, at_or_above, next_stage
from niangjia.casework.rules.states import DELIVERED, DRAFT, RETURNED
from niangjia.catalogue import api as catalogue
from niangjia.catalogue.api import known_answers, missing_fields, split_private
from niangjia.kernel.ids import uuid7
from niangjia.people import api as people
from niangjia.unions import api as unions


@dataclass
class Opening(Work):
    """The hold on a case that is being opened: what its verbs ask was asked for all at once, and its steps wait for one statement."""

    posts: Mapping[tuple[UUID, str], list[UUID]] = field(default_factory=dict)
    kin: frozenset[UUID] = frozenset()
    steps: list[CaseStep] = field(default_factory=list)

    def step(self, kind: str, *, reason: str = "", union: Any = None, **details: Any) -> None:
        self.steps.append(
            step_of(self.case, len(self.steps), kind, by=self.by, reason=reason, union=union, details=details)
        )

    def officers(self, union_id: UUID, role: str) -> list[UUID]:
        return self.posts.get((union_id, role), [])

    def save_as_done(self) -> None:
        """``open_many`` saves and counts them all."""

    def announce(self, event: Event) -> None:
        """``CasesOpened`` says it of all of them."""

    def moved(self, union_id: UUID, why: str) -> None:
        """Likewise."""

    def recused(self) -> frozenset[UUID]:
        return self.kin | ({self.case.person_id} if self.case.person_id else frozenset())


def open_many(
    *, by: Actor, deed: Deed, definition: Any, homes: Mapping[UUID, UUID], case_ids: Mapping[UUID, UUID] | None = None
) -> list[Case]:
    """Open a case for each subject at its home union; who has one already is left out: twice is once.

    Belongs inside the caller's act. A case that lacks something only the person can give (her consent to a public notice, a
    paper) waits for her with just that; the bank card is asked for by the payout.
    """
    period = period_key(definition.once, clock.today().year, clock.today().month)
    other = open_otherwise(definition.key, definition.version, definition.once, list(homes))
    wanted = case_ids or {subject_id: uuid7() for subject_id in homes}
    taken = _take_slots(definition.key, period, {s: case_id for s, case_id in wanted.items() if s not in other})
    if not taken:
        return []
    works = _works(by, deed, definition, period, {s: homes[s] for s in taken}, taken)
    asked = [work for work in works if _ask(work, definition)]
    going = [work for work in works if work not in asked]
    at_once = [work for work in going if work.plan.decides_itself]
    _enter([work for work in going if work not in at_once])
    cases = [work.case for work in works]
    Case.objects.bulk_create(cases)
    _decide(at_once)
    CaseStep.objects.bulk_create([step for work in works for step in work.steps])
    if done := [case.id for case in cases if case.state == DELIVERED]:
        unions.count_new("case", done, keys=catalogue.in_brief(service=definition.key).figures)
    deed.emit(CasesOpened(case_ids=tuple(case.id for case in cases)))
    return cases


def _take_slots(service: str, period: str, case_ids: Mapping[UUID, UUID]) -> dict[UUID, UUID]:
    """The database says who may: case id by subject, for those whose slot was free."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into casework_slot (subject_id, service, period, case_id)"
            " select subject_id, %s, %s, case_id from unnest(%s::uuid[], %s::uuid[]) t(subject_id, case_id) order by 1"
            " on conflict (subject_id, service, period) do nothing returning subject_id, case_id",
            [service, period, list(case_ids), list(case_ids.values())],
        )
        return dict(cursor.fetchall())


def _works(
    by: Actor, deed: Deed, definition: Any, period: str, homes: Mapping[UUID, UUID], case_ids: Mapping[UUID, UUID]
) -> list[Opening]:
    lines = lines_of(homes.values())
    plans = {home: read_plan(definition, line) for home, line in lines.items()}
    posts = people.officers_at_each(
        union_ids={node.id for line in lines.values() for node in line}, roles={s.role for s in definition.chain}
    )
    names = NAMES[definition.subject](homes)
    kin = people.relatives_of_each(person_ids=homes) if definition.subject == "person" else {}
    known = people.known_about_each(person_ids=homes) if definition.subject == "person" and definition.form else {}
    papers = _papers_of(definition, homes) if definition.proactive == "renew" else {}
    return [
        Opening(
            _case(definition, period, case_ids[subject_id], subject_id, lines[home][0], names[subject_id], known.get(subject_id, {}),
                papers.get(subject_id, {})),
            plans[home], by, deed, posts=posts, kin=kin.get(subject_id, frozenset()),
        )
        for subject_id, home in homes.items()
    ]  # fmt: skip


def _case(
    definition: Any, period: str, case_id: UUID, subject_id: UUID, home: Node, who: str, known: Mapping[str, Any],
    papers: Mapping[str, Any],
) -> Case:  # fmt: skip
    now, today = clock.now(), clock.today()
    answers, _ = split_private(definition.form, {**papers, **known_answers(definition.form, known)})
    return Case(
        id=case_id, number=number_for(case_id, today), service=definition.key, version=definition.version, period=period,
        subject_kind=definition.subject, subject_id=subject_id,
        person_id=subject_id if definition.subject == "person" else None, who=who, union_id=home.id, path=home.path,
        origin="delivered", state=DRAFT, answers=answers, created_at=now, applied_at=now,
    )  # fmt: skip


def had_before(service: str, subject_ids: Collection[UUID]) -> set[UUID]:
    """Who of these has had it, in any period."""
    return set(_delivered(service, subject_ids).values_list("subject_id", flat=True))


def _papers_of(definition: Any, subject_ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """The papers each handed in when she had it last: nobody is asked for the same paper twice."""
    names = {field.name for field in definition.form if field.evidence}
    earlier = _delivered(definition.key, subject_ids).order_by("applied_at").values_list("subject_id", "answers")
    return {who: {name: answers[name] for name in names & answers.keys()} for who, answers in earlier}


def _delivered(service: str, subject_ids: Collection[UUID]) -> QuerySet[Case]:
    return Case.objects.filter(HAD, service=service, subject_id__in=list(subject_ids))


def _ask(work: Opening, definition: Any) -> bool:
    """Leave to her what only she can give. The clock of the first stage begins when she has answered."""
    work.step("opened")
    missing = missing_fields(definition.form, work.case.answers) if work.case.person_id else []
    if all(each.kind == "bank_card" for each in missing):
        return False
    work.step("asked", defects=[{"field": each.name, "text": each.label["zh"]} for each in missing])
    work.move_to(RETURNED)
    return True


def _enter(works: Sequence[Opening]) -> None:
    """The first stage of each; those that go to the public at once do so as one notice a union."""
    public: dict[UUID, list[Opening]] = {}
    for work in works:
        work.case.stage = _first(work.plan)
        holder = at_or_above(work.plan.line, work.stage.level)
        if work.stage.kind == "notice":
            public.setdefault(holder.id, []).append(work)
        else:
            hand_to(work, holder, why="opened")
    for together in public.values():
        publish(together)


def _decide(works: Sequence[Opening]) -> None:
    """Those that nobody signs: what they give stands when they do."""
    for work in works:
        decide_at_once(work)
        work.case.save(force_update=True)


def _first(plan: Plan) -> int:
    index = next_stage(plan.chain, -1, plan.line)
    assert index is not None, "a last review is never skipped"
    return index


def _people(ids: Iterable[UUID]) -> dict[UUID, str]:
    return {ref.id: ref.name_masked for ref in people.people(person_ids=ids).values()}


def _unions(ids: Iterable[UUID]) -> dict[UUID, str]:
    return {ref.id: ref.name for ref in unions.unions(union_ids=ids).values()}


def _enterprises(ids: Iterable[UUID]) -> dict[UUID, str]:
    return {ref.id: ref.name for ref in unions.enterprises(enterprise_ids=ids).values()}


# The subject's name as lists show it: a person masked, a union or an employer in full.
NAMES: dict[str, Callable[[Iterable[UUID]], dict[UUID, str]]] = {
    "person": _people, "union": _unions, "enterprise": _enterprises,
}  # fmt: skip
