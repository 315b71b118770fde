"""Periods in which help is counted: their names on a day, in Python (``kernel.periods``) and in SQL."""

from __future__ import annotations

from typing import Literal

from niangjia.kernel.periods import period_of

__all__ = ["GIVEN_IN", "IN_SQL", "Period", "period_of"]

Period = Literal["year", "school_year", "dues_year", "dues_part", "ever"]
GIVEN_IN: tuple[Period, ...] = ("year", "school_year", "ever")  # of what is not paid from dues
_DUES_YEAR = "extract(year from p_today - interval '3 months')::text"
# ``extract``, not ``to_char``: PostgreSQL computes it once a statement and not once a row.
IN_SQL = {
    "year": "extract(year from p_today)::text",
    "school_year": (
        "extract(year from p_today - interval '8 months')::text || '-' || extract(year from p_today + interval '4 months')::text"
    ),
    "dues_year": f"'dues-' || {_DUES_YEAR}",
    "dues_part": f"{_DUES_YEAR} || case when extract(month from p_today) between 4 and 11 then '-1' else '-2' end",
    "ever": "'ever'",
}
