"""The report's values as the page shows them: chapters, cards for what is produced, a table for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.insight import api as insight
from niangjia.insight.api import FigureValue
from niangjia.web.shell.texts import chinese

CARDS = 4
SIGNS = {True: "yes", False: "unk", None: ""}


@dataclass(frozen=True, slots=True)
class FigureLine:
    """``value`` is None as long as nothing produces it; ``verdict`` is "yes" when it agrees with the report, "unk" when not."""

    key: str
    title: str
    period: str
    quote: str
    unit: str
    expected: str
    value: str | None
    verdict: str
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class ChapterPart:
    anchor: str
    sign: str
    title: str
    motto: str
    count: int
    cards: Sequence[FigureLine]
    lines: Sequence[FigureLine]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """``squares`` has one verdict a figure, in the report's order."""

    as_of: str
    total: int
    agreeing: int
    differing: int
    missing: int
    squares: Sequence[tuple[str, str]]
    chapters: Sequence[ChapterPart]
    drills: bool


def report_page(values: Sequence[FigureValue], *, drills: bool) -> ReportPage:
    lines = {each.line.key: _line(each, drills=drills) for each in values}
    agreeing, differing = (sum(each.agrees is wanted for each in values) for wanted in (True, False))
    return ReportPage(
        as_of=insight.AS_OF, total=len(values), agreeing=agreeing, differing=differing,
        missing=len(values) - agreeing - differing, squares=[(line.verdict or "none", line.title) for line in lines.values()],
        chapters=[_chapter(each, lines) for each in insight.CHAPTERS], drills=drills,
    )  # fmt: skip


def _chapter(chapter: insight.Chapter, lines: dict[str, FigureLine]) -> ChapterPart:
    told = [lines[key] for key in chapter.keys]
    cards = [line for line in told if line.value is not None][:CARDS]
    return ChapterPart(
        anchor=chapter.keys[0], sign=_(chapter.sign), title=_(chapter.title), motto=_(chapter.motto), count=len(told),
        cards=cards, lines=[line for line in told if line not in cards],
    )  # fmt: skip


def _line(each: FigureValue, *, drills: bool) -> FigureLine:
    line = each.line
    return FigureLine(
        key=line.key, title=line.zh if chinese() else line.en, period=_(insight.PERIODS[line.period]), quote=line.text,
        unit=_(insight.UNITS[line.unit]), expected=insight.COMPARED[line.comparator] + grouped(line.value),
        value=None if each.value is None else grouped(each.value), verdict=SIGNS[each.agrees], words=_words(each),
        href=reverse("console:figure", args=[line.key]) if drills and each.produced else "",
    )  # fmt: skip


def _words(each: FigureValue) -> str:
    if each.value is None:
        return _("尚未产出")
    if each.agrees:
        return _(insight.AGREES[each.line.comparator])
    gap = each.value - each.line.value
    return (_("多 %(n)s，核对中") if gap > 0 else _("还差 %(n)s")) % {"n": grouped(abs(gap))}


def plain(value: Decimal) -> str:
    """12345 or 0.5."""
    return f"{int(value)}" if value == value.to_integral_value() else f"{value.normalize():f}"


def grouped(value: Decimal) -> str:
    """12,345 or 83.6."""
    return f"{int(value):,}" if value == value.to_integral_value() else f"{value.normalize():,f}"
