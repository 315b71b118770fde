"""What a draft would change, measured over everybody before it is published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from time import perf_counter
from typing import Any
from uuid import UUID

from django.db import connection

from niangjia.base import clock
from niangjia.base.declare import Fact
from niangjia.catalogue.errors import NoSlider
from niangjia.catalogue.registry.definitions import compiled_text, rescaled
from niangjia.catalogue.registry.vocabulary import labels_of, sources
from niangjia.catalogue.rules.comparing import (
    BARS,
    MOVES,
    Line,
    Variant,
    bounds,
    distinct,
    histogram,
    in_season,
    line_of,
    movable,
    sample,
    totals,
    totals_and_counties,
    variant_of,
)
from niangjia.catalogue.rules.compiling import Compiled
from niangjia.catalogue.rules.plan import Plan, facts_of, unasked
from niangjia.catalogue.rules.statements import facts_table

MANY = 0.05  # of all people: more than so many moved need a second officer (design, 3)
TEN = 10


@dataclass(frozen=True, slots=True)
class Tally:
    """Everybody under one version. ``fen``: once to each entitled; of ``bounds`` of them only the most it can be is known."""

    yes: int
    unknown: int
    fen: int
    bounds: int


@dataclass(frozen=True, slots=True)
class CountyChange:
    """``path`` None: outside the tree. ``unknown`` of the dropped are not refused, only no longer known."""

    path: str | None
    added: int
    dropped: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Suspect:
    """A new criterion of which today's data say the same of all ``known``."""

    name: str
    because: dict[str, str]
    always: bool
    known: int


@dataclass(frozen=True, slots=True)
class Measured:
    """``seconds``: of the statements together; ``rows`` and ``cost``: PostgreSQL's own estimate of the first."""

    people: int
    old: Tally
    new: Tally
    moves: dict[str, int]
    counties: tuple[CountyChange, ...]
    suspects: tuple[Suspect, ...]
    pays: bool
    proposed: bool
    seconds: float
    rows: int
    cost: float

    @property
    def added(self) -> int:
        return self.moves["no_yes"] + self.moves["unknown_yes"]

    @property
    def dropped(self) -> int:
        return self.moves["yes_no"] + self.moves["yes_unknown"]

    @property
    def share(self) -> float:
        """Of all: those added and those dropped, together."""
        return (self.added + self.dropped) / self.people if self.people else 0.0

    @property
    def second(self) -> list[str]:
        """Why a second officer is needed, as keys; empty: one is enough."""
        found = ["many"] if self.share > MANY else []
        found += ["money"] if self.pays else []
        found += [f"{'always' if s.always else 'never'}:{s.name}" for s in self.suspects]
        return found


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody whose yes differs: the verdicts before and after, the criteria that decide it, and the facts these read."""

    subject_id: UUID
    before: bool | None
    after: bool | None
    because: tuple[dict[str, str], ...]
    facts: tuple[tuple[Fact, Any], ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The slider: three variants (in force, draft, what if), and the people along the axis where there is one.

    ``lines``: the thresholds of the three; ``bars``: (from, to, how many) up to ``high``; ``beyond``: not drawn.
    """

    parameter: str
    factor: Decimal
    tallies: tuple[Tally, Tally, Tally]
    values: tuple[Any, Any, Any]
    criterion: str
    lines: tuple[float, ...]
    bars: tuple[tuple[float, float, int], ...]
    beyond: int
    seconds: float


def measure(*, key: str, old: str, new: str) -> Measured:
    """Compare two texts of a service (both right) over everybody whose facts are kept."""
    before, after = compiled_text(old, key), compiled_text(new, key)
    variants, subject = [variant_of(before), variant_of(after)], after.definition.subject
    began = perf_counter()
    *row, where = _ask(totals_and_counties(subject, variants))[0]
    tallies, rest = _tallies(row[1:], 2)
    moves = dict(zip(MOVES, rest, strict=False))
    counties = tuple(CountyChange(*found) for found in where)
    seconds = perf_counter() - began
    plan = _ask("explain (format json) " + totals(subject, variants))[0][0][0]["Plan"]
    money = after.definition.money
    return Measured(
        people=row[0], old=tallies[0], new=tallies[1], moves=moves, counties=counties,
        suspects=_suspects(before, after, variants, rest[len(MOVES) :]), pays=money is not None,
        proposed=bool(money and money.proposed), seconds=seconds, rows=_scanned(plan), cost=plan["Total Cost"],
    )  # fmt: skip


def people_moved(*, key: str, old: str, new: str, seed: str, most: int = TEN) -> list[Moved]:
    """A few whose yes differs; another seed, other people."""
    before, after = compiled_text(old, key), compiled_text(new, key)
    variants, subject = [variant_of(before), variant_of(after)], after.definition.subject
    rows = _ask(sample(subject, variants), seed=seed, most=most)
    names = list(distinct(variants))
    facts = _facts_of([row[0] for row in rows], subject, names)
    return [_moved(row, dict(zip(names, row[3:], strict=True)), (before, after), facts[row[0]]) for row in rows]


