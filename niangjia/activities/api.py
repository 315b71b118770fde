"""The door of activities: what a programme needs beyond a place."""

from __future__ import annotations

from niangjia.activities.actions.certify import certify_attendance, certify_hours, revoke_certificate
from niangjia.activities.actions.correct_hours import correct_hours
from niangjia.activities.actions.enter_presence import enter_presence
from niangjia.activities.actions.run_series import NewSeries, enter_attendance, enter_exam, open_series
from niangjia.activities.paper import pdf_of, sentence
from niangjia.activities.queries.certificates import (
    CertificateView,
    certificate_numbered,
    certificates_of,
    own_certificate,
)
from niangjia.activities.queries.courses import SeriesView, SessionView, series_for, series_visible_to
from niangjia.activities.queries.hours import HoursRow, hours_of, hours_of_pool
from niangjia.activities.rules.certificates import hours_text
from niangjia.activities.standing import Course, Participant, courses_of, participants_of

__all__ = [
    "CertificateView",
    "Course",
    "HoursRow",
    "NewSeries",
    "Participant",
    "SeriesView",
    "SessionView",
    "certificate_numbered",
    "certificates_of",
    "certify_attendance",
    "certify_hours",
    "correct_hours",
    "courses_of",
    "enter_attendance",
    "enter_exam",
    "enter_presence",
    "hours_of",
    "hours_of_pool",
    "hours_text",
    "open_series",
    "own_certificate",
    "participants_of",
    "pdf_of",
    "revoke_certificate",
    "sentence",
    "series_for",
    "series_visible_to",
]
