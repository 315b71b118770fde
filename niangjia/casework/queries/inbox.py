"""The officer's desk: what waits for her posts, by due date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.workcalendar import calendar
from niangjia.casework.access import cases_visible_to
from niangjia.casework.judging import truths_now
from niangjia.casework.models import Case
from niangjia.casework.rules.states import WITH_OFFICER
from niangjia.catalogue import api as catalogue
from niangjia.kernel.text import N_
from niangjia.people import api as people
from niangjia.unions import api as unions

GROUPS = (
    ("over", N_("超期")),
    ("today", N_("今天")),
    ("tomorrow", N_("明天")),
    ("week", N_("本周")),
    ("later", N_("下周及以后")),
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the inbox. ``left`` counts working days: negative is over, 0 is today.

    ``criteria``: yes, no or not known of each, in the order of the definition; None where it was not asked for, or where
    another day than today counts.
    """

    id: UUID
    number: str
    service: str
    version: int
    stage: int
    state: str
    name: str
    unit: str
    origin: str
    disputed: bool
    due_on: date | None
    left: int | None
    group: str
    why: str
    criteria: catalogue.Truths | None = None


def waiting_for(
    actor: Actor, *, group: str = "", service: str = "", limit: int = 200, judged: bool = False
) -> list[Waiting]:
    """The cases whose turn is one of this actor's posts, due first; always in this order. ``judged``: with their criteria."""
    rows = _mine(actor)
    if service:
        rows = rows.filter(service=service)
    found = list(rows.order_by("due_on", "id")[:limit])
    names = {key: ref.name for key, ref in unions.unions(union_ids={row.union_id for row in found}).items()}
    told = truths_now(found) if judged else {}
    lines = [_line(row, names, told.get(row.id)) for row in found]
    return [line for line in lines if not group or line.group == group]


def counts_for(actor: Actor) -> dict[str, int]:
    """How many wait, per group and in all: one query."""
    lines = _mine(actor).values_list("due_on").annotate(n=Count("id"))
    counts = {key: 0 for key, _ in GROUPS} | {"all": 0}
    for due_on, n in lines:
        counts[_group(due_on)] += n
        counts["all"] += n
    return counts


def services_waiting(actor: Actor) -> dict[str, int]:
    return dict(_mine(actor).values_list("service").annotate(n=Count("id")).order_by("service"))


def find_cases(
    actor: Actor, *, text: str = "", service: str = "", state: str = "", page: int = 1, size: int = 50
) -> tuple[list[Any], int]:
    """All cases the actor may see, newest first: (a page of them, how many there are)."""
    rows = cases_visible_to(actor)
    if text:
        named = [person.id for person in people.people_visible_to(actor, text=text).rows]
        rows = rows.filter(Q(number__startswith=text) | Q(person_id__in=named) | Q(who__startswith=text))
    if service:
        rows = rows.filter(service=service)
    if state:
        rows = rows.filter(state=state)
    return list(rows.order_by("-created_at", "id")[(page - 1) * size : page * size]), rows.count()


def _mine(actor: Actor) -> QuerySet[Case]:
    """What the actor may still decide: not her own case, none she signed first or stepped aside from."""
    turn = Q(pk__in=[])
    for scope in actor.scopes:  # what her posts are was asked when she came in
        turn |= Q(waiting_union__path=scope.path, waiting_role=scope.role)
    not_hers = Q(person_id=actor.id) | Q(first_signer=actor.id) | Q(record__contains={"aside": [str(actor.id)]})
    return Case.objects.filter(turn, state__in=WITH_OFFICER).exclude(not_hers)


def _line(case: Case, names: dict[UUID, str], criteria: catalogue.Truths | None) -> Waiting:
    return Waiting(
        id=case.id,
        number=case.number,
        service=case.service,
        version=case.version,
        stage=case.stage,
        state=case.state,
        name=case.who,
        unit=names.get(case.union_id, ""),
        origin=case.origin,
        disputed=bool(case.disputed),
        due_on=case.due_on,
        left=None if case.due_on is None else calendar().between(clock.today(), case.due_on).days,
        group=_group(case.due_on),
        why=case.state,
        criteria=criteria,
    )


def _group(due_on: date | None) -> str:
    today = clock.today()
    if due_on is None:
        return "later"
    if due_on < today:
        return "over"
    if due_on == today:
        return "today"
    if due_on <= _next_working_day(today):
        return "tomorrow"
    return "week" if due_on <= today + timedelta(6 - today.weekday()) else "later"


def _next_working_day(today: date) -> date:
    return calendar().add(today, 1).day
