"""What programmes keep beyond a place."""

from __future__ import annotations

from niangjia.activities.models.certificates import Certificate
from niangjia.activities.models.hours import HoursEntry
from niangjia.activities.models.redemption import (
    Merchant,
    Offer,
    OfferPlace,
    Settlement,
    SettlementLine,
    Voucher,
    VoucherCode,
)
from niangjia.activities.models.series import Attendance, ExamResult, Series, Session

__all__ = [
    "Attendance",
    "Certificate",
    "ExamResult",
    "HoursEntry",
    "Merchant",
    "Offer",
    "OfferPlace",
    "Series",
    "Session",
    "Settlement",
    "SettlementLine",
    "Voucher",
    "VoucherCode",
]
