"""What points do by the clock (UTC)."""

from __future__ import annotations

from niangjia.base.jobs import periodic
from niangjia.points import api


@periodic("30 16 * * *", "points.expire")
def expire_points() -> None:
    """Half past midnight in Fuzhou: what could be used up to yesterday."""
    api.expire_points()


@periodic("15 1 * * *", "points.warn")
def warn_expiring() -> None:
    """A quarter past nine in the morning: what will expire within 30 days is told once."""
    api.warn_expiring()
