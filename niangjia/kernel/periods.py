"""Periods in which help is counted, by the day: calendar year, school year, the year of union dues and its two parts."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

SCHOOL_YEAR_BEGINS = 9  # September
DUES_YEAR_BEGINS = 4  # April: until March the fourth quarter of the year before is still being settled
LAST_QUARTER_FROM = 12  # December: what the first three quarters brought is back by then


def period_of(period: str, day: date) -> str:
    """The name of the period that runs on ``day``, no two alike; a word that names no period of time ("ever", "live") is its own.

    >>> period_of("school_year", date(2026, 8, 31)), period_of("school_year", date(2026, 9, 1))
    ('2025-2026', '2026-2027')
    >>> period_of("dues_year", date(2026, 3, 31)), period_of("dues_year", date(2026, 4, 1))
    ('dues-2025', 'dues-2026')
    >>> period_of("dues_part", date(2025, 11, 30)), period_of("dues_part", date(2025, 12, 1))
    ('2025-1', '2025-2')
    >>> period_of("ever", date(2025, 12, 1))
    'ever'
    """
    if period == "year":
        return str(day.year)
    if period == "school_year":
        first = day.year if day.month >= SCHOOL_YEAR_BEGINS else day.year - 1
        return f"{first}-{first + 1}"
    if period in {"dues_year", "dues_part"}:
        return _dues(period, day)
    return period


def deadline_of(period: str, name: str) -> date | None:
    """The day before which what belongs to this period has to be done, and the last of its days; None where no rule sets one.

    The parts of a dues year have one (小额缴费全额返还, Fuzhou 2025): quarters 1–3 before 30 November, quarter 4 before 31 March.

    >>> deadline_of("dues_part", "2025-1"), deadline_of("dues_part", "2025-2"), deadline_of("year", "2025")
    (datetime.date(2025, 11, 30), datetime.date(2026, 3, 31), None)
    """
    if period != "dues_part":
        return None
    year, _, part = name.partition("-")
    return date(int(year), 11, 30) if part == "1" else date(int(year) + 1, 3, 31)


def months_after(day: date, months: int) -> date:
    """The same day ``months`` months later; the last of the month where it has no such day.

    >>> months_after(date(2026, 11, 30), 3), months_after(date(2027, 12, 31), 2)
    (datetime.date(2027, 2, 28), datetime.date(2028, 2, 29))
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _dues(period: str, day: date) -> str:
    year = day.year if day.month >= DUES_YEAR_BEGINS else day.year - 1
    if period == "dues_year":
        return f"dues-{year}"
    return f"{year}-{1 if DUES_YEAR_BEGINS <= day.month < LAST_QUARTER_FROM else 2}"
