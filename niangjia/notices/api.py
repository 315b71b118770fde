"""The door of the notices: publish, object, settle, end."""

from __future__ import annotations

from niangjia.notices.actions.end_due import end_due
from niangjia.notices.actions.file_objection import file_objection
from niangjia.notices.actions.load_notices import load_notices
from niangjia.notices.actions.open_contact import open_contact
from niangjia.notices.actions.publish_notice import publish_notice
from niangjia.notices.actions.settle_objection import Settled, has_open_objection, settle_objection
from niangjia.notices.actions.stop_row import stop_row, withdraw_notice
from niangjia.notices.queries import (
    NoticeLine,
    ObjectionRow,
    PublicNotice,
    PublicRow,
    ended_notices,
    notice_bytes,
    notice_line,
    notices_visible_to,
    objections_visible_to,
    open_notices,
    public_notice,
    row_states,
)
from niangjia.notices.rules.loading import NewNotice
from niangjia.notices.rules.roster import Row
from niangjia.notices.rules.states import NOTICE_STATES, OBJECTION_STATES, ROW_STATES, RUNNING

__all__ = [
    "NOTICE_STATES",
    "OBJECTION_STATES",
    "ROW_STATES",
    "RUNNING",
    "NewNotice",
    "NoticeLine",
    "ObjectionRow",
    "PublicNotice",
    "PublicRow",
    "Row",
    "Settled",
    "end_due",
    "ended_notices",
    "file_objection",
    "has_open_objection",
    "load_notices",
    "notice_bytes",
    "notice_line",
    "notices_visible_to",
    "objections_visible_to",
    "open_contact",
    "open_notices",
    "public_notice",
    "publish_notice",
    "row_states",
    "settle_objection",
    "stop_row",
    "withdraw_notice",
]
