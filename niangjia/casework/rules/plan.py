"""What a case has to know of its definition, as plain values: the chain, the outcome, the period."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from niangjia.casework.rules.consents import Agreeing
from niangjia.casework.rules.sights import Sight
from niangjia.casework.rules.stages import Node, Stage
from niangjia.kernel.periods import deadline_of, period_of

Period = Literal["live", "year", "school_year", "dues_year", "dues_part", "ever"]
HELP_PERIODS = ("year", "school_year", "dues_year", "dues_part", "ever")


@dataclass(frozen=True, slots=True)
class Cap:
    """How much of a service's money one owner may get in one period."""

    scope: str
    per: str


@dataclass(frozen=True, slots=True)
class Money:
    """``proposed``: an officer proposes the amount; else the definition computes it. ``fund`` names the budget.

    ``paid``: once, in ``halves`` (the second after acceptance), or ``monthly`` in ``months`` parts.
    """

    fund: str
    proposed: bool
    cap: Cap | None
    paid: Literal["once", "halves", "monthly"] = "once"
    months: int | None = None

    @property
    def in_parts(self) -> bool:
        return self.paid != "once"


@dataclass(frozen=True, slots=True)
class Plan:
    """A pinned definition, laid over the unions of one case. ``line`` runs from the home union to the city.

    ``consents``: the fields of the form by which the person agrees to something. ``identified_by``: the ID number (a field,
    or "table.column") of those beside the applicant who get it too (``parties``). ``agreeing``: who has to
    agree before anybody works on it.
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
    parties: tuple[str, ...] = ()
    identified_by: str | None = None
    agreeing: tuple[Agreeing, ...] = ()

    @property
    def sees(self) -> list[Sight]:
        """All lines of all checklists of the chain."""
        return [sight for stage in self.chain for sight in stage.sees]

    def stage(self, index: int) -> Stage:
        return self.chain[index]

    @property
    def decides_itself(self) -> bool:
        """``chain: auto``: no stage, nobody signs; the verdict decides."""
        return not self.chain

    @property
    def place(self) -> Mapping[str, Any] | None:
        """What the definition says of the place a case gives."""
        return next((spec for kind, spec in self.records if kind == "quota"), None)

    @property
    def city(self) -> Node:
        return self.line[-1]


def period_key(per: str, year: int, month: int) -> str:
    """The name of the period that runs in this month.

    >>> period_key("school_year", 2026, 8), period_key("school_year", 2026, 9), period_key("year", 2026, 9)
    ('2025-2026', '2026-2027', '2026')
    """
    return period_of(per, date(year, month, 1))


def counted_on(once: str, period: str, today: date) -> date:
    """The day as which a case of ``period`` is judged and counted: today, but never after the last day of a period with a deadline."""
    last = deadline_of(once, period)
    return min(today, last) if last else today


def due_day(once: str, period: str, due: date, before: Callable[[date], date]) -> date:
    """``due``, but no later than the last working day before the deadline of the period. ``before``: the working day before a day."""
    last = deadline_of(once, period)
    return min(due, before(last)) if last else due
