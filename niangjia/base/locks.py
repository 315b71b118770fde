"""Transaction-level locks by name. The protocol: lock once, late, before the check; freeing needs no lock."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection


def advisory(name: str, *, shared: bool = False) -> None:
    """Wait for the lock ``name`` and hold it to the end of the transaction; ``shared`` with all who also only share it."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"select pg_advisory_xact_lock{'_shared' if shared else ''}(hashtextextended(%s, 0))",
            [name],
        )


def advisory_each(names: Iterable[str]) -> None:
    """Wait for all these locks, always in the same order, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended(name, 0)) from unnest(%s::text[]) as name",
            [sorted(set(names))],
        )


def advisory_or_not(name: str) -> bool:
    """Take the lock if nobody holds it; whether it was taken."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        taken: bool = cursor.fetchone()[0]
    return taken
