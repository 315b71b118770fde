"""One number over all that is kept of people: two installations hold the same when it is the same."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from niangjia.people.models import Declined, Membership, Person, Post, Study, Told
from niangjia.unions import api as unions

SEALED = ("id_number", "phone", "bank_card")
TOLD = (
    "name", "sex", "born", "nation", "education", "employer_name", "employer_uscc", "employment", "new_form", "at_work",
    "skill", "title", "migrant_worker", "frontline", "manager", "cadre", "identified_on",
)  # fmt: skip
AT_ONCE = 2_000


def people_fingerprint() -> str:
    """64 hex digits over everybody's profile, memberships, posts, studies and what they told, private values in plain.

    Keys and the order of rows do not count. It is a sum of digests, so nothing private can be read from it.
    """
    total = sum(int.from_bytes(sha256(repr(row).encode()).digest(), "big") for row in _rows())
    return f"{total % 2**256:064x}"


def _rows() -> Iterator[tuple[Any, ...]]:
    """One table at a time: a join over a city that was filled a moment ago has no statistics to be planned by."""
    known: dict[Any, str] = {}
    for person_id, *row in _read(Person, "id", *SEALED, *TOLD):
        private = [value.reveal() if value else "" for value in row[: len(SEALED)]]
        known[person_id] = private[0] or private[1]
        yield *private, *map(str, row[len(SEALED) :])
    paths = {ref.id: ref.path for ref in unions.subtree(path="")}
    for person_id, union_id, *row in _read(Membership, "person_id", "union_id", "status", "since", "until", "source"):
        yield known[person_id], paths[union_id], *map(str, row)
    for person_id, union_id, *row in _read(Post, "person_id", "union_id", "role", "since", "until"):
        yield known[person_id], paths[union_id], *map(str, row)
    for person_id, *row in _read(
        Study, "person_id", "school", "level", "school_year", "enrolled", "passed", "punished"
    ):
        yield known[person_id], *map(str, row)
    for person_id, *row in _read(Told, "person_id", "question", "answer", "told_on"):
        yield known[person_id], *map(str, row)
    for person_id, service in _read(Declined, "person_id", "service"):
        yield known[person_id], "declined", service


def _read(model: Any, *columns: str) -> Iterator[tuple[Any, ...]]:
    rows: Iterator[tuple[Any, ...]] = model.objects.order_by().values_list(*columns).iterator(chunk_size=AT_ONCE)
    return rows
