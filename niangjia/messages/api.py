"""The door of the messages: inbox and text messages."""

from __future__ import annotations

from niangjia.messages.actions.mark_read import mark_read
from niangjia.messages.actions.send import Letter, send, send_each
from niangjia.messages.actions.send_sms import deliver_due, send_sms
from niangjia.messages.queries import DemoSmsRow, MessageRow, SmsRow, demo_codes, inbox, sms_outbox, unread_count
from niangjia.messages.rules.kinds import KINDS, MessageKind

__all__ = [
    "KINDS",
    "DemoSmsRow",
    "Letter",
    "MessageKind",
    "MessageRow",
    "SmsRow",
    "deliver_due",
    "demo_codes",
    "inbox",
    "mark_read",
    "send",
    "send_each",
    "send_sms",
    "sms_outbox",
    "unread_count",
]
