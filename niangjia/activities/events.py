"""What has happened in activities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from niangjia.base.events import Event


@dataclass(frozen=True)
class VoucherRedeemed(Event):
    """A voucher was used; its owner hears at once where, in case it was not she."""

    person_id: UUID
    voucher_id: UUID
    merchant_id: UUID
    at: datetime
