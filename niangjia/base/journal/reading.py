"""Reading the journal, newest first. Who may read is the caller's matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from niangjia.base.journal.revealing import LOOK
from niangjia.base.models import JournalEntry


@dataclass(frozen=True, slots=True)
class Entry:
    """One row, as it is."""

    stream_id: UUID
    id: UUID
    at: datetime
    actor_id: UUID
    actor_label: str
    verb: str
    about_kind: str
    about_id: UUID
    reason: str
    details: Mapping[str, Any]


def entries(
    *,
    about: tuple[str, UUID] | None = None,
    stream: UUID | None = None,
    actor: UUID | None = None,
    verb: str | None = None,
    before: UUID | None = None,
    limit: int = 50,
) -> list[Entry]:
    """Rows that meet every condition given. For the next page pass the last row's ``id`` as ``before``."""
    rows = JournalEntry.objects.order_by("-id")
    if about is not None:
        rows = rows.filter(about_kind=about[0], about_id=about[1])
    wanted = {"stream_id": stream, "actor_id": actor, "verb": verb, "id__lt": before}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    return [Entry(*row) for row in rows.values_list(*Entry.__slots__)[:limit]]


def looks_at(person_id: UUID, *, before: UUID | None = None, limit: int = 50) -> list[Entry]:
    """谁看过我的资料: every look at this person's private data. ``details["what"]`` names it, ``reason`` says what for."""
    return entries(stream=person_id, verb=LOOK, before=before, limit=limit)
