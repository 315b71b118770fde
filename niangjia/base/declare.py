"""Plain values by which higher packages tell the engines below them what exists. No package names another here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any, Literal
from uuid import UUID

from django.apps import apps

SubjectKind = Literal["person", "union", "enterprise"]
FactType = Literal["bool", "int", "fen", "decimal", "text", "texts", "date"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One column of a facts table. ``name`` is written "owner.thing" in criteria."""

    name: str
    type: FactType
    zh: str
    en: str
    unit: str = ""

    @property
    def column(self) -> str:
        return self.name.replace(".", "__")


@dataclass(frozen=True, slots=True)
class FactSource:
    """Where facts come from: one set-wise query.

    ``sql`` selects ``id`` and one column per fact (named ``owner__thing``), reads ``p_ids`` (uuid[]) and ``p_today``
    (date), and gives at most one row an id; an id without a row has unknown facts. It asks
    each table for ``p_ids`` by itself: a large one that is only joined is read whole for 10,000 of a million. ``as_of``
    names a date column in it that tells how old the answer is. ``silent_after``: a source that told nothing new for more
    than so many days has fallen silent, and what it said is not believed.
    """

    key: str
    subject: SubjectKind
    source: str
    zh: str
    en: str
    facts: tuple[Fact, ...]
    sql: str
    as_of: str | None = None
    silent_after: int | None = None


@dataclass(frozen=True, slots=True)
class Derivation:
    """Part of the truth that follows from a change of ``subject``, in the same transaction. Lower floors run first."""

    floor: int
    subject: str
    run: Callable[[list[UUID], date], None] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the report. ``sql`` gives one row and column; ``drill`` gives the records behind it.

    ``drill`` selects ``day, title, who, where_, amount, link_kind, link_id``; both read ``%(today)s``, ``%(path)s`` (a union's path prefix).
    ``measure`` says what the figure is of those records: how many, the sum or the largest of their amounts.
    ``kept``: its value for every subtree is kept by a ``Tally`` of the same key, as a whole number or in fen, and read from there;
    "": it is counted whenever it is asked for.
    """

    key: str
    zh: str
    en: str
    unit: str
    period: str
    sql: str
    drill: str
    measure: Literal["count", "sum", "largest"] = "count"
    kept: Literal["", "whole", "fen"] = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """What the records of a kind add to the numbers kept for every subtree; ``unions.counting`` keeps them.

    ``sql`` selects ``id, who, union_id, key, day, bucket, amount``: from ``day`` on (null: always) the record ``id`` adds ``amount``
    to the number ``key`` of its union and of all above it. Who is named in ``who`` counts once in any subtree, however
    many records name her (``amount`` is 1). ``bucket`` is 0; where the largest is asked for it is the value of which there are so many.
    Where it says ``{these}`` it is told which records: by the columns ``id``, ``union`` and ``who`` ("" : nobody counts once).
    ``narrow``: the same for some of the keys alone, for who knows which ones his records add to.
    """

    kind: str
    keys: tuple[str, ...]
    sql: str
    id: str
    union: str
    who: str = ""
    narrow: Callable[[Collection[str]], str] | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class OutcomeCase:
    """What an outcome may know of the case it serves."""

    id: UUID
    number: str
    service: str
    person_id: UUID | None
    subject_kind: SubjectKind
    subject_id: UUID
    union_id: UUID
    answers: Mapping[str, Any]
    spec: Mapping[str, Any]
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class OutcomeKind:
    """How a kind of outcome ("register.membership", "honour") is prepared, given and taken back.

    ``earns``: its package announces who got it, so that points can be given for it (``points: true`` in a definition).
    """

    kind: str
    deliver: Callable[..., Mapping[str, Any]]
    reserve: Callable[..., None] | None = None
    revert: Callable[..., None] | None = None
    earns: bool = False


def declared(module: str, constant: str) -> list[Any]:
    """All values that packages list as ``constant`` in their module ``module``, lowest package first."""
    return [value for found in _modules(module) for value in getattr(found, constant, ())]


@cache
def _modules(name: str) -> tuple[ModuleType, ...]:
    packages = [config.name for config in apps.get_app_configs() if config.name.startswith("niangjia.")]
    return tuple(import_module(f"{package}.{name}") for package in packages if find_spec(f"{package}.{name}"))


@cache
def fact_sources() -> tuple[FactSource, ...]:
    return tuple(declared("facts", "SOURCES"))


@cache
def figures() -> tuple[Figure, ...]:
    return tuple(declared("figures", "FIGURES"))


def tallies(kind: str = "", keys: Collection[str] | None = None) -> list[Tally]:
    """All of a kind, or all. A package that learns its own from elsewhere (definitions) lists a function that gives one.

    ``keys``: only what adds to these.
    """
    found = [one() if callable(one) else one for one in declared("figures", "TALLIES")]
    alike = [tally for tally in found if kind in ("", tally.kind)]
    return alike if keys is None else narrowed(alike, keys)


def narrowed(rules: Iterable[Tally], keys: Collection[str]) -> list[Tally]:
    """Of these rules what adds to the keys."""
    asked = [rule for rule in rules if not set(keys).isdisjoint(rule.keys)]
    return [replace(rule, sql=rule.narrow(keys)) if rule.narrow else rule for rule in asked]


@cache
def outcome_kinds() -> dict[str, OutcomeKind]:
    return {kind.kind: kind for kind in declared("outcomes", "OUTCOMES")}


@cache
def derivations() -> tuple[Derivation, ...]:
    return tuple(sorted(declared("derivations", "DERIVATIONS"), key=lambda d: d.floor))
