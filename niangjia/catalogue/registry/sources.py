"""The sources of facts: who they are, what they last told, whether they are believed, which services ask them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from niangjia.base.declare import FactSource
from niangjia.catalogue.models import SourceHealth
from niangjia.catalogue.registry.definitions import compiled_services
from niangjia.catalogue.registry.vocabulary import dated_column, sources
from niangjia.catalogue.rules.plan import facts_of
from niangjia.catalogue.rules.schema import Definition
from niangjia.catalogue.rules.statements import SUBJECTS, facts_table


@dataclass(frozen=True, slots=True)
class SourceLine:
    """``newest``: the latest day it has told anything of; None: nothing yet, or it does not say of which day its answers are."""

    source: str
    zh: str
    en: str
    state: str
    since: datetime | None
    by: UUID | None
    reason: str
    newest: date | None
    silent_after: int | None
    services: tuple[Definition, ...]

    def overdue_days(self, today: date) -> int:
        """By how many days it is over its declared limit; 0: it is not."""
        if self.newest is None or self.silent_after is None:
            return 0
        return max((today - self.newest).days - self.silent_after, 0)


def source_lines() -> list[SourceLine]:
    """Every source once, by its key. One question a dated source, one a kind of subject."""
    health = {row.source: row for row in SourceHealth.objects.all()}
    asked = _services_by_source()
    by_key: dict[str, list[FactSource]] = {}
    for each in sources():
        by_key.setdefault(each.source, []).append(each)
    return [
        SourceLine(
            source=key, zh=parts[0].zh, en=parts[0].en,
            state=health[key].state if key in health else "ok", since=health[key].since if key in health else None,
            by=health[key].by if key in health else None, reason=health[key].reason if key in health else "",
            newest=max(filter(None, map(_newest, parts)), default=None),
            silent_after=min((p.silent_after for p in parts if p.silent_after), default=None),
            services=tuple(asked.get(key, ())),
        )
        for key, parts in sorted(by_key.items())
    ]  # fmt: skip


def _newest(source: FactSource) -> date | None:
    if not source.as_of:
        return None
    with connection.cursor() as cursor:
        cursor.execute(f'select max("{dated_column(source)}") from {facts_table(source.subject)}')
        found: date | None = cursor.fetchone()[0]
    return found


def _services_by_source() -> dict[str, list[Definition]]:
    found: dict[str, list[Definition]] = {}
    for subject in SUBJECTS:
        for compiled in compiled_services(subject).values():
            read = {fact.source for criterion in compiled.criteria for fact in facts_of(criterion.plan)}
            for source in read:
                found.setdefault(source, []).append(compiled.definition)
    return found
