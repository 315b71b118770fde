"""She was there: from now on she and the others of the meeting may see each other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.catalogue import api as catalogue
from niangjia.kernel.ids import uuid7
from niangjia.pairs.definitions import is_meeting, window_days
from niangjia.pairs.events import GuestsEntered
from niangjia.pairs.rules.asking import last_day
from niangjia.quotas import api as quotas


def enter_guests(*, by: Actor, pool_id: UUID, booking_ids: Sequence[UUID]) -> int:
    """What follows when these bookings of a meeting were used; of other places nothing does. Set-wise; twice is once. Returns how many are new."""
    pool = quotas.pool(pool_id=pool_id)
    if not is_meeting(catalogue.definition(pool.service)):
        return 0
    with act("pairs.enter_guests", by=by, about=("meeting", pool_id)) as deed:
        over = clock.local_date(pool.ends_at or clock.now())
        told: dict[str, Any] = {
            "pool": pool_id, "bookings": list(booking_ids), "ids": [uuid7() for _ in booking_ids], "path": pool.path,
            "title": pool.title, "now": clock.now(),
            "until": clock.start_of(last_day(over, window_days(pool.service)) + timedelta(days=1)),
        }  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(_ENTER, told)
            new = tuple(row[0] for row in cursor.fetchall())
        deed.note(there=len(new))
        if new:
            deed.emit(GuestsEntered(pool_id=pool_id, person_ids=new))
    return len(new)


_ENTER = """
insert into pairs_guest (pool_id, person_id, id, booking_id, service, union_id, title, number, nickname, came_at, until)
select b.pool_id, b.person_id, n.id, b.id, b.service, u.id, %(title)s, coalesce(b.number, 0), '', %(now)s, %(until)s
from unnest(%(bookings)s::uuid[], %(ids)s::uuid[]) n(booking, id)
join quotas_v_booking b on b.id = n.booking and b.pool_id = %(pool)s and b.state = 'used'
join unions_v_union u on u.path = %(path)s
where %(until)s > %(now)s
on conflict do nothing
returning person_id
"""
