"""Facts and verdicts of a set of subjects, brought up to date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import islice
from uuid import UUID

from django.db import connection, transaction

from niangjia.base import clock
from niangjia.catalogue.actions.count_verdicts import count_verdicts
from niangjia.catalogue.models import LookedAt
from niangjia.catalogue.registry.definitions import compiled_services
from niangjia.catalogue.rules.judged import judged
from niangjia.catalogue.rules.statements import SUBJECTS, verdicts_table

CHUNK = 100_000  # a part costs a look through the whole table of facts, whatever its size
ONE = 4  # up to here row by row; for six it is as dear as for a few, for more dearer
FEW = 1_000  # up to here a plan that was made once is better than one made for these ids (docs/engines/verdicts.md)
# Everybody there is, by subject: the views that the owners export.
EVERYBODY = {
    "person": "select id from people_v_person",
    "union": "select id from unions_v_union",
    "enterprise": "select id from unions_v_enterprise",
}


def refresh(subject: str, ids: Sequence[UUID], today: date | None = None) -> None:
    """Facts from their sources, then verdicts; writes only what differs. Runs in the caller's transaction."""
    for part in _parts(ids):
        _call("facts_refresh", "verdicts_refresh", subject=subject, ids=part, day=today or clock.today())


@contextmanager
def as_of(subject: str, subject_id: UUID, day: date) -> Iterator[None]:
    """Within, one subject's facts are what they were on ``day``; afterwards they are as before.

    For a case that outlived its period: what it asks has to be asked of the period's last day. Computed anew and rolled back.
    """
    if day == clock.today():
        yield
        return
    with transaction.atomic():
        mark = transaction.savepoint()
        refresh(subject, [subject_id], day)
        try:
            yield
        finally:
            transaction.savepoint_rollback(mark)


def everybody(subject: str, size: int = CHUNK) -> Iterator[list[UUID]]:
    """All subjects of a kind, in parts."""
    with connection.cursor() as cursor:
        cursor.execute(EVERYBODY[subject] + " order by id")
        ids = [row[0] for row in cursor.fetchall()]
    yield from _parts(ids, size)


def refresh_everybody(*, facts: bool = True) -> int:
    """Every subject of every kind, in parts that commit by themselves when no transaction is open. Returns how many.

    Verdicts are computed for all in one statement that only reads and may use several processors; whose kept verdict differs is
    then refreshed under the locks of the ordinary way. ``facts`` False: only definitions have changed.
    """
    count, day = 0, clock.today()
    for subject in SUBJECTS:
        for part in everybody(subject):
            count += len(part)
            if facts:
                _call("facts_refresh", subject=subject, ids=part, day=day)
        for part in _parts(stale(subject, day)):
            refresh(subject, part, day)
        if facts:
            LookedAt.objects.update_or_create(subject=subject, defaults={"day": day})
    count_verdicts()
    return count


def stale(subject: str, day: date) -> list[UUID]:
    """Whose kept verdict is not what the facts say; reads only."""
    criteria = {bit: [c.plan for c in found.criteria] for bit, found in compiled_services(subject).items()}
    table, key = verdicts_table(subject), f"{subject}_id"
    with connection.cursor() as cursor:
        cursor.execute(
            f"select y.id from ({judged(subject, criteria, day=day)}) y left join {table} k on k.{key} = y.id"
            f" where k.{key} is null or row(k.entitled, k.unknown) is distinct from row(y.entitled, y.unknown) order by y.id"
        )
        return [row[0] for row in cursor.fetchall()]


def _parts(ids: Iterable[UUID], size: int = CHUNK) -> Iterator[list[UUID]]:
    left = iter(ids)
    while part := list(islice(left, size)):
        yield part


def _call(*functions: str, subject: str, ids: list[UUID], day: date) -> None:
    """One statement for both: for one person a journey to the database costs as much as the work there."""
    twin = "_many" if len(ids) > FEW else "_one" if len(ids) <= ONE else ""
    calls = ", ".join(f"catalogue_{function}_{subject}{twin}(ids, day)" for function in functions)
    with connection.cursor() as cursor:
        cursor.execute(f"select {calls} from (select %s::uuid[] as ids, %s::date as day) p", [ids, day])
