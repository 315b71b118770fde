"""Who is related to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from niangjia.people.models import Person, Relative
from niangjia.people.rules.profile import RELATIONS


@dataclass(frozen=True, slots=True)
class RelativeRef:
    """A relative known to the union."""

    person_id: UUID
    name_masked: str
    relation: str

    @property
    def relation_zh(self) -> str:
        return RELATIONS[self.relation]


def relatives_of(person_id: UUID) -> frozenset[UUID]:
    """The people who must step aside when this person asks for something."""
    return frozenset(Relative.objects.filter(person_id=person_id).values_list("other_id", flat=True))


def relatives_of_each(*, person_ids: Iterable[UUID]) -> dict[UUID, frozenset[UUID]]:
    """The same of many, in one query; who has none is left out."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for person_id, other in Relative.objects.filter(person_id__in=set(person_ids)).values_list("person_id", "other_id"):
        found[person_id].add(other)
    return {person_id: frozenset(others) for person_id, others in found.items()}


def family_of(*, person_id: UUID) -> list[RelativeRef]:
    """The same with names and kinship."""
    rows = dict(
        Relative.objects.filter(person_id=person_id).order_by("relation", "id").values_list("other_id", "relation")
    )
    names = dict(Person.objects.filter(id__in=rows).values_list("id", "name_masked"))
    return [RelativeRef(other, names.get(other, ""), relation) for other, relation in rows.items()]
