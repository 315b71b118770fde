"""The life of a family file."""

from __future__ import annotations

from datetime import date

from niangjia.kernel.text import N_

DECLARED, CHECKED, ARCHIVED, LEAVING = "declared", "checked", "archived", "leaving"
RENEWED, EXITED, DROPPED = "renewed", "exited", "dropped"

STATES = {
    DECLARED: N_("已申报，待核对"),
    CHECKED: N_("已核对"),
    ARCHIVED: N_("在档"),
    LEAVING: N_("退档公示中"),
    RENEWED: N_("已续档"),
    EXITED: N_("已脱困退档"),
    DROPPED: N_("未建档"),
}
LIVE = (DECLARED, CHECKED, ARCHIVED, LEAVING)
CHECK_RESULTS = ("passed", "failed")
CHECK_NAMES = {"passed": N_("核对一致"), "failed": N_("核对有出入")}
EXIT_NOTICE_DAYS = 5  # working days, at least (成工办〔2019〕43号)
FOLLOW_UP_MONTHS = 6  # at least


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last day.

    >>> months_after(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError(day)
