"""The waiting room in numbers, for who shows them to many: one look for all who wait."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import F, Q

from niangjia.kernel.errors import NotFound
from niangjia.quotas.models import Booking, Pool
from niangjia.quotas.rules.names import RUSH
from niangjia.quotas.rules.pools import chance, lot_of


@dataclass(frozen=True, slots=True)
class Room:
    """``entered`` wait for the order, ``left`` is what nobody has; ``drawn``: whether the order is settled and all of it served."""

    pool_id: UUID
    capacity: int
    left: int
    entered: int
    waiting: int
    opens_at: datetime
    closes_at: datetime
    drawn: bool
    cancelled: bool

    @property
    def chance(self) -> float:
        """Of one who waits now, as a share of one."""
        return chance(self.left, self.entered)


def rooms(pool_ids: Collection[UUID]) -> dict[UUID, Room]:
    """These pools as they stand, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_ROOMS, [list(pool_ids)])
        return {row[0]: Room(*row) for row in cursor.fetchall()}


def order_of(pool_id: UUID) -> dict[UUID, int]:
    """By person: her place in the drawn order; empty before it is drawn, and never another afterwards."""
    drawn = Booking.objects.filter(pool_id=pool_id, order__isnull=False)
    return {person: order for person, order in drawn.values_list("person_id", "order") if order is not None}


@dataclass(frozen=True, slots=True)
class RushRecord:
    """What everybody may see of a rush. ``seed`` is "" until the order is drawn; ``lots``: (order, booking, lot), the smallest lot first."""

    pool_id: UUID
    title: str
    opens_at: datetime
    capacity: int
    commitment: str
    seed: str
    lots: tuple[tuple[int, UUID, str], ...]


def rush_record(pool_id: UUID) -> RushRecord:
    """
    :raises NotFound: no rush.
    """
    pool = Pool.objects.filter(id=pool_id, mode=RUSH).first()
    if pool is None:
        raise NotFound
    seed = pool.seed if pool.drawn_at else ""
    drawn = Q(pool_id=pool_id, order__isnull=False)
    rows = Booking.objects.filter(drawn).order_by(F("order")).values_list("order", "id") if seed else ()
    lots = tuple((order, booking, lot_of(seed, booking)) for order, booking in rows if order is not None)
    return RushRecord(pool_id, pool.title, pool.opens_at, pool.capacity, pool.commitment, seed, lots)


_ROOMS = """
select p.id, p.capacity, p."left" + coalesce((select sum(seats) from quotas_freed where pool_id = p.id), 0)::int,
       (select count(*) from quotas_booking where pool_id = p.id and state = 'entered')::int,
       (select count(*) from quotas_booking where pool_id = p.id and state = 'waiting')::int,
       p.opens_at, p.closes_at, p.drawn_at is not null or p.mode <> 'rush', p.cancelled_at is not null
from quotas_pool p where p.id = any(%s)
"""
