"""What the clock does to vouchers."""

from __future__ import annotations

from niangjia.activities import api
from niangjia.base.jobs import periodic


@periodic("10 17 * * *", "activities.close_days")
def close_days() -> None:
    """At ten past one in the morning in Fuzhou: what is over, and yesterday's sums for every merchant."""
    api.expire_vouchers()
    api.close_days()
