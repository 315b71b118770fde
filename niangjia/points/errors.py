"""What points refuse."""

from __future__ import annotations

from niangjia.kernel.errors import Refusal
from niangjia.kernel.text import N_


class UnknownRule(Refusal):
    key = "unknown_rule"
    what = N_("{day} 没有“{rule}”这一条积分规则。")
    todo = N_("请核对规则表里的名称和起止日期。")


class NotYet(Refusal):
    key = "not_yet"
    what = N_("{day} 还没有到，不能先给积分。")
    todo = N_("到了那天再记。")


class TooLongAgo(Refusal):
    """It would have expired already."""

    key = "too_long_ago"
    what = N_("{day} 的事按规则到 {until} 就到期了，现在补记没有积分可用。")
    todo = N_("不用再补。")
