"""六年答卷: the report's figures beside those of the records, each opening into its records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from niangjia.insight import api as insight
from niangjia.kernel.text import N_
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.desk import desk, is_administrator, page_number, show
from niangjia.web.console.paging import window
from niangjia.web.console.reach import path_of
from niangjia.web.shell.texts import chinese

SIZE = 50
SIGNS = {"eq": "", "gt": "> ", "ge": "≥ ", "le": "≤ ", "near": "≈ ", "approx": "≈ "}
UNITS = {
    "attendances": N_("人次"), "awards": N_("项"), "bases": N_("个"), "cases": N_("件"), "classes": N_("班"), "contests": N_("场"),
    "couples": N_("对"), "documents": N_("份"), "enterprises": N_("家"), "homes": N_("个"), "honours": N_("个"), "innovations": N_("项"),
    "interfaces": N_("个"), "m2": "㎡", "participations": N_("人次"), "people": N_("人"), "percent": "%", "services": N_("项"),
    "studios": N_("个"), "teams": N_("支"), "unions": N_("家"), "unit": N_("家"), "units": N_("家"), "years": N_("年"), "yuan": N_("元"),
    "yuan/year": N_("元 / 年"),
}  # fmt: skip
LINKS = {"case": "console:case", "person": "console:person"}


@dataclass(frozen=True, slots=True)
class FigureCard:
    key: str
    title: str
    value: str
    unit: str
    expected: str
    verdict: str
    href: str


@dataclass(frozen=True, slots=True)
class FiguresPage:
    produced: Sequence[FigureCard]
    missing: Sequence[FigureCard]
    stats: Sequence[tuple[str, str, str, str, str]]
    as_of: str


@require_GET
@desk("figures")
def index(request: HttpRequest) -> HttpResponse:
    """Every figure of the report; those nothing produces yet are listed as such, never as zero."""
    actor = actor_of(request)
    cards = [_card(each, opens=not is_administrator(actor)) for each in insight.report(path=path_of(actor))]
    made, missing = [card for card in cards if card.value], [card for card in cards if not card.value]
    agree = sum(card.verdict == "yes" for card in made)
    stats = [
        (_("与文中一致"), str(agree), "", "", ""),
        (_("核对中"), str(len(made) - agree), "due" if len(made) > agree else "", "", ""),
        (_("尚未产出"), str(len(missing)), "", "", ""),
    ]
    page = FiguresPage(made, missing, stats, insight.AS_OF)
    return show(request, "figures", page, here="figures")


def _card(each: insight.FigureValue, *, opens: bool) -> FigureCard:
    line = each.line
    verdict = {True: "yes", False: "unk", None: ""}[each.agrees]
    return FigureCard(
        key=line.key, title=line.zh if chinese() else line.en, value="" if each.value is None else number(each.value),
        unit=_(UNITS.get(line.unit, line.unit)), expected=_("文中 %(n)s") % {"n": SIGNS.get(line.comparator, "") + number(line.value)},
        verdict=verdict, href=reverse("console:figure", args=[line.key]) if opens and each.produced else "",
    )  # fmt: skip


def number(value: Decimal) -> str:
    """12,345 or 83.6."""
    whole = value == value.to_integral_value()
    return f"{int(value):,}" if whole else f"{value.normalize():,f}"


@dataclass(frozen=True, slots=True)
class RecordLine:
    record: insight.Record
    href: str


@dataclass(frozen=True, slots=True)
class RecordsPage:
    title: str
    value: str
    unit: str
    rows: Page[Any]
    crumb: Sequence[tuple[str, str]]


@require_GET
@desk("figures")
def figure(request: HttpRequest, key: str) -> HttpResponse:
    """The records behind a figure, within the officer's subtree."""
    actor = actor_of(request)
    if is_administrator(actor):
        raise Http404
    path = path_of(actor)
    found, value = insight.figure(key=key, path=path)
    records, total = insight.records(key=key, path=path, page=page_number(request))
    title = found.zh if chinese() else found.en
    page = RecordsPage(
        title=title, value="—" if value is None else number(value), unit=_(UNITS.get(found.unit, found.unit)),
        rows=window([RecordLine(each, _href(each.link_kind, each.link_id)) for each in records], total, page_number(request), SIZE),
        crumb=[(_("报表与答卷"), reverse("console:figures")), (title, "")],
    )  # fmt: skip
    return show(request, "figure", page, here="figures")


def _href(kind: str, link_id: UUID | None) -> str:
    return reverse(LINKS[kind], args=[link_id]) if kind in LINKS and link_id else ""
