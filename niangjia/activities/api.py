"""The door of activities: what a programme needs beyond a place."""

from __future__ import annotations

from niangjia.activities.actions.merchants import close_desk, enter_merchant, open_desk
from niangjia.activities.actions.offers import Worth, open_offer, voucher_kind
from niangjia.activities.actions.settling import (
    answer_settlement,
    close_days,
    settle,
    settlement_bounced,
    settlement_paid,
)
from niangjia.activities.actions.vouchers import expire_vouchers, issue_vouchers, look_at, redeem, void_returned
from niangjia.activities.queries.redemption import (
    Difference,
    Place,
    VoucherView,
    desk,
    is_settlement,
    merchant_in_reach,
    merchants_of_kind,
    merchants_visible_to,
    offers_of,
    places_of,
    points_balance,
    settlement,
    settlements_among,
    settlements_of,
    unreconciled,
    voucher_of,
)
from niangjia.activities.rules.redemption import KINDS, LINE_STATES, SETTLEMENT_STATES, VOUCHER_STATES, grouped

__all__ = [
    "KINDS",
    "LINE_STATES",
    "SETTLEMENT_STATES",
    "VOUCHER_STATES",
    "Difference",
    "Place",
    "VoucherView",
    "Worth",
    "answer_settlement",
    "close_days",
    "close_desk",
    "desk",
    "enter_merchant",
    "expire_vouchers",
    "grouped",
    "is_settlement",
    "issue_vouchers",
    "look_at",
    "merchant_in_reach",
    "merchants_of_kind",
    "merchants_visible_to",
    "offers_of",
    "open_desk",
    "open_offer",
    "places_of",
    "points_balance",
    "redeem",
    "settle",
    "settlement",
    "settlement_bounced",
    "settlement_paid",
    "settlements_among",
    "settlements_of",
    "unreconciled",
    "void_returned",
    "voucher_kind",
    "voucher_of",
]
