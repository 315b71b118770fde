"""What the notices refuse."""

from __future__ import annotations

from niangjia.kernel.errors import Refusal
from niangjia.kernel.text import N_


class RosterUnfit(Refusal):
    """A row would tell the public more than it may know (PIPL Art.25; domain: 公示 minimum)."""

    key = "roster_unfit"
    what = N_("名单第 {no} 行不能公示：{why}。")
    todo = N_("只公示姓（名遮蔽）、单位、类别和金额档；改好这一行再发布。")


class RosterEmpty(Refusal):
    key = "roster_empty"
    what = N_("名单是空的，或者同一件事列了两次。")
    todo = N_("请核对名单再发布。")


class BadDays(Refusal):
    key = "bad_days"
    what = N_("公示期要在 1 到 60 个工作日之间。")
    todo = N_("请按文件写明的天数填写，一般是 5 个工作日。")


class NoticeNotOver(Refusal):
    """Only what is over enters as history; a running one is published, so that its days are counted."""

    key = "notice_not_over"
    what = N_("公示“{title}”还没有期满，不能作为往年记录录入。")
    todo = N_("还在公示的请正常发布；期满以后再录入。")


class NoticeOver(Refusal):
    key = "notice_over"
    what = N_("这份公示里的这一行已经结束，或者不在公示。")
    todo = N_("还有不同意见的，可以拨打 12351，或向上一级工会反映。")


class ObjectionUnsigned(Refusal):
    """Objections are made by name (domain: 两审三公示; 困难帮扶 five days)."""

    key = "objection_unsigned"
    what = N_("异议要实名：{why}。")
    todo = N_("写下真实姓名和能打通的手机号，只给承办人和纪检看，不告诉被异议的人。")


class ObjectionUnclear(Refusal):
    key = "objection_unclear"
    what = N_("还没有写清楚事实。")
    todo = N_("请写明时间、地点、什么事，10 到 2000 个字，不用写别人的证件号码。")


class ObjectionRepeated(Refusal):
    key = "objection_repeated"
    what = N_("你对这一行的异议已经收到，正在核查。")
    todo = N_("有新的情况，请拨打 12351 告诉承办人。")


class TooManyObjections(Refusal):
    key = "too_many_objections"
    what = N_("这一行收到的异议已经很多，都在核查。")
    todo = N_("请拨打 12351，或到工会当面反映。")


class ObjectionSettled(Refusal):
    key = "objection_settled"
    what = N_("这条异议已经有了结论。")
    todo = N_("请刷新页面看结论。")


class FindingTooShort(Refusal):
    key = "finding_too_short"
    what = N_("核查结论写得太短。")
    todo = N_("请写明查了什么、结论是什么，至少 10 个字。")
