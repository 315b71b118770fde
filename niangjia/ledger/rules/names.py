"""The words of the books: states, kinds of owner, funds."""

from __future__ import annotations

from dataclasses import dataclass

from niangjia.kernel.text import N_

CNY = "CNY"
POINT = "point"
OWNER_KINDS = ("house", "budget", "person", "union", "enterprise")
PAYEE_KINDS = ("person", "union", "enterprise")

PENDING, POSTED, VOIDED = "pending", "posted", "voided"
TRANSFER_STATES = {PENDING: N_("在途"), POSTED: N_("已记账"), VOIDED: N_("已撤销")}

NO_ACCOUNT, WAITING, BATCHED, SENT, PAID, BOUNCED, CANCELLED = (
    "no_account", "waiting", "batched", "sent", "paid", "bounced", "cancelled",
)  # fmt: skip
PAYOUT_STATES = {
    NO_ACCOUNT: N_("缺账号"),
    WAITING: N_("待编批"),
    BATCHED: N_("已编批"),
    SENT: N_("银行处理中"),
    PAID: N_("已到账"),
    BOUNCED: N_("退汇待改"),
    CANCELLED: N_("已取消"),
}
DRAFT, SUBMITTED, RELEASED, SETTLED, RETURNED = "draft", "submitted", "released", "settled", "returned"
BATCH_STATES = {
    DRAFT: N_("编制中"),
    SUBMITTED: N_("待复核"),
    RELEASED: N_("已放行"),
    SENT: N_("已送银行"),
    SETTLED: N_("已结清"),
    RETURNED: N_("已退回"),
}
REVERSED = "reversed"
REASONS = {"appropriation": N_("预算安排"), "grant": N_("批出"), "reversal": N_("到账后退回")}

POINTS = "points"  # the purpose of a person's account of points; its id is the person's
ISSUED, USED, EXPIRED = "points-issued", "points-used", "points-expired"


@dataclass(frozen=True, slots=True)
class PointsReason:
    """Why points move, in words, and which account of the house stands on the other side."""

    zh: str
    house: str


POINTS_REASONS = {
    "points-earned": PointsReason(N_("得积分"), ISSUED),
    "points-withdrawn": PointsReason(N_("更正收回"), ISSUED),
    "redemption": PointsReason(N_("兑换"), USED),
    "redemption_back": PointsReason(N_("兑换退回"), USED),
    "points-expired": PointsReason(N_("到期"), EXPIRED),
}

FUNDS = {
    "warmth": N_("温暖专项"),
    "hardship": N_("困难帮扶专项"),
    "building": N_("组织建设补助"),
    "dues-refund": N_("小额缴费返还"),
    "ventures": N_("创新创业扶持"),
    "learning": N_("学习成长"),
    "rights": N_("维权服务"),
    "honours": N_("荣誉奖励"),
}


def fund_title(fund: str) -> str:
    """The msgid of a fund's name; a fund a definition file brings along is shown by its own key."""
    return FUNDS.get(fund, fund)
