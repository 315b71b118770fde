"""A notice that ran out lets its cases go on."""

from __future__ import annotations

from niangjia.casework import api as casework
from niangjia.notices.events import NoticeRowEnded


def row_ended(event: NoticeRowEnded) -> None:
    casework.notice_row_ended(case_id=event.ref)
