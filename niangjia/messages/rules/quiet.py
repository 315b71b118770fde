"""When the phone may ring: nobody is woken for something that can wait."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo

BEGINS, ENDS = time(21, 0), time(8, 0)


def next_waking_moment(moment: datetime, zone: tzinfo) -> datetime:
    """``moment`` itself by day; in the quiet hours, the next eight o'clock in the morning of ``zone``."""
    local = moment.astimezone(zone)
    if ENDS <= local.time() < BEGINS:
        return moment
    morning = local.replace(hour=ENDS.hour, minute=0, second=0, microsecond=0)
    return morning if local.time() < ENDS else morning + timedelta(days=1)
