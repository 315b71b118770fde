"""Sources that are not believed just now: one mask, applied on reading. Nothing is recomputed when it is put on or taken off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from niangjia.base import clock
from niangjia.base.memo import once_a_request
from niangjia.catalogue.models import SourceHealth, SourcePast
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


STANDING = """
    select source, state, since, reason from catalogue_source_health where state <> 'ok'
    union all select subject, 'looked at', null, '' from catalogue_looked_at where day >= %s
"""


def masks() -> Masks:
    """The sources that are silent or wrong, by key."""
    return _standing(clock.today())[0]


def is_current(subject: str) -> bool:
    """Whether the kept facts of all subjects of the kind are of today: after midnight, until the night's job, they are not."""
    return subject in _standing(clock.today())[1]


def masks_now() -> Masks:
    """``masks``, read anew also where this request has read them: for who keeps what follows from them longer."""
    return _read(clock.today())[0]


def _read(day: date) -> tuple[Masks, frozenset[str]]:
    """What stands between what is kept and what may be read of it, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [day])
        rows = cursor.fetchall()
    doubted = [
        SourceHealth(source=key, state=state, since=since, reason=why) for key, state, since, why in rows if since
    ]
    return _pending(doubted), frozenset(key for key, _, since, _ in rows if since is None)


_standing = once_a_request(_read)


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
