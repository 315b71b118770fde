"""The form that goes with a place: what is known is shown, what is not is asked, what the pool settles is neither."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotFound
from niangjia.people import api as people


@dataclass(frozen=True, slots=True)
class PlaceForm:
    """``known`` is shown as text; ``asked`` are the questions, evidence apart."""

    definition: Any
    known: list[catalogue.AskedField]
    asked: list[catalogue.AskedField]
    evidence: list[catalogue.AskedField]


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
    fields = catalogue.asked_fields(definition.form, people.known_about(person_id=person_id), given)
    fields = [each for each in fields if not (choice and item and each.field.name == choice)]
    return PlaceForm(
        definition=definition,
        known=[f for f in fields if f.is_known],
        asked=[f for f in fields if not f.is_known and f.field.kind != "file"],
        evidence=[f for f in fields if f.field.kind == "file"],
    )
