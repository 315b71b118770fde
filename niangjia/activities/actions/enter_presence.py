"""She was there: volunteers' hours, attendance of a series."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from niangjia.activities.models import Session
from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.catalogue import api as catalogue
from niangjia.kernel.ids import uuid7
from niangjia.quotas import api as quotas


def enter_presence(*, by: Actor, pool_id: UUID, booking_ids: Sequence[UUID]) -> int:
    """What follows when these bookings were used: hours where the service keeps them, attendance where the pool is of a series.

    Set-wise; twice is once. Returns how many entries are new. A shift without hours of the clock gives none: how long it was is not known.
    """
    with act("activities.enter_presence", by=by, about=("pool", pool_id)) as deed:
        pool = quotas.pool(pool_id=pool_id)
        hours = _hours(pool, booking_ids) if _keeps_hours(pool.service) and pool.starts_at else 0
        session = _session_now(pool)
        there = _attendance(session, pool_id, booking_ids) if session else 0
        deed.note(hours=hours, attendance=there)
    return hours + there


def _keeps_hours(service: str) -> bool:
    definition = catalogue.definition(service)
    return bool(definition and definition.outcome.register_ and definition.outcome.register_.kind == "hours")


def _session_now(pool: quotas.PoolView) -> Session | None:
    """The pool's one session; where one place is for all of them, that of today."""
    found = list(Session.objects.filter(pool_id=pool.id).order_by("nr"))
    if len(found) == 1:
        return found[0]
    return next((one for one in found if clock.local_date(one.starts_at) == clock.today()), None)


def _hours(pool: quotas.PoolView, booking_ids: Sequence[UUID]) -> int:
    if pool.starts_at is None or pool.ends_at is None:
        return 0
    told: dict[str, Any] = {
        "pool": pool.id, "bookings": list(booking_ids), "ids": [uuid7() for _ in booking_ids], "path": pool.path, "title": pool.title,
        "day": clock.local_date(pool.starts_at), "minutes": min(int((pool.ends_at - pool.starts_at).total_seconds()) // 60, 24 * 60),
        "now": clock.now(),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_ENTER_HOURS, told)
        return cursor.rowcount


def _attendance(session: Session, pool_id: UUID, booking_ids: Sequence[UUID]) -> int:
    told: dict[str, Any] = {
        "series": session.series_id,
        "nr": session.nr,
        "pool": pool_id,
        "bookings": list(booking_ids),
        "now": clock.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_ENTER_ATTENDANCE, told)
        return cursor.rowcount


_ENTER_HOURS = """
insert into activities_hours (person_id, id, booking_id, pool_id, union_id, title, day, minutes, entered_at, reason)
select b.person_id, n.id, b.id, b.pool_id, u.id, %(title)s, %(day)s, %(minutes)s, %(now)s, ''
from unnest(%(bookings)s::uuid[], %(ids)s::uuid[]) n(booking, id)
join quotas_v_booking b on b.id = n.booking and b.pool_id = %(pool)s and b.state = 'used'
join unions_v_union u on u.path = %(path)s
on conflict do nothing
"""
_ENTER_ATTENDANCE = """
insert into activities_attendance (person_id, series_id, nr, entered_at)
select distinct b.person_id, %(series)s, %(nr)s, %(now)s
from quotas_v_booking b where b.id = any(%(bookings)s) and b.pool_id = %(pool)s and b.state = 'used'
on conflict do nothing
"""
