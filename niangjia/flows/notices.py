"""A notice that ran out lets its cases go on; an order by merit waits for the officer who gives the seats."""

from __future__ import annotations

from niangjia.casework import api as casework
from niangjia.notices.events import NoticeRowEnded
from niangjia.quotas import api as quotas


def row_ended(event: NoticeRowEnded) -> None:
    if quotas.is_on_list(booking_id=event.ref) is None:
        casework.notice_row_ended(case_id=event.ref)
