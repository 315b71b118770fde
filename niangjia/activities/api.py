"""The door of activities: vouchers and merchants, hours and courses, certificates."""

from __future__ import annotations

from niangjia.activities.actions.certify import certify_attendance, certify_hours, revoke_certificate
from niangjia.activities.actions.correct_hours import correct_hours
from niangjia.activities.actions.enter_presence import enter_presence
from niangjia.activities.actions.merchants import close_desk, enter_merchant, open_desk
from niangjia.activities.actions.offers import Worth, open_offer, voucher_kind
from niangjia.activities.actions.run_series import NewSeries, enter_attendance, enter_exam, open_series
from niangjia.activities.actions.settling import (
    answer_settlement,
    close_days,
    settle,
    settlement_bounced,
    settlement_paid,
)
from niangjia.activities.actions.vouchers import expire_vouchers, issue_vouchers, look_at, redeem, void_returned
from niangjia.activities.paper import pdf_of, sentence
from niangjia.activities.queries.certificates import (
    CertificateView,
    certificate_numbered,
    certificates_of,
    own_certificate,
)
from niangjia.activities.queries.courses import SeriesView, SessionView, roll_of, series_for, series_visible_to
from niangjia.activities.queries.hours import HoursRow, hours_of, hours_of_pool
from niangjia.activities.queries.redemption import (
    Difference,
    LineView,
    Place,
    VoucherView,
    desk,
    is_settlement,
    merchant_in_reach,
    merchants_of_kind,
    merchants_visible_to,
    offers_of,
    places_of,
    settlement,
    settlements_among,
    settlements_of,
    unreconciled,
    voucher_of,
)
from niangjia.activities.rules.certificates import hours_text
from niangjia.activities.rules.redemption import KINDS, LINE_STATES, SETTLEMENT_STATES, VOUCHER_STATES, grouped
from niangjia.activities.standing import Course, Participant, courses_of, participants_of

__all__ = [
    "KINDS",
    "LINE_STATES",
    "SETTLEMENT_STATES",
    "VOUCHER_STATES",
    "CertificateView",
    "Course",
    "Difference",
    "HoursRow",
    "LineView",
    "NewSeries",
    "Participant",
    "Place",
    "SeriesView",
    "SessionView",
    "VoucherView",
    "Worth",
    "answer_settlement",
    "certificate_numbered",
    "certificates_of",
    "certify_attendance",
    "certify_hours",
    "close_days",
    "close_desk",
    "correct_hours",
    "courses_of",
    "desk",
    "enter_attendance",
    "enter_exam",
    "enter_merchant",
    "enter_presence",
    "expire_vouchers",
    "grouped",
    "hours_of",
    "hours_of_pool",
    "hours_text",
    "is_settlement",
    "issue_vouchers",
    "look_at",
    "merchant_in_reach",
    "merchants_of_kind",
    "merchants_visible_to",
    "offers_of",
    "open_desk",
    "open_offer",
    "open_series",
    "own_certificate",
    "participants_of",
    "pdf_of",
    "places_of",
    "redeem",
    "revoke_certificate",
    "roll_of",
    "sentence",
    "series_for",
    "series_visible_to",
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
