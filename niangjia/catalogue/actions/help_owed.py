"""Help given to many at once: owed first (``catalogue_owe_help``), in a row a person, and counted a moment later, for a thousand together.

What may be given once is held by the giver's own constraints; ``helped()`` of one person reads what is owed too. So only what is kept of
verdicts, and what is counted from it, is seconds behind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from uuid import UUID

from django.db import connection, transaction

from niangjia.base.together import uuids
from niangjia.catalogue.actions.record_help import record_help
from niangjia.catalogue.actions.refresh import refresh

AT_ONCE = 1_000


def settle_help(*, person_ids: Collection[UUID] | None = None) -> int:
    """Count what is owed to these people (default: to the next thousand), and let their verdicts follow. Returns how many records.

    Locks the people's verdicts first, in the order of their keys, as whoever books does: nobody waits in a circle.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if person_ids is None:
            cursor.execute(_NEXT, [AT_ONCE])
        else:
            cursor.execute(_OF_THESE, [uuids(person_ids)])
        people = [row[0] for row in cursor.fetchall()]
        if not people:
            return 0
        cursor.execute(_LOCK, [people])
        cursor.execute(_TAKE, [people])
        owed = cursor.fetchall()
        counted = Counter((person, service, period) for person, service, periods in owed for period in periods)
        record_help(helped=[(*key, times, 0) for key, times in sorted(counted.items())])
        refresh("person", people)
    return len(owed)


_NEXT = "select distinct person_id from catalogue_help_owed order by person_id limit %s"
_OF_THESE = "select distinct person_id from catalogue_help_owed where person_id = any(%s::uuid[]) order by person_id"
_LOCK = "select from catalogue_verdict_person where person_id = any(%s) order by person_id for update"
_TAKE = "delete from catalogue_help_owed where person_id = any(%s) returning person_id, service, periods"
