"""How far the clock goes: "+5wd", "+3d", "+2h"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from niangjia.kernel.workdays import WorkCalendar

_STEP = re.compile(r"\+?(\d{1,4})(wd|d|h)")


def distance(step: str, *, today: date, calendar: WorkCalendar) -> timedelta | None:
    """None when the step cannot be read. Working days count from ``today``."""
    found = _STEP.fullmatch(step.strip().lower())
    if not found:
        return None
    number, unit = int(found[1]), found[2]
    if unit == "wd":
        return calendar.add(today, number).day - today
    return timedelta(hours=number) if unit == "h" else timedelta(days=number)
