"""What organising announces."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from niangjia.base.events import Event


@dataclass(frozen=True)
class TransferAsked(Event):
    """A membership shall move; both unions have five working days."""

    person_id: UUID
    transfer_id: UUID
    from_union_id: UUID
    to_union_id: UUID


@dataclass(frozen=True)
class TransferAnswered(Event):
    """``state`` is moved, refused or withdrawn; ``automatic`` when five working days answered."""

    person_id: UUID
    transfer_id: UUID
    state: str
    automatic: bool


@dataclass(frozen=True)
class DuesRecorded(Event):
    """A list of dues was stored: refunds may follow."""

    import_id: UUID
    payers: int
