"""The history that ``helped()`` asks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from niangjia.base import clock
from niangjia.base.together import uuids

GIVEN = """
    insert into catalogue_helped as h (subject_id, service, period, times, fen)
    select * from unnest(%s::uuid[], %s::text[], %s::text[], %s::int[], %s::bigint[])
    on conflict (subject_id, service, period) do update set times = h.times + excluded.times, fen = h.fen + excluded.fen
"""
# An insert of negative numbers would be refused for its own row, before the conflict is seen.
TAKEN_BACK = """
    update catalogue_helped as h set times = h.times + g.times, fen = h.fen + g.fen
    from unnest(%s::uuid[], %s::text[], %s::text[], %s::int[], %s::bigint[]) as g(subject_id, service, period, times, fen)
    where h.subject_id = g.subject_id and h.service = g.service and h.period = g.period
"""
# What stood before is the new row less what was added: computed from the locked row, not from what the statement saw at first.
LEFT = """
    with now as ({change} returning h.*)
    insert into catalogue_past_helped (subject_id, service, period, until, times, fen)
    select subject_id, service, period, %s, now.times - g.times, now.fen - g.fen
    from now join unnest(%s::uuid[], %s::text[], %s::text[], %s::int[], %s::bigint[]) as g(subject_id, service, period, times, fen)
    using (subject_id, service, period)
    on conflict do nothing
"""

ALIKE = """
    insert into catalogue_helped as h (subject_id, service, period, times, fen)
    select s, r.service, p, count(*), sum(r.fen)
    from jsonb_to_recordset(%s::jsonb) as r(service text, periods text[], subject_ids text, fen bigint)
    cross join unnest(r.subject_ids::uuid[]) as s cross join unnest(r.periods) as p
    group by s, r.service, p order by s, p
    on conflict (subject_id, service, period) do update set times = h.times + excluded.times, fen = h.fen + excluded.fen
"""


class HelpedAlike(NamedTuple):
    """Once, with the same money (fen), in the same periods."""

    service: str
    periods: Sequence[str]
    subject_ids: Sequence[UUID]
    fen: int = 0


def record_help_alike(*, helped: Iterable[HelpedAlike]) -> None:
    """``record_help`` of help that was the same to all of a round, in one statement.

    For a city's past, of which nothing is known but that it was: no earlier count is kept beside it, so any day sees this one.
    """
    rounds = [each._asdict() | {"subject_ids": uuids(each.subject_ids)} for each in helped]
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, [json.dumps(rounds)])


def record_help(*, helped: Sequence[tuple[UUID, str, str, int, int]]) -> None:
    """Count help in periods ("2026", "2026-2027", "ever"), in each that may be asked for: (subject, service, period, times, fen).

    Each period of a subject once in the list. Negative numbers take back. Belongs inside the caller's act, which touches the subjects.
    """
    less = [row for row in helped if row[3] < 0 or row[4] < 0]
    more = [row for row in helped if row[3] >= 0 and row[4] >= 0]
    for change, rows in ((TAKEN_BACK, less), (GIVEN, more)):
        if rows:
            _count(change, rows)


def _count(change: str, helped: Sequence[tuple[UUID, str, str, int, int]]) -> None:
    columns = [[row[column] for row in helped] for column in range(5)]
    with connection.cursor() as cursor:
        cursor.execute(LEFT.format(change=change), [*columns, clock.today(), *columns])
