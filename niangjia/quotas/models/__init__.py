"""The tables of scarce things."""

from __future__ import annotations

from niangjia.quotas.models.booking import Booking, PartySlot
from niangjia.quotas.models.draw import Draw
from niangjia.quotas.models.pool import Freed, Pool, Share, Unsettled

__all__ = ["Booking", "Draw", "Freed", "PartySlot", "Pool", "Share", "Unsettled"]
