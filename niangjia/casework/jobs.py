"""What casework does by the clock."""

from __future__ import annotations

from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import periodic
from niangjia.casework import api


@periodic("*/10 * * * *", "casework.escalate_overdue")
def escalate_overdue() -> None:
    """Send what is over its clock one level up."""
    api.escalate_overdue()


@periodic("20 18 * * *", "casework.archive_ended")
def archive_ended() -> None:
    """Put away what ended a month ago."""
    api.archive_ended(by=SYSTEM)


@periodic("40 18 * * *", "casework.deliver_entitled")
def deliver_entitled() -> None:
    """免申即享: open the cases nobody has to apply for."""
    api.deliver_all(by=SYSTEM)
