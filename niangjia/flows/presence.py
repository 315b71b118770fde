"""Whoever was there has given hours, or has been at a session."""

from __future__ import annotations

from niangjia.activities import api as activities
from niangjia.base.actor import SYSTEM
from niangjia.quotas.events import PlacesUsed


def places_used(event: PlacesUsed) -> None:
    activities.enter_presence(by=SYSTEM, pool_id=event.pool_id, booking_ids=event.booking_ids)
