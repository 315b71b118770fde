"""The refusal that goes with an answer."""

from __future__ import annotations

from uuid import UUID

from niangjia.base import clock
from niangjia.kernel.errors import NotFound, Refusal
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


def refuse_of(*, pool_id: UUID, answer: Answer) -> None:
    """``refuse``, for who has the answer and not the pool.

    :raises Refusal: the one that goes with the answer's code. NotFound: no such pool.
    """
    if answer.code == names.OK:
        return
    pool = Pool.objects.filter(id=pool_id).first()
    if pool is None:
        raise NotFound
    refuse(pool, answer)
