"""What the worker does for notices."""

from __future__ import annotations

from niangjia.base.jobs import periodic
from niangjia.notices.actions.end_due import end_due


@periodic("*/10 * * * *", "notices.end_due")
def end_due_notices() -> None:
    """Every ten minutes, end the rows whose days are over."""
    end_due()
