"""Booking: one path, for one who asks and for a hundred who ask together."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.base.memo import remembering
from niangjia.base.together import sent_together
from niangjia.kernel.ids import uuid7s
from niangjia.quotas.actions.asking import Answer, Claim
from niangjia.quotas.actions.behind_locks import Held, hold_and_look, stock_of, wishes_behind
from niangjia.quotas.actions.giving import Won, hand_over, new_bookings, settle
from niangjia.quotas.models import Pool
from niangjia.quotas.rules.allotting import Allotted, Stock, Wish, allot_each
from niangjia.quotas.rules.names import DRAWN, OK, RUSH

MOST = 100  # claims in one batch: larger ones are slower (measured)


def book_many(*, by: Actor, pool_id: UUID, claims: Sequence[Claim], later: bool = False) -> list[Answer]:
    """``book_batch`` of one pool."""
    return book_batch(by=by, asked=[(pool_id, claim) for claim in claims], later=later)


def book_batch(*, by: Actor, asked: Sequence[tuple[UUID, Claim]], later: bool = False) -> list[Answer]:
    """Give places of these pools to those who ask, in their order; one answer a claim. All or nothing but for the refused.

    A claim repeated with its key gets the answer it got. At most ``MOST`` claims, and nobody asks two pools at once: what she gets of one
    may decide about the other. ``later``: hot pools; what need not stand before the answer (the numbers of the tree, kept verdicts,
    messages) is owed, and ``settle_owed`` follows within seconds.

    :raises NotFound: no such pool.
    """
    assert len(asked) <= MOST
    assert len({claim.person_id for _, claim in asked}) == len({(pool_id, claim.person_id) for pool_id, claim in asked})
    with remembering(), act("quotas.book_many", by=by, about=("pool", asked[0][0])) as deed:
        held, known = hold_and_look(asked)
        stocks = {pool_id: stock_for_booking(each) for pool_id, each in held.items()}
        wishes = wishes_behind(held, asked, known, stocks)
        allotted = allot_each([pool_id for pool_id, _ in asked], wishes, stocks)
        won = _won([held[pool_id].pool for pool_id, _ in asked], asked, wishes, allotted)
        if new := list(won.values()):
            if later:
                deed.last_words()
            with nullcontext() if later else sent_together():
                new_bookings(new, held[asked[0][0]].stamp)
                hand_over(new, deed, later=later)
            if not later:
                settle(new, deed)
        deed.note(asked=len(asked), given=len(new), pools=len(held))
    return [_answer(place, wishes, allotted, won) for place in range(len(asked))]


def stock_for_booking(held: Held) -> Stock:
    """Where everybody's turn is settled first, nobody books before that; and nobody books past those who wait."""
    pool = held.pool
    stock = stock_of(pool, clock.now(), held.reserved)
    stock = replace(stock, left=max(stock.left - held.waited, 0))
    settled_first = pool.mode in DRAWN or (pool.mode == RUSH and pool.drawn_at is None)
    return replace(stock, is_open=False) if settled_first else stock


def _won(
    pools: Sequence[Pool],
    asked: Sequence[tuple[UUID, Claim]],
    wishes: Sequence[Wish],
    allotted: Sequence[Allotted],
) -> dict[int, Won]:
    """The new bookings, by place."""
    new = [n for n, a in enumerate(allotted) if a.code == OK and a.first is None and not wishes[n].had]
    won = {}
    for place, booking_id in zip(new, uuid7s(len(new)), strict=True):
        pool, answer = pools[place], allotted[place]
        pool.handed += 1
        won[place] = Won(pool, asked[place][1], booking_id, pool.handed, answer.share, answer.kept)
    return won


def _answer(place: int, wishes: Sequence[Wish], allotted: Sequence[Allotted], won: dict[int, Won]) -> Answer:
    answer = allotted[place]
    if answer.code != OK:
        return Answer(answer.code)
    if answer.first is not None:
        return _answer(answer.first, wishes, allotted, won)
    if given := won.get(place):
        return Answer(OK, given.id, given.number)
    had = wishes[place].had
    return Answer(OK, had[1] if had else None)
