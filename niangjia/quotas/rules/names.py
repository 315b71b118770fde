"""The words of scarce things: how they are given, and what a booking is at a time."""

from __future__ import annotations

from typing import Literal

from niangjia.kernel.text import N_

Mode = Literal["first", "rush", "lottery", "merit", "case"]
FIRST, RUSH, LOTTERY, MERIT, CASE = "first", "rush", "lottery", "merit", "case"
MODES: dict[str, str] = {
    FIRST: N_("先到先得"),
    RUSH: N_("同时发放，按抽出的顺序"),
    LOTTERY: N_("公开抽签"),
    MERIT: N_("按条件排序"),
    CASE: N_("审核后给"),
}
DRAWN = frozenset({LOTTERY, MERIT})  # who gets one is settled after everybody has asked

ENTERED, WAITING, HELD, BOOKED, USED = "entered", "waiting", "held", "booked", "used"
MISSED, RETURNED, LAPSED, LOST, MONEY = "missed", "returned", "lapsed", "lost", "money"
STATES: dict[str, str] = {
    ENTERED: N_("已报名，等结果"),
    WAITING: N_("候补中"),
    HELD: N_("留给你了，等你确认"),
    BOOKED: N_("已约好"),
    USED: N_("已到场"),
    MISSED: N_("约了没来"),
    RETURNED: N_("已退"),
    LAPSED: N_("没有按时确认"),
    LOST: N_("这次没有轮到"),
    MONEY: N_("没有座位，发补助"),
}
TAKING = frozenset({HELD, BOOKED, USED, MISSED})  # these have a place
ASKING = frozenset({ENTERED, WAITING})  # these want one
LIVE = TAKING | ASKING  # one of these a person and pool
SERVED = LIVE | {MONEY}  # one of these a person and period: a place or money instead, never both
GIVEN = frozenset({BOOKED, USED, MISSED})  # these have paid and count as help

OPEN, SOLD_OUT, NOT_YET, OVER, CANCELLED = "open", "sold_out", "not_yet", "over", "cancelled"
POOL_STATES: dict[str, str] = {
    OPEN: N_("可以约"),
    SOLD_OUT: N_("已约满"),
    NOT_YET: N_("还没开始"),
    OVER: N_("已截止"),
    CANCELLED: N_("已取消"),
}

OK, ALREADY, CLOSED, GONE, POOR, UNKNOWN, NOT_ENTITLED, LIMIT, BARRED, AGAIN, TOO_MANY = (
    "ok", "already", "closed", "gone", "poor", "unknown", "not_entitled", "limit", "barred", "again", "too_many",
)  # fmt: skip
FEWER = "fewer"  # she waits because she asked for more than were left, not because nothing was
MOVED = "moved"  # she has another day instead
OBJECTION = "objection"  # an objection to her line was upheld

SETTLE = "quotas.settle_owed"  # the job
