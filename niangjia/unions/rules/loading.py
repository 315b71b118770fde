"""Rows for a first filling of the tree, as whoever makes a whole city hands them over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from niangjia.unions.rules.kinds import may_stand_below, short_name_of
from niangjia.unions.rules.paths import next_path


@dataclass(frozen=True, slots=True)
class NewEnterprise:
    """An employer; None in the yes/no columns is "not known"."""

    id: UUID
    uscc: str
    name: str
    industry: str = ""
    region_code: str = ""
    state_controlled: bool | None = None
    public_body: bool | None = None


@dataclass(frozen=True, slots=True)
class NewUnion:
    """A union; its parent stands before it in the list. The path is not given: it follows."""

    id: UUID
    parent_id: UUID | None
    level: str
    kind: str
    name: str
    region_code: str = ""
    employer_id: UUID | None = None
    founded_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Where a union is paid; ``number`` in plain, it is sealed on its way in."""

    id: UUID
    union_id: UUID
    holder: str
    bank: str
    number: str


class Misplaced(ValueError):
    """A union that stands before its parent, or below one of too low a level."""


def placed(unions: Iterable[NewUnion]) -> Iterator[tuple[NewUnion, str, str]]:
    """Each union with its path and short name.

    :raises Misplaced:
    """
    levels: dict[UUID, str] = {}
    paths: dict[UUID | None, str] = {None: ""}
    last: dict[UUID | None, str] = {}
    for union in unions:
        above = levels.get(union.parent_id) if union.parent_id else None
        if union.parent_id not in paths or (above and not may_stand_below(union.level, above)):
            raise Misplaced(union.name)
        path = next_path(paths[union.parent_id], last.get(union.parent_id))
        last[union.parent_id] = paths[union.id] = path
        levels[union.id] = union.level
        yield union, path, short_name_of(union.name)
