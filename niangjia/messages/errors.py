"""What the messages refuse."""

from __future__ import annotations

from niangjia.kernel.errors import Refusal
from niangjia.kernel.text import N_


class UnknownKind(Refusal):
    """A programmer's mistake, said where it happens: kinds are listed in ``rules/kinds.py``."""

    key = "unknown_kind"
    what = N_("没有“{kind}”这一类消息。")
    todo = N_("请在消息类别表里登记后再发。")


class BadPhone(Refusal):
    key = "bad_phone"
    what = N_("手机号不对，短信发不出去。")
    todo = N_("请核对号码，应是 11 位，1 开头。")
