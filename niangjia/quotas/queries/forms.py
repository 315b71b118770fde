"""The form that goes with a place: what is known is shown, what is not is asked, what the pool settles is neither."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotFound
from niangjia.people import api as people
from niangjia.quotas.models import Pool
from niangjia.quotas.rules.names import LOTTERY, MERIT, RUSH

BOOK, ROOM = "book", "room"
ACTS = {LOTTERY: "enter", MERIT: "merit"}


@dataclass(frozen=True, slots=True)
class PlaceForm:
    """``known`` is shown as text; ``asked`` are the questions, evidence apart; ``later`` waits for another answer."""

    definition: Any
    known: list[catalogue.AskedField]
    asked: list[catalogue.AskedField]
    evidence: list[catalogue.AskedField]
    later: list[catalogue.AskedField]


@dataclass(frozen=True, slots=True)
class AskedOf:
    """What asking for a place of a pool means now (``act``: book, enter, merit, room) and the fields that may be posted with it."""

    act: str
    form: tuple[Any, ...]


def asked_of(*, pool_id: UUID) -> AskedOf:
    """
    :raises NotFound: no such pool, or its service gives no places.
    """
    row = Pool.objects.filter(id=pool_id).values_list("service", "mode", "drawn_at").first()
    definition = catalogue.definition(row[0]) if row else None
    if row is None or definition is None:
        raise NotFound
    act = ROOM if row[1] == RUSH and row[2] is None else ACTS.get(row[1], BOOK)
    return AskedOf(act, tuple(definition.form))


def form_for_place(
    *, person_id: UUID, service: str, item: str = "", answers: Mapping[str, Any] | None = None
) -> PlaceForm:
    """The form of the version in force, for a pool of this kind of place.

    :raises NotFound: no such service gives places.
    """
    definition = catalogue.definition(service)
    if definition is None or definition.outcome.quota is None:
        raise NotFound
    choice = definition.outcome.quota.choice
    given = {**(answers or {}), choice: item} if choice and item else dict(answers or {})
    known = people.known_about(person_id=person_id)
    fields = catalogue.asked_fields(definition.form, known, given)
    fields = [each for each in fields if not (choice and item and each.field.name == choice)]
    return PlaceForm(
        definition=definition,
        known=[f for f in fields if f.is_known],
        asked=[f for f in fields if not f.is_known and f.field.kind != "file"],
        evidence=[f for f in fields if f.field.kind == "file"],
        later=catalogue.later_fields(definition.form, known, given),
    )
