"""What the registers refuse."""

from __future__ import annotations

from niangjia.kernel.errors import Refusal
from niangjia.kernel.text import N_


class PurposeMissing(Refusal):
    """Looking through a register of people needs a purpose; it is written down before anything is shown."""

    key = "purpose_missing"
    what = N_("还没有写为什么要查。")
    todo = N_("写明用途，例如“选派技能培训教师”，再查。")


class HasLeft(Refusal):
    key = "has_left"
    what = N_("{on} 已经退出。")


class StandsThere(Refusal):
    """One entry in force per register; the database holds it."""

    key = "stands_there"
    what = N_("已经在“{register}”里了。")
    todo = N_("到“我的事”里可以看到。")
