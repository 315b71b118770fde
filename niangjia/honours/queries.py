"""Who bears which title."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from niangjia.honours.models import Honour, UnionHonour
from niangjia.honours.rules import LEVELS
from niangjia.people import api as people

PAGE = 50


@dataclass(frozen=True, slots=True)
class HonourRow:
    """One title. On the public roll the bearer's name is in full: titles are given in public, after three notices."""

    person_id: UUID
    id: UUID
    title: str
    title_zh: str
    title_en: str
    level: str
    year: int
    service: str
    case_id: UUID
    union_name: str
    given_on: date
    basis: str
    revoked_on: date | None
    reason: str
    name: str

    @property
    def level_zh(self) -> str:
        return LEVELS[self.level]


@dataclass(frozen=True, slots=True)
class UnionHonourRow:
    """One title of a union."""

    union_id: UUID
    id: UUID
    title: str
    title_zh: str
    title_en: str
    level: str
    year: int
    case_id: UUID
    given_on: date
    revoked_on: date | None
    reason: str
    union_name: str

    @property
    def level_zh(self) -> str:
        return LEVELS[self.level]


def honours_of_union(*, union_id: UUID) -> list[UnionHonourRow]:
    """All of a union's, revoked ones included, newest first."""
    rows = UnionHonour.objects.filter(union_id=union_id).order_by("-given_on", "-id")
    return [UnionHonourRow(*row) for row in rows.values_list(*UnionHonourRow.__slots__[:-1], "union__name")]


def union_roll(*, year: int | None = None) -> list[UnionHonourRow]:
    """The unions on the public roll: titles in force, the newest first, at most a page."""
    rows = UnionHonour.objects.filter(revoked_on__isnull=True).order_by("-given_on", "-id")
    rows = rows.filter(year=year) if year else rows
    return [UnionHonourRow(*row) for row in rows.values_list(*UnionHonourRow.__slots__[:-1], "union__name")[:PAGE]]


def honours_of(*, person_id: UUID) -> list[HonourRow]:
    """All of a person's, revoked ones included, newest first."""
    return _rows(Honour.objects.filter(person_id=person_id).order_by("-given_on", "-id"))


def roll(*, title: str = "", year: int | None = None, page: int = 1) -> list[HonourRow]:
    """The public roll: titles in force, newest first; whoever lost a title is not on it."""
    rows = Honour.objects.filter(revoked_on__isnull=True)
    if title:
        rows = rows.filter(title=title)
    if year:
        rows = rows.filter(year=year)
    start = (max(page, 1) - 1) * PAGE
    return _rows(rows.order_by("-given_on", "-id")[start : start + PAGE])


def roll_years(*, title: str = "") -> list[int]:
    """The years of the public roll, of people and unions, newest first."""
    found: set[int] = set()
    for honours in (Honour.objects, UnionHonour.objects):
        rows = honours.filter(revoked_on__isnull=True)
        rows = rows.filter(title=title) if title else rows
        found |= set(rows.values_list("year", flat=True).distinct())
    return sorted(found, reverse=True)


def _rows(honours: QuerySet[Honour]) -> list[HonourRow]:
    listed = list(honours.values_list(*_COLUMNS))
    known = people.people(person_ids={row[0] for row in listed})
    return [HonourRow(*(*row, known[row[0]].name)) for row in listed]


_COLUMNS = (
    "person_id", "id", "title", "title_zh", "title_en", "level", "year", "service", "case_id", "union__name",
    "given_on", "basis", "revoked_on", "reason",
)  # fmt: skip
