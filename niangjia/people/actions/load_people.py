"""A whole register enters at once, by COPY: for an installation that is filled from another one, and for the model city."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection

from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.acts import act
from niangjia.base.crypto import blind_index_many, seal_many
from niangjia.base.fields import EncryptedTextField
from niangjia.base.locks import advisory
from niangjia.kernel.errors import NotAllowed
from niangjia.kernel.ids import uuid7
from niangjia.kernel.text import mask_card, mask_id, mask_name, mask_phone
from niangjia.people.access import chairs_of
from niangjia.people.models import Person
from niangjia.people.rules.loading import NewPerson
from niangjia.unions import api as unions

BATCH = 2_000
SOURCE = "roster"
TOLD = (
    "sex", "born", "nation", "education", "employer_name", "employer_uscc", "employment", "new_form", "at_work", "skill",
    "title", "migrant_worker", "frontline", "manager", "cadre", "identified_on", "created_at",
)  # fmt: skip
SEALED = ("id_number", "phone", "bank_card")
PERSON = (
    "id", "name", "name_masked", "id_kind", *SEALED, *(f"{column}_masked" for column in SEALED), *TOLD
)  # fmt: skip
MEMBERSHIP = ("person_id", "id", "union_id", "status", "since", "source")
STUDY = ("person_id", "id", "school", "level", "school_year", "enrolled", "passed", "punished", "reported_on")
Rows = Iterable[tuple[Any, ...]]


def load_people(*, by: Actor, people: Iterable[NewPerson], progress: Callable[[int], None] | None = None) -> int:
    """Enter people whom the register does not know, with memberships and studies; facts and verdicts follow.

    Nothing is judged but by the tables' constraints: a number or a phone twice ends the whole load. Rows of people come
    one by one and are not kept, so the list may be as long as a city. ``progress`` is told how many are in.

    :raises NotAllowed: only the system loads; people who come in one by one come by ``import_roster`` or ``join_union``.
    """
    if by.id != SYSTEM.id:
        raise NotAllowed
    waiting, done = iter(people), 0
    with act("people.load_people", by=by, about=("import", uuid7())) as deed:
        advisory("people.roster")
        while batch := list(islice(waiting, BATCH)):
            touched = _load(batch)
            deed.touch_many("person", (person.id for person in batch))
            deed.touch_many("person", chairs_of(touched))
            deed.touch_many("union", unions.upwards(union_ids=touched))
            done += len(batch)
            if progress:
                progress(done)
        deed.note(people=done)
    return done


def _load(batch: list[NewPerson]) -> set[UUID]:
    """One batch into its four tables; the unions that got members."""
    keys = {
        kind: blind_index_many(kind, [getattr(person, kind) or None for person in batch])
        for kind in ("id_number", "phone")
    }
    _copy("people_person", PERSON, _people(batch))
    _copy("people_identity", ("kind", "key", "person_id"), _identities(batch, keys))
    _copy("people_membership", MEMBERSHIP, _memberships(batch))
    _copy("people_study", STUDY, _studies(batch))
    return {person.membership.union_id for person in batch if person.membership}


def _copy(table: str, columns: tuple[str, ...], rows: Rows) -> None:
    statement = f"copy {table} ({', '.join(columns)}) from stdin"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _people(batch: list[NewPerson]) -> Iterator[tuple[Any, ...]]:
    """In the order of PERSON. Private numbers leave Python sealed."""
    sealed = (seal_many([getattr(person, column) or None for person in batch], aad=_aad(column)) for column in SEALED)
    for person, private in zip(batch, zip(*sealed, strict=True), strict=True):
        masked = mask_id(person.id_number), mask_phone(person.phone), mask_card(person.bank_card)
        told = (getattr(person, column) for column in TOLD)
        yield person.id, person.name, mask_name(person.name), "resident", *private, *masked, *told


def _identities(batch: list[NewPerson], keys: dict[str, list[bytes | None]]) -> Iterator[tuple[Any, ...]]:
    for kind, found in keys.items():
        for person, key in zip(batch, found, strict=True):
            if key is not None:
                yield kind, key, person.id


def _memberships(batch: list[NewPerson]) -> Iterator[tuple[Any, ...]]:
    for person in batch:
        if one := person.membership:
            yield person.id, one.id, one.union_id, one.status, one.since, SOURCE


def _studies(batch: list[NewPerson]) -> Iterator[tuple[Any, ...]]:
    for person in batch:
        for one in person.studies:
            yield (
                person.id, one.id, one.school, one.level, one.school_year, one.enrolled, one.passed, one.punished,
                one.reported_on,
            )  # fmt: skip


def _aad(column: str) -> bytes:
    field = Person._meta.get_field(column)
    assert isinstance(field, EncryptedTextField)
    return field.aad
