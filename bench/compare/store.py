"""PostgreSQL on both ends: the facts out by COPY into a file, the verdicts back by binary COPY, the key on top."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import psycopg
from plans import WORD, Asked

CHECKSUM = """
select count(*), sum(hashtextextended(concat_ws(' ', person_id, rtrim(entitled::text, '0'), rtrim(unknown::text, '0')), 0)) from {table}
"""
SIGNATURE = b"PGCOPY\n\xff\r\n\0" + bytes(8)
END = b"\xff\xff"


def connect(asked: Asked) -> psycopg.Connection[Any]:
    """Where the PG* variables say, under the settings that niangjia is measured with."""
    connection = psycopg.connect(autocommit=True)
    for setting in asked.settings:
        connection.execute(f"set {setting}")
    return connection


def facts_out(connection: psycopg.Connection[Any], asked: Asked, path: Path) -> None:
    with path.open("wb") as file, connection.cursor().copy(f"copy ({asked.facts}) to stdout (format csv)") as copy:
        for block in copy:
            file.write(block)


def verdicts_back(
    connection: psycopg.Connection[Any], table: str, ids: bytes, words: list[tuple[np.ndarray, np.ndarray]]
) -> None:
    """``ids``: sixteen bytes a person; ``words``: (entitled, unknown) by word, in the same order."""
    names = [f"{kind}{n}" for n in range(len(words)) for kind in "eu"]
    columns = [column for word in words for column in word]
    connection.execute(f"drop table if exists {table}, came")
    connection.execute(f"create temp table came (id uuid, {', '.join(f'{name} bigint' for name in names)})")
    with connection.cursor().copy(f"copy came (id, {', '.join(names)}) from stdin (format binary)") as copy:
        copy.write(SIGNATURE)
        copy.write(_rows(ids, columns))
        copy.write(END)
    entitled, unknown = (" || ".join(f"{kind}{n}::bit({WORD})" for n in range(len(words))) for kind in "eu")
    connection.execute(
        f"create temp table {table} as select id as person_id, {entitled} as entitled, {unknown} as unknown from came"
    )
    connection.execute(f"alter table {table} add primary key (person_id)")


def _rows(ids: bytes, columns: list[np.ndarray]) -> memoryview:
    """PostgreSQL's binary rows: all of one width, for nothing is null."""
    fields = [("n", ">i2"), ("l", ">i4"), ("id", "V16")]
    fields += [part for n in range(len(columns)) for part in ((f"l{n}", ">i4"), (f"c{n}", ">i8"))]
    rows = np.empty(len(ids) // 16, dtype=np.dtype(fields))
    rows["n"], rows["l"], rows["id"] = 1 + len(columns), 16, np.frombuffer(ids, dtype="V16")
    for n, column in enumerate(columns):
        rows[f"l{n}"], rows[f"c{n}"] = 8, column
    return rows.view(np.uint8).data


def ours(connection: psycopg.Connection[Any], asked: Asked, table: str) -> None:
    """niangjia's statement, stored under a key as the others' verdicts are."""
    connection.execute(f"drop table if exists {table}")
    query = asked.generated.replace("select x.id,", "select x.id as person_id,", 1)
    connection.execute(f"create temp table {table} as {query}")
    connection.execute(f"alter table {table} add primary key (person_id)")


def checksum(connection: psycopg.Connection[Any], table: str) -> tuple[int, int]:
    found = connection.execute(CHECKSUM.format(table=table)).fetchone()
    assert found
    return found[0], found[1]
