"""Runs as the console shows them, and whom the messages of a run go to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.casework.models import Case, CaseStep, Offer, Run
from niangjia.catalogue import api as catalogue
from niangjia.people import api as people
from niangjia.unions import api as unions

TOLD = ("leader", "finance")


@dataclass(frozen=True, slots=True)
class RunRow:
    """``skipped``: how many by reason (already, declined, no_home). ``problems``: the first few subjects that failed, and why."""

    id: UUID
    kind: str
    service: str
    state: str
    started_at: datetime
    started_by: str
    ended_at: datetime | None
    total: int
    done: int
    opened: int
    failed: int
    skipped: Mapping[str, int]
    problems: list[dict[str, str]]

    @property
    def share(self) -> float:
        """How much is done, 0 to 100."""
        return 100.0 if self.state == "done" else min(100.0 * self.done / self.total, 100.0) if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Opened:
    """A case that was opened for somebody, and a person to tell. ``asked``: how many things wait for her."""

    person_id: UUID
    case_id: UUID
    service: str
    asked: int


def runs(*, limit: int = 50) -> list[RunRow]:
    """The newest first. Counts of the whole city, nothing of anybody."""
    rows = Run.objects.order_by("-started_at", "-id").values_list(*RunRow.__slots__)
    return [RunRow(*row) for row in rows[:limit]]


def may_run(actor: Actor) -> bool:
    """Whether this officer may start, stop and take up runs: a leader of the municipal federation."""
    top = unions.top()
    return top is not None and actor.may("leader", top.path)


def opened_for(*, case_ids: Collection[UUID]) -> list[Opened]:
    """Whom to tell that these cases were opened: the person herself, else the leaders and finance officers of the home union."""
    asked = {
        case_id: len(details.get("defects", ()))
        for case_id, details in CaseStep.objects.filter(case_id__in=case_ids, kind="asked").values_list(
            "case_id", "details"
        )
    }
    cases = list(
        Case.objects.filter(id__in=case_ids).order_by("id").values_list("id", "service", "person_id", "union_id")
    )
    posts = people.officers_at_each(union_ids={home for *_, person, home in cases if person is None}, roles=TOLD)
    return [
        Opened(person_id, case_id, service, asked.get(case_id, 0))
        for case_id, service, person, home in cases
        for person_id in ([person] if person else sorted({p for role in TOLD for p in posts.get((home, role), ())}))
    ]


def offers_of(*, batch: UUID) -> dict[UUID, list[catalogue.Definition]]:
    """The services that were offered in a batch, by person."""
    services: dict[str, Any] = {d.key: d for d in catalogue.services(subject="person")}
    found: dict[UUID, list[catalogue.Definition]] = defaultdict(list)
    rows = Offer.objects.filter(batch=batch).order_by("person_id", "service").values_list("person_id", "service")
    for person_id, service in rows:
        if service in services:
            found[person_id].append(services[service])
    return dict(found)
