"""A typed plan: what an expression means. Nodes are equal when they mean the same, so that "distinct" is a dict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache
from typing import Any

from niangjia.catalogue.rules.types import Span, Type, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """``span`` bounds what an INT or DAYS can be, whatever the facts are."""

    type: Type
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Fact(Plan):
    name: str
    column: str
    source: str


@dataclass(frozen=True, slots=True)
class FormValue(Plan):
    name: str


@dataclass(frozen=True, slots=True)
class Unknown(Plan):
    """What nobody has been asked yet."""


@dataclass(frozen=True, slots=True)
class Param(Plan):
    name: str
    schedule: tuple[tuple[date, Value], ...]


@dataclass(frozen=True, slots=True)
class Literal(Plan):
    value: Value


@dataclass(frozen=True, slots=True)
class Today(Plan):
    pass


@dataclass(frozen=True, slots=True)
class Helped(Plan):
    """What this service has given in the running period, never unknown: ``times`` delivered, or ``fen`` granted."""

    service: str
    period: str
    column: str = "times"


@dataclass(frozen=True, slots=True)
class Not(Plan):
    a: Plan


@dataclass(frozen=True, slots=True)
class Logic(Plan):
    """``op``: AND, OR (Kleene's)."""

    op: str
    a: Plan
    b: Plan


@dataclass(frozen=True, slots=True)
class Choose(Plan):
    condition: Plan
    then: Plan
    otherwise: Plan


@dataclass(frozen=True, slots=True)
class Compare(Plan):
    """``op`` as SQL writes it; both sides of one type, or both numbers."""

    op: str
    a: Plan
    b: Plan


@dataclass(frozen=True, slots=True)
class Among(Plan):
    a: Plan
    items: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class Holds(Plan):
    """Whether the list of texts ``texts`` holds ``item``."""

    texts: Plan
    item: Plan


@dataclass(frozen=True, slots=True)
class Has(Plan):
    a: Plan


@dataclass(frozen=True, slots=True)
class Arithmetic(Plan):
    op: str
    a: Plan
    b: Plan


@dataclass(frozen=True, slots=True)
class Negate(Plan):
    a: Plan


@dataclass(frozen=True, slots=True)
class Pick(Plan):
    """min (``op`` <=) or max (>=) of two; unknown when either is."""

    op: str
    a: Plan
    b: Plan


@dataclass(frozen=True, slots=True)
class Years(Plan):
    """Full years from ``a`` to ``b``; who was born on 29 February is a year older on 1 March."""

    a: Plan
    b: Plan


@dataclass(frozen=True, slots=True)
class Window(Plan):
    """Whether today lies between two days of the year ("0701", "0915"), both included; may span the turn of the year."""

    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class Fresh(Plan):
    """``a``, or unknown when the source's answer is older than ``days``."""

    column: str
    days: int
    a: Plan


TRUE = Literal(True, type=Type.BOOL)
TODAY = Today(type=Type.DATE)


def walk(plan: Plan) -> Iterator[Plan]:
    """The node and all below it."""
    yield plan
    for child in children(plan):
        yield from walk(child)


def children(plan: Plan) -> Iterator[Plan]:
    for field in fields(plan):
        value = getattr(plan, field.name)
        if isinstance(value, Plan):
            yield value
        elif isinstance(value, tuple) and value and isinstance(value[0], Plan):
            yield from value


@lru_cache(maxsize=4096)
def weight(plan: Plan) -> int:
    """How long its SQL gets, in nodes: some write their parts twice."""
    twice = 2 if isinstance(plan, Pick | Years) else 1
    return 1 + twice * sum(map(weight, children(plan)))


def unasked(plan: Plan) -> Plan:
    """The same before any form is filled in: every answer is unknown."""
    if isinstance(plan, FormValue):
        return Unknown(type=plan.type, span=plan.span)
    changed: dict[str, Any] = {
        f.name: unasked(value) for f in fields(plan) if isinstance(value := getattr(plan, f.name), Plan)
    }
    return replace(plan, **changed) if changed else plan


def facts_of(plan: Plan) -> tuple[Fact, ...]:
    """The facts it reads, in order of appearance, each once."""
    return tuple(dict.fromkeys(node for node in walk(plan) if isinstance(node, Fact)))


def parts_of(plan: Plan) -> Iterator[Plan]:
    """What all has to hold for it to hold: itself, or what its ANDs join."""
    if isinstance(plan, Logic) and plan.op == "AND":
        yield from parts_of(plan.a)
        yield from parts_of(plan.b)
    else:
        yield plan


def asks(plan: Plan) -> bool:
    """Whether it depends on what a form asks."""
    return any(isinstance(node, FormValue) for node in walk(plan))


def helped_in(plan: Plan) -> tuple[Helped, ...]:
    return tuple(dict.fromkeys(node for node in walk(plan) if isinstance(node, Helped)))


def is_constant(plan: Plan) -> bool:
    """Whether it says the same of everybody on every day."""
    return not any(isinstance(node, Fact | FormValue | Helped | Today | Window) for node in walk(plan))


def reads_calendar(plan: Plan) -> bool:
    """Whether time alone can change it."""
    return any(isinstance(node, Today | Window | Fresh | Helped | Param) for node in walk(plan))