def _moved(row: Any, values: dict[Plan, bool | None], texts: Sequence[Compiled], facts: dict[str, Any]) -> Moved:
    """Why: of the added, what kept them out before; of the dropped, what keeps them out now."""
    decides = texts[0] if row[2] else texts[1]
    criteria = [c for c in in_season(decides) if values[unasked(c.plan)] is not True]
    read = dict.fromkeys(fact.name for c in criteria for fact in facts_of(c.plan))
    labels = labels_of(decides.definition.subject, sources())
    shown = tuple((labels[name].fact, facts.get(labels[name].fact.column)) for name in read)
    return Moved(row[0], row[1], row[2], tuple(dict(c.because) for c in criteria), shown)


def _facts_of(ids: Sequence[UUID], subject: str, plans: Sequence[Plan]) -> dict[UUID, dict[str, Any]]:
    columns = list(dict.fromkeys(fact.column for plan in plans for fact in facts_of(plan)))
    listed = ", ".join([f"{subject}_id", *(f'"{column}"' for column in columns)])
    rows = _ask(f"select {listed} from {facts_table(subject)} where {subject}_id = any(%(ids)s)", ids=list(ids))
    return {row[0]: dict(zip(columns, row[1:], strict=True)) for row in rows}


def what_if(*, key: str, old: str, new: str, parameter: str, factor: Decimal) -> WhatIf:
    """The draft with one number taken ``factor`` times.

    :raises NoSlider: it is no number that the draft reads.
    """
    before, after = compiled_text(old, key), compiled_text(new, key)
    if parameter not in movable(after):
        raise NoSlider(name=parameter)
    scaled = rescaled(after, parameter, factor)
    three = (before, after, scaled)
    began = perf_counter()
    row = _ask(totals(after.definition.subject, [variant_of(each) for each in three]))[0]
    axis = _axis(three, parameter)
    seconds = perf_counter() - began
    tallies, _ = _tallies(row[1:], 3)
    return WhatIf(
        parameter, factor, (tallies[0], tallies[1], tallies[2]),
        tuple(_value(each, parameter) for each in three),
        *axis, seconds,
    )  # fmt: skip


def sliders(*, key: str, text: str) -> list[str]:
    """The parameters that can be moved, those that draw a line through the people first."""
    return movable(compiled_text(text, key))


def _axis(
    three: Sequence[Compiled], parameter: str
) -> tuple[str, tuple[float, ...], tuple[tuple[float, float, int], ...], int]:
    lines = [line for line in (line_of(each, parameter) for each in three) if line]
    drawn = line_of(three[1], parameter)
    if drawn is None:
        return "", (), (), 0
    found = [float(value) for value in _ask(bounds(lines))[0] if value is not None]
    at = float(_ask(bounds([drawn]))[0][0] or 0)
    high = 3 * at if at > 0 else 1.0
    bars, beyond = _bars(three[1].definition.subject, drawn, high)
    return drawn.name, tuple(found), bars, beyond


def _bars(subject: str, line: Line, high: float) -> tuple[tuple[tuple[float, float, int], ...], int]:
    counted = dict(_ask(histogram(subject, line), low=0, high=high))
    width = high / BARS
    bars = tuple(((n - 1) * width, n * width, counted.get(n, 0)) for n in range(1, BARS + 1))
    return bars, counted.get(BARS + 1, 0)


def _value(found: Compiled, name: str) -> Any:
    var = found.vocabulary.params.get(name)
    today = clock.today()
    return next((value for day, value in reversed(var.schedule) if day <= today), None) if var else None


def _tallies(values: Sequence[Any], count: int) -> tuple[list[Tally], Sequence[Any]]:
    return [Tally(*values[4 * n : 4 * n + 4]) for n in range(count)], values[4 * count :]


def _suspects(
    before: Compiled, after: Compiled, variants: Sequence[Variant], counts: Sequence[int]
) -> tuple[Suspect, ...]:
    """Criteria that are new or changed; what is in force has been looked at before."""
    names = list(distinct(variants))
    told = {plan: (counts[2 * n], counts[2 * n + 1]) for n, plan in enumerate(names)}
    approved = {criterion.plan for criterion in before.criteria}
    found = []
    for criterion in in_season(after):
        known, true = told[unasked(criterion.plan)]
        if criterion.plan not in approved and known and true in (0, known):
            found.append(Suspect(criterion.name, dict(criterion.because), true == known, known))
    return tuple(found)


def _scanned(plan: dict[str, Any]) -> int:
    """Rows that PostgreSQL expects to read at the widest place of the plan."""
    return max([plan["Plan Rows"], *(_scanned(part) for part in plan.get("Plans", ()))])


def _ask(statement: str, **more: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"today": clock.today(), **more})
        return cursor.fetchall()
