"""免申即享: the entitled need not apply."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.casework.access import definition_of
from niangjia.casework.actions.apply import open_for
from niangjia.casework.models import CaseSlot
from niangjia.casework.rules.plan import period_key
from niangjia.catalogue import api as catalogue
from niangjia.people import api as people


def deliver_entitled(*, by: Actor, service: str) -> int:
    """Open a case for each subject whose verdict is yes, or lacks one single fact, and who has none in this period.

    The unknown ones wait for an officer too: their cases cannot be signed until what is missing is known.
    Resumable: each case is its own transaction, and the slot makes a second run harmless. Returns how many were opened.
    """
    definition = definition_of(service)
    today = clock.today()
    period = period_key(definition.once, today.year, today.month)
    candidates = [*catalogue.subjects_with(service=service, verdicts={"yes"}), *_nearly_known(definition)]
    served = set(CaseSlot.objects.filter(service=service, period=period).values_list("subject_id", flat=True))
    opened = 0
    for subject_id in candidates:
        if subject_id in served:
            continue
        home = _home(definition.subject, subject_id)
        opened += (
            home is not None and open_for(by=by, service=service, subject_id=subject_id, union_id=home) is not None
        )
    return opened


def deliver_all(*, by: Actor) -> int:
    """All services that are delivered without application."""
    return sum(
        deliver_entitled(by=by, service=d.key)
        for d in catalogue.services()
        if d.proactive == "deliver" and d.state == "open"
    )


def _nearly_known(definition: Any) -> list[UUID]:
    """Those of whom one single thing is not known and all else holds: worth an officer's look, unlike those of whom nothing is known."""
    unknown = catalogue.subjects_with(service=definition.key, verdicts={"unknown"})
    return [
        subject_id
        for subject_id in unknown
        if [line.value for line in catalogue.explain(service=definition.key, subject_id=subject_id)].count(None) == 1
    ]


def _home(subject: str, subject_id: UUID) -> UUID | None:
    """The union that handles it: the union itself, the member's, or the one that received a payer's dues."""
    if subject == "union":
        return subject_id
    if subject == "person":
        return people.union_of(subject_id)
    received = catalogue.fact_value(subject="enterprise", subject_id=subject_id, fact="dues.union")
    return UUID(received) if received else None
