"""The yearly round of the small-payer refund (小额缴费全额返还, Fuzhou 2025)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from niangjia.kernel.periods import deadline_of


@dataclass(frozen=True, slots=True)
class RefundDeadline:
    """The dues of these quarters of ``year`` are to be back with the unions before ``before``."""

    year: int
    quarters: tuple[int, ...]
    before: date

    def days_left(self, today: date) -> int:
        """Calendar days in which it can still be done; 0 on the last, negative when it is too late."""
        return (self.before - today).days - 1


def _before(year: int, part: int) -> date:
    deadline = deadline_of("dues_part", f"{year}-{part}")
    assert deadline
    return deadline


def refund_calendar(today: date) -> tuple[RefundDeadline, ...]:
    """What has to be refunded by when, soonest first: last year's fourth quarter until it is past, then this year's."""
    year = today.year
    parts = ((year - 1, (4,), 2), (year, (1, 2, 3), 1), (year, (4,), 2))
    rounds = (RefundDeadline(year, quarters, _before(year, part)) for year, quarters, part in parts)
    return tuple(each for each in rounds if today < each.before)
