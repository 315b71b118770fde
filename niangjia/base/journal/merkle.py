"""One digest for many rows: the tree of RFC 6962 over SM3, streamed, in memory for one path only.

Leaf = SM3(0x00 · row), node = SM3(0x01 · left · right), no rows = SM3(""). A row is written as netstrings ("3:abc") of its columns
in the order of ``COLUMNS``, so that no two rows are written alike.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import Any

from django.db import connection

from niangjia.base.crypto import sm3

FETCH = 1_000
# Every column of base_journal, as PostgreSQL writes it; the time in microseconds since 1970.
COLUMNS = {
    "txid": "txid::text",
    "stream_id": "stream_id::text",
    "id": "id::text",
    "at": "(extract(epoch from at) * 1000000)::bigint::text",
    "actor_id": "actor_id::text",
    "actor_label": "actor_label",
    "verb": "verb",
    "about_kind": "about_kind",
    "about_id": "about_id::text",
    "reason": "reason",
    "details": "details::text",
}
ROWS = (
    f"select {', '.join(COLUMNS.values())} from base_journal j where j.txid >= %s and j.txid < %s"
    " order by j.txid, j.id, j.stream_id"  # of the columns: an unqualified name would mean the texts
)
LOWEST = -(1 << 63)


class Tree:
    """Takes leaves one by one; keeps one subtree a level."""

    def __init__(self) -> None:
        self.count = 0
        self._subtrees: list[tuple[int, bytes]] = []

    def add(self, row: bytes) -> None:
        size, digest = 1, sm3(b"\x00" + row)
        while self._subtrees and self._subtrees[-1][0] == size:
            digest = sm3(b"\x01" + self._subtrees.pop()[1] + digest)
            size *= 2
        self._subtrees.append((size, digest))
        self.count += 1

    def root(self) -> bytes:
        if not self._subtrees:
            return sm3(b"")
        *lefts, (_, digest) = self._subtrees
        for _, left in reversed(lefts):
            digest = sm3(b"\x01" + left + digest)
        return digest


def written(values: Iterable[Any]) -> bytes:
    """Values as netstrings."""
    parts = [str(value).encode() for value in values]
    return b"".join(b"%d:%s" % (len(part), part) for part in parts)


def rows(start: int, end: int) -> Generator[tuple[int, bytes]]:
    """(txid, row as written) for start ≤ txid < end, by a server-side cursor; inside a transaction."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(ROWS, [start, end])
        while batch := cursor.fetchmany(FETCH):
            for row in batch:
                yield int(row[0]), written(row)
