"""Looking without a lock: who would be refused is refused, exactly as the records stand at that moment."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Sum
from django.db.models.functions import Coalesce

from niangjia.base.memo import remembering
from niangjia.kernel.errors import NotFound
from niangjia.quotas.actions.asking import Answer, Claim
from niangjia.quotas.actions.behind_locks import Held, seats_waited_for, wishes_of
from niangjia.quotas.actions.book import stock_for_booking
from niangjia.quotas.models import Freed, Pool
from niangjia.quotas.rules.allotting import allot
from niangjia.quotas.rules.names import CASE, OK


def look_many(*, pool_id: UUID, claims: Sequence[Claim]) -> list[Answer | None]:
    """The answers of ``book_many`` as far as they need no writing: refusals, and places had already; None: she would get one, book it.

    What it reads was true after the claims came, so a refusal is as right as one from behind the lock; it holds up nobody who books.

    :raises NotFound: no such pool.
    """
    with remembering():
        pool = Pool.objects.filter(id=pool_id).first()
        if pool is None:
            raise NotFound
        freed = Freed.objects.filter(pool_id=pool_id).aggregate(seats=Coalesce(Sum("seats"), 0))["seats"]
        pool.left += freed
        # Whose turn it is in a share is settled behind the lock.
        stock = stock_for_booking(Held(pool, seats_waited_for(pool_id), {}))
        wishes = wishes_of(pool, claims, stock, judged=pool.mode == CASE)
    answers = [allot([wish], stock)[0] for wish in wishes]
    return [
        Answer(OK, wish.had[1])
        if wish.had and answer.code == OK
        else None
        if answer.code == OK
        else Answer(answer.code)
        for wish, answer in zip(wishes, answers, strict=True)
    ]
