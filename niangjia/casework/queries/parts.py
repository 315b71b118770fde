"""A grant that is paid in parts, as pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from niangjia.base import clock
from niangjia.casework.models import Part


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part: held, asked (on its way), paid, or stopped. ``due_on``: its month; none where acceptance decides."""

    nr: int
    amount_fen: int
    state: str
    due_on: date | None
    paid_on: date | None


def parts_of_case(*, case_id: UUID) -> list[PartRow]:
    """In their order; none where the money is paid at once. For the page of a case, whose own access rule has been asked already."""
    rows = Part.objects.filter(case_id=case_id).order_by("nr")
    found = rows.values_list("nr", "amount_fen", "state", "due_on", "paid_at")
    return [PartRow(*row[:4], clock.local_date(row[4]) if row[4] else None) for row in found]
