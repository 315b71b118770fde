"""What the benches share: a statement run, a piece of work timed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.db import connection


def timed(work: Callable[[], object]) -> float:
    """Seconds."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def run(sql: str, values: dict[str, Any] | None = None) -> list[Any]:
    """The rows, if it gives any."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []
