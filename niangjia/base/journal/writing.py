"""Writing a row. Verbs do not call this: ``base.acts.act`` does, at their end."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.models import JournalEntry
from niangjia.kernel.text import mask_id, mask_phone

# People write numbers into reasons ("打了13800004417没人接"). The journal is kept for ever: what looks like one is masked.
_ID_NUMBER = re.compile(r"(?<![0-9A-Za-z-])[1-9]\d{5}(?:19|20)\d{9}[\dXx](?![0-9A-Za-z-])")
_PHONE = re.compile(r"(?<![0-9A-Za-z-])1[3-9]\d{9}(?![0-9A-Za-z-])")


@dataclass(frozen=True, slots=True)
class Row:
    """What a verb did to one thing. ``stream`` is whose row it is (a person's, else a union's or the thing's own)."""

    verb: str
    about: tuple[str, UUID]
    stream: UUID
    details: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""


def record(
    *,
    verb: str,
    actor: Actor,
    about: tuple[str, UUID],
    stream: UUID,
    reason: str = "",
    details: Mapping[str, Any] | None = None,
) -> None:
    """Add one row, in the surrounding transaction."""
    record_many([Row(verb, about, stream, details or {}, reason)], actor=actor)


def record_many(rows: Sequence[Row], *, actor: Actor) -> None:
    """Add these rows, in the surrounding transaction, with one statement."""
    JournalEntry.objects.bulk_create([_entry(row, actor) for row in rows])


def _entry(row: Row, actor: Actor) -> JournalEntry:
    return JournalEntry(
        stream_id=row.stream,
        at=clock.now(),
        actor_id=actor.id,
        actor_label=actor.label,
        verb=row.verb,
        about_kind=row.about[0],
        about_id=row.about[1],
        reason=discreet(row.reason),
        details=discreet(dict(row.details)),
    )


def discreet(value: Any) -> Any:
    """The same with every ID number and phone in its texts masked."""
    if isinstance(value, str):
        masked = _ID_NUMBER.sub(lambda m: mask_id(m[0]), value)
        return _PHONE.sub(lambda m: mask_phone(m[0]), masked)
    if isinstance(value, Mapping):
        return {key: discreet(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [discreet(item) for item in value]
    return value
