"""Rows of money that was paid in the past, as whoever fills an installation hands them over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class NewPaid:
    """One payment of a case, in fen; ``account`` in plain, it is sealed on its way in. ``hold_id``: its transfer.

    ``part``: which one, of a grant that was paid in parts.
    """

    case_id: UUID
    hold_id: UUID
    owner_kind: str
    owner_id: UUID
    fund: str
    amount_fen: int
    purpose: str
    holder: str
    account: str
    decided_at: datetime
    part: int | None = None


@dataclass(frozen=True, slots=True)
class NewBatch:
    """A settled batch; prepared and released by two people (id, label), the bank has answered on ``paid_at``."""

    id: UUID
    number: str
    paid_at: datetime
    prepared_by: tuple[UUID, str]
    released_by: tuple[UUID, str]
    lines: tuple[NewPaid, ...]
