"""How long a notice stands: full working days after the day of publishing."""

from __future__ import annotations

from datetime import date, timedelta

from niangjia.kernel.workdays import Reckoning, WorkCalendar


def closing_day(calendar: WorkCalendar, published: date, days: int) -> Reckoning:
    """The last day, on which the notice still stands to midnight. The day of publishing does not count (domain: n full working days)."""
    return calendar.add(published, days)


def resumed(calendar: WorkCalendar, *, stopped: date, closes: date, settled: date) -> Reckoning:
    """The new last day after a halt. Neither the day of the objection nor the day of the finding was a full one.

    What was left on ``stopped`` (that day included) is stood again from the working day after ``settled``.
    """
    left = calendar.between(stopped - timedelta(days=1), closes).days
    return calendar.add(settled, max(left, 1))


def is_over(closes: date, today: date) -> bool:
    """A notice ends with its last day, at midnight in Fuzhou."""
    return today > closes
