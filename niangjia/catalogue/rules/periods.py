"""Periods in which help is counted: their names on a day, in Python and in SQL."""

from __future__ import annotations

from datetime import date
from typing import Literal

Period = Literal["year", "school_year", "ever"]
SCHOOL_YEAR_BEGINS = 9  # September
IN_SQL = {
    "year": "to_char(p_today, 'YYYY')",
    "school_year": (
        "to_char(p_today - interval '8 months', 'YYYY') || '-' || to_char(p_today + interval '4 months', 'YYYY')"
    ),
    "ever": "'ever'",
}


def period_of(period: str, day: date) -> str:
    """
    >>> period_of("school_year", date(2026, 8, 31)), period_of("school_year", date(2026, 9, 1))
    ('2025-2026', '2026-2027')
    """
    if period == "year":
        return str(day.year)
    if period == "school_year":
        first = day.year if day.month >= SCHOOL_YEAR_BEGINS else day.year - 1
        return f"{first}-{first + 1}"
    return "ever"
