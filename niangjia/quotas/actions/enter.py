"""Asking beforehand: into the waiting room of a rush, into a draw, onto the list of those who wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db import connection

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.kernel.errors import NotFound
from niangjia.kernel.ids import uuid7
from niangjia.quotas.actions.asking import Answer, Claim
from niangjia.quotas.actions.behind_locks import lock_people, locked_pool, stock_of, wishes_of
from niangjia.quotas.actions.giving import Won, new_bookings
from niangjia.quotas.errors import NothingToWaitFor
from niangjia.quotas.models import Pool
from niangjia.quotas.rules.allotting import Allotted, Stock, Wish, allot
from niangjia.quotas.rules.names import DRAWN, ENTERED, LOTTERY, MERIT, OK, RUSH, WAITING

WIDE = 2**31 - 1  # entering takes no place: as many as want to


def enter_many(*, by: Actor, pool_id: UUID, claims: Sequence[Claim], wait: bool = False) -> list[Answer]:
    """Put these on the list of a pool whose order is settled later; with ``wait``, of those who wait for a place to come back.

    No place is taken, no point paid; the pool's row is only shared, so that many may enter at once.

    :raises NotFound: no such pool. NothingToWaitFor: there are places.
    """
    with act("quotas.enter", by=by, about=("pool", pool_id)) as deed:
        pool = _pool(pool_id, wait=wait)
        lock_people(sorted({claim.person_id for claim in claims}), points=False)
        stock = _open_to_enter(pool, wait=wait)
        wishes = wishes_of([(pool, claim) for claim in claims], {pool_id: replace(stock, reserved={})})
        answers = allot(wishes, stock)
        ids = {n: uuid7() for n, a in enumerate(answers) if a.code == OK and a.first is None and not wishes[n].had}
        state = WAITING if wait else ENTERED
        new_bookings([Won(pool, claims[n], new, 0, state=state) for n, new in ids.items()])
        for n, new in ids.items():
            deed.also(
                f"quotas.{state}",
                about=("booking", new),
                owner=claims[n].person_id,
                pool=str(pool_id),
                seats=claims[n].seats,
            )
        deed.note(asked=len(claims), entered=len(ids))
    return [_answer(n, answers, wishes, ids) for n in range(len(claims))]


def _pool(pool_id: UUID, *, wait: bool) -> Pool:
    """For waiting the row is locked, so that a place that comes back meanwhile is seen; for entering nobody waits for anybody."""
    if wait:
        pool = locked_pool(pool_id)
        if pool.left >= 1 and pool.drawn_at is None and pool.mode not in {LOTTERY, MERIT}:
            raise NothingToWaitFor
        return pool
    with connection.cursor() as cursor:
        cursor.execute(
            "select 1 from quotas_pool where id = %s for share", [pool_id]
        )  # whoever freezes the list waits for us
    found = Pool.objects.filter(id=pool_id).first()
    if found is None:
        raise NotFound
    return found


def _open_to_enter(pool: Pool, *, wait: bool) -> Stock:
    """A waiting room is open before the rush; a draw from opening to closing; a list of those who wait until it closes."""
    now, stock = clock.now(), stock_of(pool, clock.now())
    if wait:
        settled = pool.mode not in DRAWN or pool.drawn_at is not None  # before a draw everybody enters it
        is_open = settled and not pool.cancelled_at and now < (pool.starts_at or pool.closes_at)
    elif pool.mode == RUSH:
        is_open = not pool.cancelled_at and pool.drawn_at is None and now < pool.closes_at
    else:
        is_open = stock.is_open and pool.drawn_at is None
    return Stock(WIDE, is_open, stock.points, stock.most_seats)


def _answer(n: int, answers: Sequence[Allotted], wishes: Sequence[Wish], ids: dict[int, UUID]) -> Answer:
    answer, wish = answers[n], wishes[n]
    if answer.code != OK:
        return Answer(answer.code)
    if answer.first is not None:
        return _answer(answer.first, answers, wishes, ids)
    return Answer(OK, ids.get(n) or (wish.had[1] if wish.had else None))
