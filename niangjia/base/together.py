"""Statements that go to the database one behind the other: for a write of several statements the way there and back counts once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from django.db import connection


@contextmanager
def sent_together() -> Iterator[None]:
    """Statements inside are sent without waiting for each other's answers, which may be read when the block is left.

    What the database refuses is raised at the end of the block, as Django's errors; the transaction is then over as after any refusal.
    """
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


def uuids(ids: Iterable[UUID]) -> str:
    """An array of PostgreSQL as a text, for ``%s::uuid[]``: of a list, every value would be looked at for what needs quoting."""
    return "{" + ",".join([each.hex for each in ids]) + "}"


def array(values: Iterable[object]) -> str:
    """As ``uuids``, of texts, numbers, bytes, moments and None, for a parameter that says its type: ``%s::text[]``."""
    return "{" + ",".join(map(_element, values)) + "}"


def unless_usual(values: Sequence[object], usual: object) -> str | None:
    """``array``, or None where all are as usual: for a column that the statement then fills itself (``coalesce(c.seats, 1)``)."""
    return None if values.count(usual) == len(values) else array(values)


def _element(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, int):
        return str(value)
    text = "\\x" + value.hex() if isinstance(value, bytes) else str(value)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
