"""Whose hands past matters went through, and how their steps and payments are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from niangjia.aid import api as aid
from niangjia.base.actor import SYSTEM, Actor
from niangjia.casework.api import NewCase, NewStep
from niangjia.catalogue import api as catalogue
from niangjia.demo.actions.found_city import WITHOUT_ACCOUNT, City
from niangjia.demo.actions.seat_cast import person_id
from niangjia.demo.rules import numbers
from niangjia.demo.rules.cast import MINHOU
from niangjia.demo.rules.places import CITY
from niangjia.demo.rules.tree import PlannedUnion
from niangjia.kernel.ids import uuid_from_seed
from niangjia.ledger.api import NewBatch, NewPaid
from niangjia.people import api as people
from niangjia.unions import api as unions
from niangjia.unions.api import UnionRef

DAY = timedelta(days=1)


class Hands:
    """The city's unions and officers, looked up once."""

    def __init__(self, city: City) -> None:
        self.city = city
        self._known: dict[str, Actor] = {}
        self._standards: dict[tuple[str, int], int] = {}

    @cached_property
    def refs(self) -> Mapping[UUID, UnionRef]:
        return {ref.id: ref for ref in unions.subtree(path="")}

    @cached_property
    def top(self) -> UnionRef:
        return self.refs[self.city.ids[CITY]]

    def county(self, region: str) -> tuple[UnionRef, Actor]:
        """The county federation of a region, and its officer: below it nobody held the post in those years."""
        code = region[:6]
        return self.refs[self.city.ids[code]], self.officer("county" if code == MINHOU else f"officer-{code}")

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Running numbers of the unions by key: an account's number is made of it."""
        return {each.key: n for n, each in enumerate(self.city.unions)}

    @cached_property
    def without_account(self) -> frozenset[str]:
        return frozenset(key for key, n in self.places.items() if n % WITHOUT_ACCOUNT == 0)

    def paid(self, case: NewCase, purpose: str, fen: int, *, hold_id: UUID, part: int | None = None) -> NewPaid:
        """A payment to the union of a case."""
        union = self.by_id[case.union_id]
        number = numbers.account(self.places[union.key])
        return NewPaid(
            case.id, hold_id, "union", case.union_id, case.fund, fen, purpose, union.name, number, case.decided_at, part
        )

    @cached_property
    def by_id(self) -> Mapping[UUID, PlannedUnion]:
        return {self.city.ids[each.key]: each for each in self.city.unions}

    def officer(self, key: str) -> Actor:
        if key not in self._known:
            self._known[key] = people.actor_for(person_id(self.city.seed, key))
        return self._known[key]

    def living_standard(self, region: str, year: int) -> int:
        """Fen a month."""
        if (region, year) not in self._standards:
            self._standards[region, year] = aid.standard_for(region_code=region, year=year).monthly_fen
        return self._standards[region, year]

    def batch(self, fund: str, paid_at: datetime, lines: Iterable[NewPaid]) -> NewBatch:
        """Prepared by one of finance, released by the other."""
        first, second = self.officer("finance"), self.officer("finance2")
        return NewBatch(
            id=uuid_from_seed(self.city.seed, "batch", fund, paid_at, at=paid_at),
            number=f"PF-{paid_at:%Y%m%d}-{fund[:2].upper()}",
            paid_at=paid_at, prepared_by=(first.id, first.label), released_by=(second.id, second.label), lines=tuple(lines),
        )  # fmt: skip


def title_given(service: str) -> Mapping[str, Any]:
    """The title in which its cases end, as its definition says."""
    found = catalogue.definition(service)
    assert found
    assert found.outcome.honour
    return found.outcome.honour.model_dump()


def step(
    kind: str, at: datetime, by: Actor = SYSTEM, *, stage: int = -1, union: Any = None, reason: str = "", **details: Any
) -> NewStep:
    """A line of a timeline."""
    return NewStep(
        kind, at, by.id, by.label, stage, union.id if union else None, union.name if union else "", reason, details
    )
