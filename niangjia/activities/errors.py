"""What programmes refuse."""

from __future__ import annotations

from niangjia.kernel.errors import Refusal
from niangjia.kernel.text import N_


class NoHours(Refusal):
    key = "no_hours"
    what = N_("{year} 年还没有志愿时长，开不了证书。")
    todo = N_("到场签到以后，时长自动记上；没有记的，请主办的工会补。")


class NotEarned(Refusal):
    """Too few sessions, or the exam not passed (yet)."""

    key = "not_earned"
    what = N_("还差一点：一共 {held} 次，到了 {attended} 次，要到 {least}%；有考试的要考过。")
    todo = N_("到场没有记上的、成绩没有登的，请主办的工会补。")


class TooFewSessions(Refusal):
    """To sit the exam one must have been there enough."""

    key = "too_few_sessions"
    what = N_("{who} 到课不够 {least}%，不能登考试成绩。")
    todo = N_("先核对每一次的签到；漏记的补上再登。")


class MinutesWrong(Refusal):
    key = "minutes_wrong"
    what = N_("时长要在 0 到 24 小时之间。")
    todo = N_("改好再保存。")


class SeriesWrong(Refusal):
    key = "series_wrong"
    what = N_("{why}")
    todo = N_("改好再建。")
