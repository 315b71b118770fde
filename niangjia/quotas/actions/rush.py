"""A rush opens: whoever is in the waiting room is served in drawn order, whoever comes later first come."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.kernel.errors import NotFound
from niangjia.quotas.actions.in_order import give_in_order
from niangjia.quotas.actions.settling import settle_owed
from niangjia.quotas.models import Booking, Pool
from niangjia.quotas.rules.names import ENTERED, RUSH
from niangjia.quotas.rules.pools import drawn_order


def open_rush(*, by: Actor, pool_id: UUID) -> int:
    """Settle the order by the committed seed, then give in that order, a batch a transaction. Returns how many were in the room.

    Broken off anywhere and called again it goes on: the order is drawn once, and each batch leaves the list shorter.

    :raises NotFound: no rush, or not yet its moment.
    """
    count = draw_order(by=by, pool_id=pool_id)
    while give_in_order(by=by, pool_id=pool_id, later=True):
        pass
    with act("quotas.rush_open", by=by, about=("pool", pool_id)):
        Pool.objects.filter(id=pool_id, drawn_at=None).update(drawn_at=clock.now())
    settle_owed(by=by)  # whoever comes later need not wait for it
    return count


def draw_order(*, by: Actor, pool_id: UUID) -> int:
    """Number those in the waiting room by their lots; nobody enters any more. The seed is told with it. Once only."""
    with act("quotas.draw_order", by=by, about=("pool", pool_id)) as deed:
        pool = Pool.objects.select_for_update().filter(id=pool_id, mode=RUSH, cancelled_at=None).first()
        if pool is None or clock.now() < pool.opens_at:
            raise NotFound
        waiting = list(
            Booking.objects.filter(pool_id=pool_id, state=ENTERED, order=None)
            .order_by("id")
            .values_list("id", flat=True)
        )
        order = drawn_order(pool.seed, waiting)
        with connection.cursor() as cursor:
            cursor.execute(
                'update quotas_booking b set "order" = t.nr from unnest(%s::uuid[]) with ordinality t(id, nr)'
                " where b.pool_id = %s and b.id = t.id",
                [order, pool_id],
            )
        deed.note(seed=pool.seed, waiting=len(order))
    return len(order)
