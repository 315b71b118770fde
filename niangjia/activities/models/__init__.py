"""The tables of programmes on places."""

from __future__ import annotations

from niangjia.activities.models.certificates import Certificate
from niangjia.activities.models.hours import HoursEntry
from niangjia.activities.models.series import Attendance, ExamResult, Series, Session

__all__ = ["Attendance", "Certificate", "ExamResult", "HoursEntry", "Series", "Session"]
