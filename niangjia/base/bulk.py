"""Rows enter by COPY: many at once, in PostgreSQL's text format, made here or in another process.

Constraints, keys and indexes judge them as they judge any row.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

_SPECIAL = re.compile(r"[\\\t\n\r]")
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
Row = Sequence[Any]


def lines_of(rows: Iterable[Row]) -> bytes:
    """Rows as COPY reads them. Cells are None, texts, numbers, dates, moments, UUIDs, bytes, or JSON (a dict, a list)."""
    return "".join("\t".join(_WRITERS[type(cell)](cell) for cell in row) + "\n" for row in rows).encode()


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Add rows to a table of the calling package."""
    copy_lines(table, columns, lines_of(rows))


def copy_lines(table: str, columns: Sequence[str], lines: bytes) -> None:
    """Add what ``lines_of`` wrote, perhaps elsewhere."""
    if not lines:
        return
    statement = f"copy {table} ({', '.join(columns)}) from stdin"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(lines)


def look_over(*tables: str) -> None:
    """Let the planner count these tables now: what was filled a moment ago it takes for empty. Servers before 17 wait for autovacuum."""
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('server_version_num')::int >= 170000")
        if cursor.fetchone() == (True,):
            cursor.execute(f"analyze {', '.join(tables)}")


def tidy_up() -> None:
    """Mark all rows as seen by everybody, and count them; as the owner of the tables, outside a transaction.

    Else the first who reads a page that was filled in bulk marks it, and writes it whole into the log for that.
    """
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")


def _text(value: str) -> str:
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], value) if _SPECIAL.search(value) else value


def _json(value: Any) -> str:
    return _text(json.dumps(value, ensure_ascii=False, default=str))


_WRITERS: dict[type, Callable[[Any], str]] = {
    type(None): lambda _: "\\N",
    str: _text,
    bool: lambda value: "t" if value else "f",
    int: str,
    UUID: str,
    date: date.isoformat,
    datetime: datetime.isoformat,
    bytes: lambda value: "\\\\x" + value.hex(),
    dict: _json,
    list: _json,
}
