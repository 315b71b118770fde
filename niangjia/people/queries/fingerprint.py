"""One number over all that is kept of people: two installations hold the same when it is the same."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from niangjia.people.models import Person, Study

SEALED = ("id_number", "phone", "bank_card")
TOLD = (
    "name", "sex", "born", "nation", "education", "employer_name", "employer_uscc", "employment", "new_form", "at_work",
    "skill", "title", "migrant_worker", "frontline", "manager", "cadre", "identified_on", "memberships__since",
    "memberships__status", "memberships__union__path", "memberships__union__name",
)  # fmt: skip
AT_ONCE = 2_000


def people_fingerprint() -> str:
    """64 hex digits over everybody's profile and studies, private values in plain; keys and the order of rows do not count.

    It is a sum of digests, so nothing private can be read from it.
    """
    total = 0
    for row in _rows():
        total += int.from_bytes(sha256(repr(row).encode()).digest(), "big")
    return f"{total % 2**256:064x}"


def _rows() -> Iterator[tuple[Any, ...]]:
    people = Person.objects.values_list(*SEALED, *TOLD).order_by()
    for row in people.iterator(chunk_size=AT_ONCE):
        yield *(value.reveal() if value else "" for value in row[: len(SEALED)]), *map(str, row[len(SEALED) :])
    studies = Study.objects.values_list("person__name", "school", "level", "school_year", "enrolled", "passed")
    for row in studies.order_by().iterator(chunk_size=AT_ONCE):
        yield tuple(map(str, row))
