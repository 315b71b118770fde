"""Figures are numbers of records, kept up the tree or counted when asked for, and every one opens into its records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from niangjia.base import clock
from niangjia.base.declare import Figure, figures
from niangjia.casework import api as casework
from niangjia.catalogue import api as catalogue
from niangjia.insight.queries.combining import combined
from niangjia.insight.rules.report import ReportLine, holds, report_lines
from niangjia.kernel.errors import NotFound
from niangjia.unions import api as unions

PAGE = 50
IN_ONE = {"whole": 1, "fen": 100}


@dataclass(frozen=True, slots=True)
class FigureValue:
    """A figure beside the report. ``value`` is None as long as no record yields it: not yet is not zero."""

    line: ReportLine
    value: Decimal | None

    @property
    def produced(self) -> bool:
        return self.value is not None

    @property
    def agrees(self) -> bool | None:
        return None if self.value is None else holds(self.line.comparator, self.value, self.line.value)


@dataclass(frozen=True, slots=True)
class Record:
    """One record behind a figure; ``link_kind`` (case, union, person, service) and ``link_id`` lead to its page."""

    day: date | None
    title: str
    who: str
    where: str
    amount: Decimal | None
    link_kind: str
    link_id: UUID | None


def produced() -> dict[str, Figure]:
    """The figures that packages declare and that published definitions name, by key; also those outside the report."""
    return combined(figures(), casework.service_figures())


def report(*, path: str = "") -> list[FigureValue]:
    """All 62 figures of the report, for the subtree at ``path`` (the whole city by default), in the report's order."""
    known = produced()
    found = values([known[line.key] for line in report_lines() if line.key in known], path)
    return [FigureValue(line, found.get(line.key)) for line in report_lines()]


def figure(*, key: str, path: str = "") -> tuple[Figure, Decimal | None]:
    """One figure and its value.

    :raises NotFound: nothing produces it yet.
    """
    found = _known(key)
    return found, values([found], path)[key]


def records(*, key: str, path: str = "", page: int = 1) -> tuple[list[Record], int]:
    """A page of the records behind a figure, newest first, and how many there are in all.

    :raises NotFound: nothing produces it yet.
    """
    drill = f"select day, title, who, where_, amount, link_kind, link_id, count(*) over () from ({_known(key).drill}) records"
    rows = _rows(
        f"{drill} order by day desc nulls last, link_id limit {PAGE} offset %(offset)s",
        path,
        offset=(max(page, 1) - 1) * PAGE,
    )
    return _titled(Record(*row[:7]) for row in rows), rows[0][7] if rows else 0


def _known(key: str) -> Figure:
    found = produced().get(key)
    if found is None:
        raise NotFound
    return found


def _titled(found: Iterable[Record]) -> list[Record]:
    """A service is told by its title; SQL knows its key alone."""
    listed = list(found)
    if all(record.link_kind != "service" for record in listed):
        return listed
    titles = {service.key: service.title["zh"] for service in catalogue.services()}
    return [replace(r, title=titles.get(r.title, r.title)) if r.link_kind == "service" else r for r in listed]


def values(asked: list[Figure], path: str) -> dict[str, Decimal | None]:
    """Their values: those that the tree keeps in one query to its counts, the others counted from records."""
    kept = {figure.key: figure for figure in asked if figure.kept}
    found = unions.counted(path=path, keys=kept) if kept else {}
    return {key: _of_total(kept[key], total) for key, total in found.items()} | counted_from_records(
        [figure for figure in asked if not figure.kept], path
    )


def counted_from_records(asked: list[Figure], path: str) -> dict[str, Decimal | None]:
    """All of them in one query: each is one row and column."""
    if not asked:
        return {}
    row = _rows("select " + ", ".join(f"({figure.sql})" for figure in asked), path)[0]
    return {figure.key: None if value is None else Decimal(value) for figure, value in zip(asked, row, strict=True)}


def _of_total(figure: Figure, total: unions.Total) -> Decimal | None:
    """Without a payment there is no largest one."""
    whole = total.largest if figure.measure == "largest" else total.amount
    return None if whole is None else Decimal(whole) / IN_ONE[figure.kept]


def _rows(sql: str, path: str, **more: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"today": clock.today(), "path": path, **more})
        return cursor.fetchall()
