"""What a case has to know of its definition, as plain values: the chain, the outcome, the period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from niangjia.casework.rules.stages import Node, Stage

Period = Literal["live", "year", "school_year", "ever"]


@dataclass(frozen=True, slots=True)
class Cap:
    """How much of a service's money one owner may get in one period."""

    scope: str
    per: str


@dataclass(frozen=True, slots=True)
class Money:
    """``proposed``: an officer proposes the amount; else the definition computes it. ``fund`` names the budget."""

    fund: str
    proposed: bool
    cap: Cap | None


@dataclass(frozen=True, slots=True)
class Plan:
    """A pinned definition, laid over the unions of one case. ``line`` runs from the home union to the city.

    ``consents``: the fields of the form by which the person agrees to something.
    """

    service: str
    version: int
    title: Mapping[str, str]
    subject: str
    chain: tuple[Stage, ...]
    line: tuple[Node, ...]
    once: Period
    money: Money | None
    records: tuple[tuple[str, Mapping[str, Any]], ...]
    listed_per: str | None
    ratable: bool
    consents: tuple[str, ...] = ()

    def stage(self, index: int) -> Stage:
        return self.chain[index]

    @property
    def city(self) -> Node:
        return self.line[-1]


def period_key(per: str, year: int, month: int) -> str:
    """The name of the running period. A school year begins on 1 September.

    >>> period_key("school_year", 2026, 8), period_key("school_year", 2026, 9), period_key("year", 2026, 9)
    ('2025-2026', '2026-2027', '2026')
    """
    if per == "year":
        return str(year)
    if per == "school_year":
        first = year if month >= 9 else year - 1
        return f"{first}-{first + 1}"
    return per
