"""What programmes keep beyond a place."""

from __future__ import annotations

from niangjia.activities.models.redemption import (
    Merchant,
    Offer,
    OfferPlace,
    Settlement,
    SettlementLine,
    Voucher,
    VoucherCode,
)

__all__ = ["Merchant", "Offer", "OfferPlace", "Settlement", "SettlementLine", "Voucher", "VoucherCode"]
