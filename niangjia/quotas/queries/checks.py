"""Is nobody's place counted twice or lost? Counted from the bookings alone, against what the pools say."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection


@dataclass(frozen=True, slots=True)
class Adrift:
    """A pool whose numbers are not what its bookings add up to. ``over``: places given beyond the capacity."""

    pool_id: UUID
    capacity: int
    left: int
    taken: int
    over: int
    double: int


def adrift(pool_id: UUID | None = None) -> list[Adrift]:
    """Pools where ``left`` + places given + places on their way back is not the capacity, or somebody has two. Reads everything."""
    with connection.cursor() as cursor:
        cursor.execute(_ADRIFT, {"pool": pool_id})
        return [Adrift(*row) for row in cursor.fetchall()]


_ADRIFT = """
with taken as (
    select pool_id, sum(seats)::int as seats from quotas_booking where state in ('held', 'booked', 'used', 'missed') group by pool_id
), back as (
    select pool_id, sum(seats)::int as seats from quotas_freed group by pool_id
), double as (
    select pool_id, sum(n - 1)::int as n from (
        select pool_id, count(*) as n from quotas_booking where state in ('held', 'booked', 'used', 'missed')
        group by pool_id, person_id, party having count(*) > 1) d group by pool_id
)
select * from (
    select p.id, p.capacity, p."left", coalesce(t.seats, 0) as taken,
           greatest(coalesce(t.seats, 0) - p.capacity, 0) as over, coalesce(d.n, 0) as double
    from quotas_pool p left join taken t on t.pool_id = p.id left join double d on d.pool_id = p.id
    left join back b on b.pool_id = p.id
    where (%(pool)s::uuid is null or p.id = %(pool)s::uuid)
      and (p."left" + coalesce(t.seats, 0) + coalesce(b.seats, 0) <> p.capacity or d.n is not null)
) found order by id
"""
