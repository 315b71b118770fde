"""Facts and verdicts of a set of subjects, brought up to date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import islice
from uuid import UUID

from django.db import connection, transaction

from niangjia.base import clock
from niangjia.catalogue.rules.statements import SUBJECTS

CHUNK = 100_000  # a part costs a look through the whole table of facts, whatever its size
FEW = 50  # up to here a plan that was made once is better than one made for these ids
# Everybody there is, by subject: the views that the owners export.
EVERYBODY = {
    "person": "select id from people_v_person",
    "union": "select id from unions_v_union",
    "enterprise": "select id from unions_v_enterprise",
}


def refresh(subject: str, ids: Sequence[UUID], today: date | None = None) -> None:
    """Facts from their sources, then verdicts; writes only what differs. Runs in the caller's transaction."""
    day = today or clock.today()
    with connection.cursor() as cursor:
        for start in range(0, len(ids), CHUNK):
            part = list(ids[start : start + CHUNK])
            name = f"{subject}_many" if len(part) > FEW else subject
            cursor.execute(
                f"select catalogue_facts_refresh_{name}(ids, day), catalogue_verdicts_refresh_{name}(ids, day)"
                " from (select %s::uuid[] as ids, %s::date as day) p",
                [part, day],
            )


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
        ids = iter([row[0] for row in cursor.fetchall()])
    while part := list(islice(ids, size)):
        yield part


def refresh_everybody() -> int:
    """Every subject of every kind, in parts that commit by themselves when no transaction is open. Returns how many."""
    count = 0
    for subject in SUBJECTS:
        for part in everybody(subject):
            refresh(subject, part)
            count += len(part)
    return count
