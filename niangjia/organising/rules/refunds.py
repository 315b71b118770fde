"""The yearly round of the small-payer refund (小额缴费全额返还, Fuzhou 2025)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RefundDeadline:
    """The dues of these quarters of ``year`` are to be back with the unions before ``before``."""

    year: int
    quarters: tuple[int, ...]
    before: date

    def days_left(self, today: date) -> int:
        """Calendar days in which it can still be done; 0 on the last, negative when it is too late."""
        return (self.before - today).days - 1


def refund_calendar(today: date) -> tuple[RefundDeadline, ...]:
    """What has to be refunded by when, soonest first: last year's fourth quarter until it is past, then this year's."""
    year = today.year
    rounds = (
        RefundDeadline(year - 1, (4,), date(year, 3, 31)),
        RefundDeadline(year, (1, 2, 3), date(year, 11, 30)),
        RefundDeadline(year, (4,), date(year + 1, 3, 31)),
    )
    return tuple(each for each in rounds if today < each.before)
