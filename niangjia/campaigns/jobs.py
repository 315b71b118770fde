"""What the clock does to walls."""

from __future__ import annotations

from niangjia.base.jobs import periodic
from niangjia.campaigns import api


@periodic("35 * * * *", "campaigns.clear_walls")
def clear_walls() -> None:
    """Every hour a batch of what is half a year old."""
    api.clear_walls()
