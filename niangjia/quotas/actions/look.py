"""Looking without a lock: who would be refused is refused, exactly as the records stand at that moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db.models import Sum

from niangjia.base import clock
from niangjia.base.memo import remembering
from niangjia.kernel.errors import NotFound
from niangjia.quotas.actions.asking import Answer, Claim
from niangjia.quotas.actions.behind_locks import Held, seats_waited_for, standing, wishes_from
from niangjia.quotas.actions.book import stock_for_booking
from niangjia.quotas.models import Freed, Pool
from niangjia.quotas.rules.allotting import Stock, Wish, allot
from niangjia.quotas.rules.names import OK

NOBODY = UUID(int=0)


def look_many(*, asked: Sequence[tuple[UUID, Claim]]) -> list[Answer | None]:
    """The answers of ``book_batch`` as far as they need no writing: refusals, and places had already; None: she would get one, book it.

    What it reads was true after the claims came, so a refusal is as right as one from behind the lock; it holds up nobody who books.
    Of whom the verdict is not settled yet, nothing is said that follows from it.

    :raises NotFound: no such pool.
    """
    with remembering():
        pools = Pool.objects.in_bulk({pool_id for pool_id, _ in asked})
        if len(pools) < len({pool_id for pool_id, _ in asked}):
            raise NotFound
        held = {pool.id: Held(pool, seats_waited_for(pool.id)) for pool in _with_freed(pools)}
        stocks = {pool_id: stock_for_booking(each) for pool_id, each in held.items()}
        known = standing(asked)
        wishes = wishes_from(held, asked, known)
    return [
        _seen(wish, stocks[pool_id], owed=each.owed)
        for (pool_id, _), each, wish in zip(asked, known, wishes, strict=True)
    ]


def warm_up() -> None:
    """What the first who asks in this process would wait for (definitions, statements' plans), as if nobody asked for a place that is open."""
    now = clock.now()
    open_now = Pool.objects.filter(cancelled_at=None, opens_at__lte=now, closes_at__gt=now).values_list("id", flat=True)
    if pool_id := open_now.first():
        look_many(asked=[(pool_id, Claim(NOBODY, NOBODY))])


def _with_freed(pools: Mapping[UUID, Pool]) -> Iterable[Pool]:
    """Whose turn it is in a share is settled behind the lock; here only what is left counts."""
    back = Freed.objects.filter(pool_id__in=pools).values_list("pool_id").annotate(seats=Sum("seats"))
    for pool_id, seats in back:
        pools[pool_id].left += seats
    return pools.values()


def _seen(wish: Wish, stock: Stock, *, owed: bool) -> Answer | None:
    [answer] = allot([wish._replace(entitled=True) if owed else wish], stock)
    if answer.code != OK:
        return Answer(answer.code)
    return Answer(OK, wish.had[1]) if wish.had else None
