"""The six-year report's 62 figures as data, and what its comparators mean."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

AS_OF = "2021-11-23"
APPROX = Decimal("0.01")
NEAR = Decimal("0.97")


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One figure of the report: ``value`` as printed there, ``text`` the sentence it stands in."""

    key: str
    zh: str
    en: str
    period: str
    comparator: str
    value: Decimal
    unit: str
    text: str


@cache
def report_lines() -> tuple[ReportLine, ...]:
    """All 62, in the report's order."""
    text = (files("niangjia.insight") / "data" / "figures.csv").read_text(encoding="utf-8")
    return tuple(_line(row) for row in csv.DictReader(text.splitlines()))


def _line(row: dict[str, str]) -> ReportLine:
    return ReportLine(
        row["key"],
        row["zh"],
        row["en"],
        row["period"],
        row["comparator"],
        Decimal(row["value"]),
        row["unit"],
        row["text"],
    )


def holds(comparator: str, value: Decimal, expected: Decimal) -> bool:
    """Whether a value agrees with the report: ``near`` is 0.97 to 1.00 of it, ``approx`` within one per cent.

    >>> holds("near", Decimal(897000), Decimal(900000)), holds("gt", Decimal(785), Decimal(785))
    (True, False)
    """
    return {
        "eq": value == expected,
        "gt": value > expected,
        "ge": value >= expected,
        "le": value <= expected,
        "near": NEAR * expected <= value <= expected,
        "approx": abs(value - expected) <= APPROX * expected,
    }[comparator]
