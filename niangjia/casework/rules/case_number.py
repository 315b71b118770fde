"""The number by which a case is spoken of."""

from __future__ import annotations

from datetime import date
from uuid import UUID


def number_for(case_id: UUID, day: date) -> str:
    """A number that can be read out on the phone: the day and eight digits of the id. No counter, so no queue for it."""
    return f"{day:%y%m%d}-{case_id.int % 10**8:08d}"
