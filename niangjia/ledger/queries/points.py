"""What a person has in points, and where they came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from niangjia.ledger.models import Account, Transfer
from niangjia.ledger.rules.names import POINT, POINTS, POINTS_REASONS


@dataclass(frozen=True, slots=True)
class PointLine:
    """One move as the person sees it: ``amount`` in points, positive when it came to her. ``reason_zh`` is a msgid."""

    id: UUID
    at: datetime
    amount: int
    reason: str
    reason_zh: str
    memo: str
    key: str


def points_of(*, person_id: UUID) -> int:
    """What she has now. Who never had any has none."""
    found = Account.objects.filter(owner_id=person_id, id=person_id, unit=POINT, purpose=POINTS)
    return found.values_list("balance", flat=True).first() or 0


def points_statement(*, person_id: UUID, before: UUID | None = None, limit: int = 50) -> list[PointLine]:
    """Her moves, newest first; ``before`` (a move's id) turns the page."""
    rows = Transfer.objects.filter(owner_id=person_id, unit=POINT, state="posted")
    if before:
        rows = rows.filter(id__lt=before)
    return [_line(row) for row in rows.order_by("-id")[:limit]]


def _line(row: Transfer) -> PointLine:
    said = POINTS_REASONS.get(row.reason)
    amount = row.amount if row.credit_id == row.owner_id else -row.amount
    return PointLine(row.id, row.at, amount, row.reason, said.zh if said else row.reason, row.memo, row.key)
