"""What the notices announce. ``ref`` is the reference the publisher gave a row (a case's id)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from niangjia.base.events import Event


@dataclass(frozen=True)
class NoticeRowEnded(Event):
    """A row stood its days and no objection is open: what it shows may go on."""

    notice_id: UUID
    ref: UUID


@dataclass(frozen=True)
class NoticeRowStopped(Event):
    """A row left the notice before its end. ``why``: objection, stopped, withdrawn."""

    notice_id: UUID
    ref: UUID
    why: str


@dataclass(frozen=True)
class ObjectionFiled(Event):
    """Somebody objected by name; the row's clock stands still."""

    notice_id: UUID
    ref: UUID
    objection_id: UUID


@dataclass(frozen=True)
class NoticeEnded(Event):
    """No row of the notice runs any more; ``refs`` are the rows that stood to the end."""

    notice_id: UUID
    refs: tuple[UUID, ...]
