"""The tables of scarce things."""

from __future__ import annotations

from niangjia.quotas.models.booking import Booking, PartySlot
from niangjia.quotas.models.pool import Freed, Pool, Share

__all__ = ["Booking", "Freed", "PartySlot", "Pool", "Share"]
