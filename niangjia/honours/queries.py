"""Who bears which title."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from niangjia.honours.models import Honour
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
    """The years of the public roll, newest first."""
    rows = Honour.objects.filter(revoked_on__isnull=True)
    rows = rows.filter(title=title) if title else rows
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


def _rows(honours: QuerySet[Honour]) -> list[HonourRow]:
    listed = list(honours.values_list(*_COLUMNS))
    known = people.people(person_ids={row[0] for row in listed})
    return [HonourRow(*(*row, known[row[0]].name)) for row in listed]


_COLUMNS = (
    "person_id", "id", "title", "title_zh", "title_en", "level", "year", "service", "case_id", "union__name",
    "given_on", "basis", "revoked_on", "reason",
)  # fmt: skip
