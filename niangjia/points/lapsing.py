"""What of the balances of many expires on a day: ``rules.lapse`` in one statement."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import connection


def lapsing(person_ids: Collection[UUID], day: date) -> dict[UUID, int]:
    """How many points of these people can be used up to and on ``day`` and no longer; who loses none is left out.

    It is what the balance exceeds all that expires later; only asked of whom something that expires then is still open.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LAPSING, {"people": list(person_ids), "day": day})
        return dict(cursor.fetchall())


_LAPSING = """
with given as (
    select person_id, sum(points - taken) filter (where expires_on > %(day)s) as later
    from points_earning where person_id = any(%(people)s::uuid[]) and closed_at is null and expires_on >= %(day)s
    group by person_id having bool_or(expires_on = %(day)s)
)
select g.person_id, (p.balance - coalesce(g.later, 0))::bigint
from given g join ledger_v_points p on p.person_id = g.person_id
where p.balance > coalesce(g.later, 0)
"""
