"""The refusal that goes with an answer."""

from __future__ import annotations

from niangjia.base import clock
from niangjia.kernel.errors import Refusal
from niangjia.quotas.actions.asking import Answer
from niangjia.quotas.errors import (
    Barred,
    Entitlement,
    Gone,
    HadThisPeriod,
    HasOne,
    NotKnown,
    NotOpen,
    TooFewPoints,
    TooManySeats,
)
from niangjia.quotas.models import Pool
from niangjia.quotas.rules import names
from niangjia.quotas.rules.pools import state_of

REFUSALS: dict[str, type[Refusal]] = {
    names.ALREADY: HasOne,
    names.AGAIN: HasOne,
    names.CLOSED: NotOpen,
    names.GONE: Gone,
    names.POOR: TooFewPoints,
    names.NOT_ENTITLED: Entitlement,
    names.UNKNOWN: NotKnown,
    names.LIMIT: HadThisPeriod,
    names.BARRED: Barred,
    names.TOO_MANY: TooManySeats,
}


def refuse(pool: Pool, answer: Answer) -> None:
    """
    :raises Refusal: the one that goes with the answer's code.
    """
    if answer.code == names.OK:
        return
    state = names.POOL_STATES[state_of(pool, clock.now())]
    raise REFUSALS[answer.code](state=state, most=pool.most_seats, days=pool.bar_days)
