"""What a page has to know of the catalogue before it says anything: whether it has changed, whom it does not believe, whether what is kept is of today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from niangjia.base import clock
from niangjia.base.memo import written_by

GLANCE = """
    select 'stamp', stamp::text, null::timestamptz, '' from catalogue_v_stamp
    union all select source, state, since, reason from catalogue_source_health where state <> 'ok'
    union all select subject, 'looked at', null, '' from catalogue_looked_at where day >= %s
"""


@dataclass(frozen=True, slots=True)
class Glance:
    """``doubted``: (source, state, since, reason); ``current``: the kinds of subjects of which everything kept is of the day."""

    stamp: int
    doubted: tuple[tuple[str, str, datetime, str], ...]
    current: frozenset[str]


def read(day: date) -> Glance:
    """All of it, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(GLANCE, [day])
        (_, stamp, _, _), *rows = cursor.fetchall()
    doubted = tuple(row for row in rows if row[2])
    return Glance(int(stamp), doubted, frozenset(row[0] for row in rows if row[2] is None))


@written_by("catalogue")
def _at(day: date) -> Glance:
    return read(day)


def glance() -> Glance:
    return _at(clock.today())


def stamp() -> int:
    """Another one after every change of a definition, a parameter or a source's health: whoever keeps what follows from them keeps it by this."""
    return glance().stamp
