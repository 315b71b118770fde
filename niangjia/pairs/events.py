"""What has happened around meetings."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from niangjia.base.events import Event


@dataclass(frozen=True)
class SingleProofDecided(Event):
    """A proof was accepted or refused, with the reason."""

    person_id: UUID
    proof_id: UUID


@dataclass(frozen=True)
class SingleProofExpiring(Event):
    """A proof holds two weeks more."""

    person_id: UUID
    proof_id: UUID


@dataclass(frozen=True)
class GuestsEntered(Event):
    """These were at a meeting and may look at each other now."""

    pool_id: UUID
    person_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class PairMade(Event):
    """Two have chosen each other. ``at``: the moment, for they may end it and choose each other again."""

    pair_id: UUID
    at: str


@dataclass(frozen=True)
class ReportClosed(Event):
    """A report was decided: dismissed, or upheld with a warning or a bar."""

    report_id: UUID


@dataclass(frozen=True)
class GuestBarred(Event):
    """Somebody may not come to meetings for now: what she has booked goes to the next."""

    person_id: UUID
    report_id: UUID
