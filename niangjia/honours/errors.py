"""What the honours package refuses."""

from __future__ import annotations

from niangjia.kernel.errors import Refusal
from niangjia.kernel.text import N_


class AlreadyHonoured(Refusal):
    """One title once a year."""

    key = "already_honoured"
    what = N_("{year} 年已经授予过“{title}”。")
    todo = N_("请核对是不是重复推荐。")


class AlreadyRevoked(Refusal):
    key = "already_revoked"
    what = N_("这项荣誉已经在 {on} 撤销。")
