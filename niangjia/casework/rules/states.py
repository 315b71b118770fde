"""The states of a case and the moves between them."""

from __future__ import annotations

from niangjia.kernel.text import N_

DRAFT, REVIEW, RETURNED, LISTED, NOTICE, FROZEN = "draft", "review", "returned", "listed", "notice", "frozen"
REFUSED, WITHDRAWN, APPEALED = "refused", "withdrawn", "appealed"
DELIVERING, BOUNCED, DELIVERED, RATED, ARCHIVED = "delivering", "bounced", "delivered", "rated", "archived"
MISSED = "missed"  # the place was theirs and nobody came: over, unless an officer accepts the reason or was mistaken
HALFWAY, ACCEPTING = (
    "halfway",
    "accepting",
)  # the first half is there and being spent; an officer looks at what became of it
CONSENTING, UNAGREED = (
    "consenting",
    "unagreed",
)  # it waits for somebody named in it, nobody's clock runs; she did not agree, and it may be asked anew

STATES = {
    DRAFT: N_("草稿"),
    CONSENTING: N_("等对方点头"),
    UNAGREED: N_("对方没有点头"),
    REVIEW: N_("办理中"),
    RETURNED: N_("待补正"),
    LISTED: N_("已列入名单"),
    NOTICE: N_("公示中"),
    FROZEN: N_("有异议，核实中"),
    REFUSED: N_("未通过"),
    WITHDRAWN: N_("已撤回"),
    APPEALED: N_("复核中"),
    DELIVERING: N_("发放中"),
    MISSED: N_("没有到场"),
    BOUNCED: N_("退汇，待改账号"),
    HALFWAY: N_("首付已到，待交验收"),
    ACCEPTING: N_("验收中"),
    DELIVERED: N_("已办结"),
    RATED: N_("已评价"),
    ARCHIVED: N_("已归档"),
}

PLACE_GIVEN = N_("等到场")  # a case that gives a place is "delivering" until somebody was there

MOVES: dict[str, frozenset[str]] = {
    DRAFT: frozenset({CONSENTING, REVIEW, RETURNED, NOTICE, LISTED, DELIVERING, DELIVERED, WITHDRAWN}),
    CONSENTING: frozenset({CONSENTING, UNAGREED, REVIEW, NOTICE, WITHDRAWN}),
    UNAGREED: frozenset({CONSENTING, WITHDRAWN, ARCHIVED}),
    REVIEW: frozenset({REVIEW, RETURNED, LISTED, NOTICE, REFUSED, WITHDRAWN, UNAGREED, DELIVERING, DELIVERED}),
    RETURNED: frozenset({REVIEW, APPEALED, WITHDRAWN, NOTICE, CONSENTING, UNAGREED}),
    LISTED: frozenset({NOTICE, REFUSED, WITHDRAWN, UNAGREED}),
    NOTICE: frozenset({FROZEN, REVIEW, NOTICE, DELIVERING, DELIVERED, WITHDRAWN, UNAGREED}),
    FROZEN: frozenset({NOTICE, REVIEW, REFUSED, DELIVERING, DELIVERED, WITHDRAWN, UNAGREED}),
    REFUSED: frozenset({APPEALED, ARCHIVED}),
    APPEALED: frozenset({REFUSED, REVIEW, NOTICE, LISTED, DELIVERING, DELIVERED, RETURNED, UNAGREED}),
    # A place may be given up while nobody has been there; money that is on its way cannot.
    DELIVERING: frozenset({DELIVERED, BOUNCED, HALFWAY, ACCEPTING, WITHDRAWN, UNAGREED, MISSED}),
    MISSED: frozenset({DELIVERED, DELIVERING, WITHDRAWN}),
    BOUNCED: frozenset({DELIVERING}),
    HALFWAY: frozenset({ACCEPTING, BOUNCED}),
    ACCEPTING: frozenset({ACCEPTING, HALFWAY, DELIVERING, DELIVERED, BOUNCED}),
    DELIVERED: frozenset({RATED, ARCHIVED, BOUNCED}),
    RATED: frozenset({ARCHIVED, BOUNCED}),
    WITHDRAWN: frozenset({ARCHIVED}),
    ARCHIVED: frozenset({BOUNCED}),  # the bank may send money back long after it had arrived
}

BEFORE_DECISION = frozenset({CONSENTING, REVIEW, RETURNED, LISTED, NOTICE, FROZEN, APPEALED})
LIVE = BEFORE_DECISION | {DELIVERING, BOUNCED, HALFWAY, ACCEPTING}
ARRIVED = frozenset({DELIVERED, RATED, ARCHIVED})
WITHDRAWABLE = frozenset({DRAFT, CONSENTING, UNAGREED, REVIEW, RETURNED, LISTED, NOTICE, FROZEN})
MENDABLE = frozenset({RETURNED, CONSENTING, UNAGREED})  # the applicant may change her answers and hand them in again
ASKS = frozenset({"returned", "asked", "unagreed"})  # steps that leave something to the applicant
SENT_BACK = frozenset({"bounced", "reversed"})  # steps by which the bank returned the money
ACCEPTED_ON = "accepted_on"  # key in a case's record
ENTERED_ON = "entered_on"  # likewise: the day on which those it names had agreed
DECIDING = frozenset({REVIEW, APPEALED})
WITH_OFFICER = DECIDING | {ACCEPTING}


def may_move(old: str, new: str) -> bool:
    """Whether the life of a case allows this step."""
    return new in MOVES[old]
