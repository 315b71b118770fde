"""School years: from 1 September to 31 August, written "2026-2027"."""

from __future__ import annotations

import re
from datetime import date

_FORM = re.compile(r"(\d{4})\s*[-—–~至/]\s*(\d{4})(?:\s*学年度?)?")


def school_year_of(day: date) -> str:
    """The school year in which ``day`` falls."""
    first = day.year if day.month >= 9 else day.year - 1
    return f"{first}-{first + 1}"


def parse_school_year(text: str) -> str | None:
    """ "2026-2027学年" → "2026-2027"; None when it is not two years in a row."""
    found = _FORM.fullmatch(text.strip())
    if not found or int(found[2]) != int(found[1]) + 1:
        return None
    return f"{found[1]}-{found[2]}"
