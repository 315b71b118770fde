"""What the past costs: the refresh of people whose facts changed, with what they were left behind and without; asking it back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from statistics import median
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from niangjia.base import clock
from niangjia.catalogue import api as catalogue
from niangjia.demo.benches.measuring import timed

SUBJECT = "person"
ONE, MANY = 200, 10_000


def bench_past(*, rounds: int = 3) -> dict[str, Any]:
    """Medians, in turns, rolled back. ``…_us``: microseconds more for each changed fact; ``bytes_row``: with its part of the index.

    ``ask_ms``: all services of one person on a past day, with every reason, as Python gets them.
    """
    ask = catalogue.past_statements(subject=SUBJECT)
    people = _rows("select id from people_v_person order by id limit %(many)s", many=MANY)
    ids = [row[0] for row in people]
    many = _in_turns(ask, [ids] * rounds)
    one = _in_turns(ask, [[each] for each in ids[:ONE]])
    return {
        "people": len(ids),
        "changed_facts": ask.changed * len(ids),
        "many_us": round(1e6 * many / (ask.changed * len(ids)), 2),
        "one_us": round(1e6 * one / ask.changed, 1),
        "bytes_row": _bytes(ask, ids),
        "ask_ms": round(1e3 * _asking(ask, ids[:ONE]), 2),
        "load": round(os.getloadavg()[0], 1),
    }


def _in_turns(ask: catalogue.PastStatements, sets: list[list[UUID]]) -> float:
    """How many seconds more it takes with the past than without: the median of the differences."""
    found = []
    for ids in sets:
        spent = {}
        for past in (True, False):
            with _rolled_back():
                spent[past] = _refreshed(ask, ids, past=past)
        found.append(spent[True] - spent[False])
    return median(found)


def _refreshed(ask: catalogue.PastStatements, ids: list[UUID], *, past: bool) -> float:
    """Seconds of tomorrow's refresh, in which every person's facts change; who is known since that day leaves no past."""
    tomorrow = clock.today() + timedelta(days=1)
    _spoil(ask, ids, clock.today() if past else tomorrow)
    return timed(lambda: catalogue.refresh(SUBJECT, ids, tomorrow))


def _spoil(ask: catalogue.PastStatements, ids: list[UUID], day: date) -> None:
    with connection.cursor() as cursor:
        cursor.execute(ask.known, {"ids": ids, "day": day})
        cursor.execute(ask.spoil, {"ids": ids})


def _asking(ask: catalogue.PastStatements, ids: list[UUID]) -> float:
    with _rolled_back():
        _refreshed(ask, ids, past=True)
        return median(timed(partial(_ask, each)) for each in ids)


def _ask(person_id: UUID) -> None:
    catalogue.verdicts_as_of(subject=SUBJECT, subject_id=person_id, day=clock.today())


def _bytes(ask: catalogue.PastStatements, ids: list[UUID]) -> int:
    with _rolled_back():
        _refreshed(ask, ids, past=True)
        with connection.cursor() as cursor:
            cursor.execute(ask.copied)
        ((rows, size),) = _rows(ask.size)
    return round(size / rows)


def _rows(query: str, **given: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return cursor.fetchall()


@contextmanager
def _rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
