"""What an order that is served says of those in it: many bookings rewritten in one statement."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from niangjia.base.together import array, uuids
from niangjia.quotas.models import Booking


def rewrite(rows: Sequence[Booking]) -> None:
    """Write what became of these: state and why, until when it is kept, the place and what it was paid with."""
    with connection.cursor() as cursor:
        cursor.execute(
            _REWRITE,
            {
                "people": uuids(row.person_id for row in rows), "ids": uuids(row.id for row in rows),
                "states": array(row.state for row in rows), "whys": array(row.why for row in rows),
                "ended": array(row.ended_at for row in rows), "until": array(row.until for row in rows),
                "shares": array(row.share for row in rows), "share_seats": array(row.share_seats for row in rows),
                "numbers": array(row.number for row in rows), "booked": array(row.booked_at for row in rows),
                "points": array(row.points for row in rows),
            },
        )  # fmt: skip


_REWRITE = """
update quotas_booking b
set state = t.state, why = t.why, ended_at = t.ended, until = t.until, share = t.share, share_seats = t.share_seats, number = t.number,
    booked_at = t.booked, points = t.points
from unnest(%(people)s::uuid[], %(ids)s::uuid[], %(states)s::text[], %(whys)s::text[], %(ended)s::timestamptz[], %(until)s::timestamptz[],
            %(shares)s::text[], %(share_seats)s::int[], %(numbers)s::int[], %(booked)s::timestamptz[], %(points)s::int[])
     t(person, id, state, why, ended, until, share, share_seats, number, booked, points)
where b.person_id = t.person and b.id = t.id
"""
