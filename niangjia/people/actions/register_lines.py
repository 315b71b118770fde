"""People as the lines that COPY reads: everything that is done in Python on the way into the register, sealing included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from niangjia.base.bulk import Row, lines_of
from niangjia.base.crypto import blind_index_many, seal_many
from niangjia.base.fields import EncryptedTextField
from niangjia.kernel.text import mask_card, mask_id, mask_name, mask_phone
from niangjia.people.models import Person
from niangjia.people.rules.loading import NewPerson

TOLD = (
    "sex", "born", "nation", "education", "employer_name", "employer_uscc", "employment", "new_form", "at_work", "skill",
    "title", "migrant_worker", "frontline", "manager", "cadre", "identified_on", "created_at",
)  # fmt: skip
SEALED = ("id_number", "phone", "bank_card")
UNIQUE = ("id_number", "phone")
TABLES = {
    "people_person": ("id", "name", "name_masked", "id_kind", *SEALED, *(f"{column}_masked" for column in SEALED), *TOLD),
    "people_identity": ("kind", "key", "person_id"),
    "people_membership": ("person_id", "id", "union_id", "status", "since", "source", "case_id"),
    "people_study": (
        "person_id", "id", "school", "level", "school_year", "enrolled", "passed", "punished", "reported_on",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RegisterLines:
    """Who they are, the unions they are members of, and the lines for each of ``TABLES``."""

    ids: list[UUID]
    unions: set[UUID]
    tables: tuple[bytes, ...]


def register_lines(people: Iterable[NewPerson]) -> RegisterLines:
    """Needs the keys of the installation, and no database."""
    people = list(people)
    rows: tuple[Iterator[Row], ...] = (_people(people), _identities(people), _memberships(people), _studies(people))
    return RegisterLines(
        ids=[person.id for person in people],
        unions={person.membership.union_id for person in people if person.membership},
        tables=tuple(map(lines_of, rows)),
    )


def _people(people: list[NewPerson]) -> Iterator[Row]:
    """Private numbers leave Python sealed."""
    sealed = (seal_many([getattr(person, column) or None for person in people], aad=_aad(column)) for column in SEALED)
    for person, private in zip(people, zip(*sealed, strict=True), strict=True):
        masked = mask_id(person.id_number), mask_phone(person.phone), mask_card(person.bank_card)
        told = (getattr(person, column) for column in TOLD)
        yield person.id, person.name, mask_name(person.name), "resident", *private, *masked, *told


def _identities(people: list[NewPerson]) -> Iterator[Row]:
    for kind in UNIQUE:
        keys = blind_index_many(kind, (getattr(person, kind) or None for person in people))
        yield from ((kind, key, person.id) for person, key in zip(people, keys, strict=True) if key is not None)


def _memberships(people: list[NewPerson]) -> Iterator[Row]:
    for person in people:
        if one := person.membership:
            yield person.id, one.id, one.union_id, one.status, one.since, one.source, one.case_id


def _studies(people: list[NewPerson]) -> Iterator[Row]:
    for person in people:
        for one in person.studies:
            yield (
                person.id, one.id, one.school, one.level, one.school_year, one.enrolled, one.passed, one.punished,
                one.reported_on,
            )  # fmt: skip


def _aad(column: str) -> bytes:
    field: Any = Person._meta.get_field(column)
    assert isinstance(field, EncryptedTextField)
    return field.aad
