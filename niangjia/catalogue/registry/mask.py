"""Sources that are not believed just now: one mask, applied on reading. Nothing is recomputed when it is put on or taken off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from niangjia.base import clock
from niangjia.catalogue.models import SourceHealth, SourcePast
from niangjia.catalogue.registry.glance import Glance, glance, read
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


def masks() -> Masks:
    """The sources that are silent or wrong, by key."""
    return _doubted(glance())


def is_current(subject: str) -> bool:
    """Whether the kept facts of all subjects of the kind are of today: after midnight, until the night's job, they are not."""
    return subject in glance().current


def masks_now() -> Masks:
    """``masks``, read anew also where this request has read them: for who keeps what follows from them longer."""
    return _doubted(read(clock.today()))


def _doubted(found: Glance) -> Masks:
    return _pending(
        SourceHealth(source=source, state=state, since=since, reason=why) for source, state, since, why in found.doubted
    )


def masks_as_of(day: date) -> Masks:
    """Those that were silent or wrong at the end of ``day``."""
    said: dict[str, SourceHealth | SourcePast] = {row.source: row for row in SourceHealth.objects.all()}
    said |= {row.source: row for row in SourcePast.objects.filter(until__gt=day).order_by("-until")}
    return _pending(row for row in said.values() if row.state != "ok")


def _pending(rows: Iterable[SourceHealth | SourcePast]) -> Masks:
    words = {source.source: (source.zh, source.en) for source in sources()}
    return {
        row.source: Pending(
            row.source, *words.get(row.source, (row.source, row.source)), row.state, row.since, row.reason
        )
        for row in rows
        if row.since
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
