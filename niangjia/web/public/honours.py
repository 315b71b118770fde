"""荣誉榜: who bears which title. Titles are given in public, after three notices: names stand here in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from niangjia.honours import api as honours
from niangjia.web.shell.parts import Chip
from niangjia.web.shell.texts import chinese

PAGE = 50


@dataclass(frozen=True, slots=True)
class HonourLine:
    name: str
    title: str
    level: str
    union: str
    year: int


@dataclass(frozen=True, slots=True)
class RollPage:
    """``unions`` are named too; they stand on the first page."""

    lines: Sequence[HonourLine]
    unions: Sequence[HonourLine]
    years: Sequence[Chip]
    earlier: str
    later: str


@require_safe
def roll(request: HttpRequest) -> HttpResponse:
    """The roll, one year or all; whoever lost a title is not on it."""
    year, number = _number(request, "year"), _number(request, "page") or 1
    rows = honours.roll(year=year, page=number)
    page = RollPage(
        lines=[_line(row) for row in rows],
        unions=[_union_line(row) for row in honours.union_roll(year=year)] if number == 1 else [], years=_years(year),
        earlier=_href(year, number + 1) if len(rows) == PAGE else "", later=_href(year, number - 1) if number > 1 else "",
    )  # fmt: skip
    return render(request, "web/public/honours.html", {"page": page, "here": "honours"})


def _line(row: honours.HonourRow) -> HonourLine:
    title = row.title_zh if chinese() else row.title_en or row.title_zh
    return HonourLine(row.name, title, _(row.level_zh), row.union_name, row.year)


def _union_line(row: honours.UnionHonourRow) -> HonourLine:
    title = row.title_zh if chinese() else row.title_en or row.title_zh
    return HonourLine(row.union_name, title, _(row.level_zh), "", row.year)


def _years(chosen: int | None) -> list[Chip]:
    years = [Chip(str(year), f"?year={year}", on=year == chosen) for year in honours.roll_years()]
    return [Chip(_("全部"), "?", on=chosen is None), *years] if years else []


def _href(year: int | None, number: int) -> str:
    return f"?year={year}&page={number}" if year else f"?page={number}"


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and 0 < len(text) < 6 else None
