"""Transaction-level locks by name. The protocol: lock once, late, before the check; freeing needs no lock."""

from __future__ import annotations

from django.db import connection


def advisory(name: str) -> None:
    """Wait for the lock ``name`` and hold it to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def try_advisory(name: str) -> bool:
    """Take the lock if it is free; for jobs of which one at a time is enough."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        row = cursor.fetchone()
    return bool(row and row[0])
