"""Pools of which nothing is left, for who refuses many at once without asking for each."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from niangjia.base import clock
from niangjia.base.together import uuids
from niangjia.quotas.rules.names import LIVE


def sold_out(pool_ids: Collection[UUID]) -> dict[UUID, int]:
    """Those of these open pools that have no place left and none come back, each with a stamp that changes with every booking of it."""
    with connection.cursor() as cursor:
        cursor.execute(_SOLD_OUT, {"pools": uuids(pool_ids), "now": clock.now()})
        return dict(cursor.fetchall())


def holders(pool_id: UUID) -> dict[bytes, bytes]:
    """Who has something of this pool for herself, a place or a wish, with the key she asked with; both as 16 bytes."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLDERS, {"pool": pool_id, "live": sorted(LIVE)})
        told = bytes(cursor.fetchone()[0])
    return {told[at : at + 16]: told[at + 16 : at + 32] for at in range(0, len(told), 32)}


_SOLD_OUT = """
select p.id, p.xmin::text::bigint from quotas_pool p
where p.id = any(%(pools)s::uuid[]) and p."left" <= 0 and p.cancelled_at is null and p.opens_at <= %(now)s and p.closes_at > %(now)s
  and not exists (select from quotas_freed f where f.pool_id = p.id)
"""
_HOLDERS = """
select coalesce(string_agg(uuid_send(person_id) || uuid_send(key), ''), '') from quotas_booking
where pool_id = %(pool)s and state = any(%(live)s) and party = ''
"""
