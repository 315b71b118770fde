"""Transaction-level locks by name. The protocol: lock once, late, before the check; freeing needs no lock."""

from __future__ import annotations

from django.db import connection


def advisory(name: str) -> None:
    """Wait for the lock ``name`` and hold it to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
