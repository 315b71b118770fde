"""The types of criteria, and what a caller lets an expression speak of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from niangjia.kernel.text import N_

Value = bool | int | Decimal | str | date
Span = tuple[int, int]


class Type(StrEnum):
    """``DAYS`` is a whole number of days; ``TEXTS`` a list of texts. "fen" is an INT."""

    BOOL = "bool"
    INT = "int"
    DECIMAL = "decimal"
    TEXT = "text"
    DATE = "date"
    DAYS = "days"
    TEXTS = "texts"


NAMES = {
    Type.BOOL: N_("是否"),
    Type.INT: N_("整数"),
    Type.DECIMAL: N_("小数"),
    Type.TEXT: N_("文字"),
    Type.DATE: N_("日期"),
    Type.DAYS: N_("天数"),
    Type.TEXTS: N_("文字列表"),
}
SQL = {
    Type.BOOL: "boolean",
    Type.INT: "bigint",
    Type.DECIMAL: "numeric",
    Type.TEXT: "text",
    Type.DATE: "date",
    Type.DAYS: "integer",
    Type.TEXTS: "text[]",
}
DECLARED = {
    "bool": Type.BOOL,
    "int": Type.INT,
    "fen": Type.INT,
    "decimal": Type.DECIMAL,
    "text": Type.TEXT,
    "texts": Type.TEXTS,
    "date": Type.DATE,
}
INT64: Span = (-(2**63), 2**63 - 1)
# What lies outside these is not believed: the refresh stores it as unknown, so that no sum of facts can leave 64 bits unseen.
SPANS: Mapping[str, Span] = {"int": (-(2**31), 2**31), "fen": (-(10**15), 10**15)}
MOST_DECIMAL = Decimal(10) ** 15
DAYS_OF_TIME: Span = (-3_700_000, 3_700_000)
MOST_DAYS = 100_000
NUMBERS = frozenset({Type.INT, Type.DECIMAL})


@dataclass(frozen=True, slots=True)
class FactVar:
    """A column of the facts table; ``source`` is who says so."""

    name: str
    column: str
    type: Type
    source: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class ParamVar:
    """A dated number of the union: what holds from which day on, earliest first."""

    name: str
    type: Type
    schedule: tuple[tuple[date, Value], ...]


@dataclass(frozen=True, slots=True)
class FormVar:
    """An answer of the form; ``type`` is None where answers of its kind may not decide anything (files, private numbers)."""

    name: str
    type: Type | None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All an expression may name. ``dated`` maps a source to the column that says of which day its answer is.

    ``services`` are the keys ``helped()`` may ask for; None: not checked.
    """

    facts: Mapping[str, FactVar] = field(default_factory=dict)
    params: Mapping[str, ParamVar] = field(default_factory=dict)
    form: Mapping[str, FormVar] = field(default_factory=dict)
    dated: Mapping[str, str] = field(default_factory=dict)
    services: frozenset[str] | None = None


def type_of(value: object) -> Type | None:
    """The type of a plain value (of a parameter)."""
    found = {bool: Type.BOOL, int: Type.INT, Decimal: Type.DECIMAL, str: Type.TEXT, date: Type.DATE}
    return found.get(type(value))
