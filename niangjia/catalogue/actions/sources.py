"""A source is said not to be believed, or to be believed again."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID, uuid5

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.acts import act
from niangjia.catalogue.errors import UnknownSource
from niangjia.catalogue.models import SourceHealth, SourcePast
from niangjia.catalogue.registry.sources import source_lines
from niangjia.catalogue.registry.vocabulary import sources
from niangjia.kernel.errors import ReasonMissing

NAMESPACE = UUID("0b6f2a52-6f5e-5c3a-9a57-6d1d3a9f2c11")


def mark_source(*, by: Actor, source: str, state: Literal["silent", "wrong"], reason: str) -> None:
    """From now on nobody is told yes or no on its word. Who may do this the caller checks (the console's sources page).

    :raises UnknownSource, ReasonMissing:
    """
    _tell(by, source, state, reason)


def clear_source(*, by: Actor, source: str, reason: str) -> None:
    """It is believed again; the kept verdicts, which went on being computed, show as they are.

    :raises UnknownSource, ReasonMissing:
    """
    _tell(by, source, "ok", reason)


def watch_sources(today: date | None = None) -> list[str]:
    """Mark every dated source that told nothing new for longer than it declares; clear it when it tells again.

    What a person has marked stays until a person clears it. Returns the keys whose state changed.
    """
    day = today or clock.today()
    changed = []
    for line in source_lines():
        overdue = line.overdue_days(day)
        if overdue and line.state == "ok":
            _tell(SYSTEM, line.source, "silent", f"超过 {line.silent_after} 天没有新数据，最近一次是 {line.newest}。")
        elif not overdue and line.state == "silent" and line.by == SYSTEM.id and line.newest:
            _tell(SYSTEM, line.source, "ok", f"{line.newest} 有了新数据。")
        else:
            continue
        changed.append(line.source)
    return changed


def _tell(by: Actor, source: str, state: str, reason: str) -> None:
    if source not in {each.source for each in sources()}:
        raise UnknownSource(source=source)
    if not reason.strip():
        raise ReasonMissing
    with act("catalogue.mark_source", by=by, about=("source", uuid5(NAMESPACE, source)), reason=reason) as deed:
        _leave(source)
        SourceHealth.objects.update_or_create(
            source=source, defaults={"state": state, "since": clock.now(), "by": by.id, "reason": reason.strip()}
        )
        deed.note(source=source, state=state)


def _leave(source: str) -> None:
    """What was said of it until today; of two changes a day the first counts."""
    said = SourceHealth.objects.select_for_update().filter(source=source).first()
    old = SourcePast(source=source, until=clock.today(), state="ok", since=None, reason="")
    if said:
        old.state, old.since, old.reason = said.state, said.since, said.reason
    SourcePast.objects.bulk_create([old], ignore_conflicts=True)
