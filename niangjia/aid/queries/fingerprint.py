"""One number over the family files: two installations hold the same when it is the same."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from niangjia.aid.models import FamilyFile, FamilyMember

FILE = (
    "person_id", "case_id", "district", "year", "people", "income_fen", "rigid_fen", "sudden_fen", "homes", "business", "cause",
    "standard_fen", "tier", "state", "declared_on", "checked_on", "check_result", "archived_on", "exit_reason", "ended_on",
)  # fmt: skip
MEMBER = ("person_id", "name", "relation", "born", "income_fen")


def files_fingerprint() -> str:
    """64 hex digits over every file with its members, private values in plain. The order of rows does not count, nor do their keys."""
    total = sum(int.from_bytes(sha256(repr(row).encode()).digest(), "big") for row in _rows())
    return f"{total % 2**256:064x}"


def _rows() -> Iterator[tuple[Any, ...]]:
    for row in FamilyFile.objects.values_list(*FILE).iterator():
        yield tuple(map(str, row))
    for *row, number, health in FamilyMember.objects.values_list(*MEMBER, "id_number", "health").iterator():
        yield *map(str, row), *(value.reveal() if value else "" for value in (number, health))
