"""Sources that are not believed just now: one mask, applied on reading. Nothing is recomputed when it is put on or taken off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from niangjia.base.memo import once_a_request
from niangjia.catalogue.models import SourceHealth
from niangjia.catalogue.registry.vocabulary import sources
from niangjia.catalogue.rules.compiling import Compiled
from niangjia.catalogue.rules.plan import Plan, Unknown, facts_of


@dataclass(frozen=True, slots=True)
class Pending:
    """A source that is not believed: since when, why, and in words who it is. ``state``: silent or wrong."""

    source: str
    zh: str
    en: str
    state: str
    since: datetime
    reason: str


Masks = Mapping[str, Pending]


@once_a_request
def masks() -> Masks:
    """The sources that are silent or wrong, by key."""
    words = {source.source: (source.zh, source.en) for source in sources()}
    rows = SourceHealth.objects.exclude(state="ok")
    return {
        row.source: Pending(
            row.source, *words.get(row.source, (row.source, row.source)), row.state, row.since, row.reason
        )
        for row in rows
    }


def pending_for(plan: Plan, known: Masks) -> tuple[Pending, ...]:
    """The masked sources whose facts the plan reads."""
    if not known:
        return ()
    return tuple(known[name] for name in dict.fromkeys(fact.source for fact in facts_of(plan)) if name in known)


def pending_of(found: Compiled, known: Masks) -> tuple[Pending, ...]:
    """The masked sources that any criterion of the service reads: with one of them nobody is told yes or no."""
    return tuple({p.source: p for criterion in found.criteria for p in pending_for(criterion.plan, known)}.values())


def believed(plan: Plan, known: Masks) -> Plan:
    """The plan, or unknown as a whole: inside it ``has()`` would take an unbelieved fact for one that nobody has told."""
    return Unknown(type=plan.type, span=plan.span) if pending_for(plan, known) else plan
