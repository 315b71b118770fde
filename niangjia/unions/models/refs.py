"""Unions, employers and accounts as others hold them: values, not rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from niangjia.unions.models.union import Union
from niangjia.unions.rules.kinds import KINDS, LEVELS


@dataclass(frozen=True, slots=True)
class UnionRef:
    """``path`` prefixes the paths of everything below."""

    id: UUID
    parent_id: UUID | None
    path: str
    level: str
    kind: str
    name: str
    short_name: str
    region_code: str
    employer_id: UUID | None
    founded_on: date | None
    dissolved_on: date | None

    @property
    def level_zh(self) -> str:
        return LEVELS[self.level]

    @property
    def kind_zh(self) -> str:
        return KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class EnterpriseRef:
    """None in the yes/no fields: not known."""

    id: UUID
    uscc: str
    name: str
    status: str
    industry: str
    region_code: str
    state_controlled: bool | None
    public_body: bool | None


@dataclass(frozen=True, slots=True)
class AccountRef:
    """Where a union is paid; the number itself is opened by ``account_number`` at the moment of paying."""

    union_id: UUID
    holder: str
    bank: str
    number_masked: str


ENTERPRISE_COLUMNS = ("id", "uscc", "name", "status", "industry", "region_code", "state_controlled", "public_body")
UNION_COLUMNS = (
    "id",
    "parent_id",
    "path",
    "level",
    "kind",
    "name",
    "short_name",
    "region_code",
    "employer_id",
    "founded_on",
    "dissolved_on",
)


def as_refs(unions: QuerySet[Union]) -> list[UnionRef]:
    return [UnionRef(*row) for row in unions.values_list(*UNION_COLUMNS)]


def as_ref(union: Union) -> UnionRef:
    return UnionRef(*(getattr(union, column) for column in UNION_COLUMNS))


def first_ref(unions: QuerySet[Union]) -> UnionRef | None:
    return next(iter(as_refs(unions[:1])), None)
