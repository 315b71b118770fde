"""Where the demo says no."""

from __future__ import annotations

from niangjia.kernel.errors import Refusal
from niangjia.kernel.text import N_


class NotADemo(Refusal):
    """Only a demo has a model city, known second factors and a clock that moves."""

    key = "not_a_demo"
    what = N_("这里不是演示环境，不能造城、看验证码或拨时钟。")
    todo = N_("要演示，请另开一个 NIANGJIA_DEMO 打开的环境。")


class NotInTheCast(Refusal):
    """The name is none of the cast's with a second factor."""

    key = "not_in_the_cast"
    what = N_("演示人员里没有“{name}”，或者这个人不用第二验证。")
    todo = N_("可以用的名字：{names}。")


class UnclearStep(Refusal):
    """The clock takes +5wd (working days), +3d (days), +2h (hours), reset."""

    key = "unclear_step"
    what = N_("看不懂“{step}”。")
    todo = N_("请写 +5wd（工作日）、+3d（天）、+2h（小时）或 reset。")
