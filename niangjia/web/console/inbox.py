"""The inbox: what waits for the officer's posts, by due date; approving many at once where nothing is left to judge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from niangjia.base import clock
from niangjia.base.workcalendar import calendar
from niangjia.casework import api as casework
from niangjia.casework.api import Waiting
from niangjia.kernel.text import N_
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.bulk import approve_together
from niangjia.web.console.case_page import CasePage, case_page
from niangjia.web.console.desk import desk, ids_in, is_administrator, part, places_of, show
from niangjia.web.console.pinned import pinned, title_of
from niangjia.web.console.signs import SIGNS, point_of, sign_of
from niangjia.web.console.words import chain_signs, clock_of
from niangjia.web.shell.parts import Chip, InboxGroup, InboxRow
from niangjia.web.shell.places import RAIL
from niangjia.web.templatetags.nj import day, weekday

MOST = 200
GROUPS = {
    "over": N_("超期"),
    "today": N_("今天"),
    "tomorrow": N_("明天"),
    "week": N_("本周"),
    "later": N_("下周及以后"),
}


@dataclass(frozen=True, slots=True)
class InboxPage:
    """``first`` is the address of the preview that loads with the page."""

    count: int
    groups: Sequence[InboxGroup]
    chips: Sequence[Chip]
    services: Sequence[Chip]
    first: str
    current: str
    more: int


@dataclass(frozen=True, slots=True)
class PreviewPage:
    case: CasePage
    quick: bool


@require_http_methods(["GET", "POST"])
@desk("inbox", "journal", "members", "figures")
def index(request: HttpRequest) -> HttpResponse:
    """The list; a POST approves what was picked. Administrators, for whom nothing waits, are led to their own first place."""
    actor = actor_of(request)
    if is_administrator(actor):
        return redirect(next(p.href for section in RAIL for p in section.places if p.key in places_of(actor)))
    if request.method == "POST":
        done, left = approve_together(by=actor, case_ids=picked(request))
        messages.success(
            request, ngettext("%(n)s 件已签，各有各的记录。", "%(n)s 件已签，各有各的记录。", done) % {"n": done}
        )
        for words in left:
            messages.warning(request, words)
        return redirect(request.get_full_path())
    page = _inbox(request)
    return show(request, "inbox", page, here="inbox", fixed=True, rail_counts={"inbox": page.count})


def picked(request: HttpRequest) -> list[UUID]:
    """Whom a button or key meant: the one of the preview's button, else those ticked, else (by key) the one looked at."""
    by_key = ids_in(request, "current") if "act" in request.POST else []
    return ids_in(request, "only") or ids_in(request, "pick") or by_key


def _inbox(request: HttpRequest) -> InboxPage:
    actor, service, group = actor_of(request), request.GET.get("service", ""), request.GET.get("group", "")
    sign = request.GET.get("sign", "")
    lines = casework.waiting_for(actor, limit=MOST, judged=True)
    every = (
        {**Counter(line.group for line in lines), "all": len(lines)}
        if len(lines) < MOST
        else casework.counts_for(actor)
    )
    kept = {"group": group, "service": service, "sign": sign}
    shown = [line for line in lines if (line.group, line.service, sign_of(line)) == _wanted(line, kept)]
    return InboxPage(
        count=every["all"], groups=_groups(shown), chips=_groups_to_pick(every, kept),
        services=_services_to_pick(lines, kept) + _signs_to_pick(lines, kept),
        first=reverse("console:preview", args=[shown[0].id]) if shown else "", current=str(shown[0].id) if shown else "",
        more=max(every["all"] - len(lines), 0),
    )  # fmt: skip


def _groups(lines: Sequence[Waiting]) -> list[InboxGroup]:
    today = clock.today()
    titles = {key: _(title) for key, title in GROUPS.items()}
    titles["today"] += f" · {day(today)} {weekday(today)}"
    tomorrow = calendar().add(today, 1).day
    titles["tomorrow"] += f" · {day(tomorrow)} {weekday(tomorrow)}"
    found = {key: [_row(line) for line in lines if line.group == key] for key in GROUPS}
    return [InboxGroup(titles[key], rows, "red" if key == "over" else "") for key, rows in found.items() if rows]


def _wanted(line: Waiting, kept: dict[str, str]) -> tuple[str, str, str]:
    """What a line has to be to be shown: what was picked, else whatever it is."""
    return kept["group"] or line.group, kept["service"] or line.service, kept["sign"] or sign_of(line)


def _row(line: Waiting) -> InboxRow:
    chain = pinned(line.service, line.version).chain
    appealed = line.state == "appealed"
    tag, tone = (
        (_("复核"), "d") if appealed else (_("免申即享"), "y") if line.origin == "delivered" else (_("本人"), "")
    )
    sign, point, detail = point_of(line)
    return InboxRow(
        key=str(line.id), href=reverse("console:case", args=[line.id]), preview=reverse("console:preview", args=[line.id]),
        clock=clock_of(line.left, chain[line.stage].days), what=title_of(line.service, line.version), who=line.name,
        unit=line.unit if line.unit != line.name else "", verdict=sign, point=point, detail=detail,
        chain=chain_signs(chain, line.stage), tag=tag, tone=tone, code=line.number,
    )  # fmt: skip


def _chip(title: str, count: int, kept: dict[str, str], name: str, key: str, tone: str = "") -> Chip:
    """One of a group of filters: picked once more, it falls away; the others stay."""
    on = kept[name] == key
    query = {which: value for which, value in (kept | {name: "" if on else key}).items() if value}
    return Chip(title, f"?{urlencode(query)}", count, on=on, tone=tone)


def _groups_to_pick(every: dict[str, int], kept: dict[str, str]) -> list[Chip]:
    chips = [_chip(_("全部"), every["all"], kept, "group", "")]
    for key, title in GROUPS.items():
        tone = "over" if key == "over" and every.get(key) else ""
        chips.append(_chip(_(title), every.get(key, 0), kept, "group", key, tone))
    return chips


def _services_to_pick(lines: Sequence[Waiting], kept: dict[str, str]) -> list[Chip]:
    titles = {key: title_of(key, version) for key, version in sorted({(line.service, line.version) for line in lines})}
    counts = Counter(line.service for line in lines)
    chips = [_chip(title, counts[key], kept, "service", key) for key, title in titles.items()]
    return [Chip("|", ""), *chips] if chips else []


def _signs_to_pick(lines: Sequence[Waiting], kept: dict[str, str]) -> list[Chip]:
    counts = Counter(sign_of(line) for line in lines)
    chips = [_chip(_(title), counts[key], kept, "sign", key) for key, title in SIGNS.items() if counts[key]]
    return [Chip("|", ""), *chips] if chips else []


@require_GET
@desk("inbox")
def preview(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One case at the right of the list."""
    page = case_page(actor_of(request), case_id)
    kind, plain = page.deciding.kind, not (page.deciding.blocked or page.deciding.money)
    quick = kind == "review" and plain and page.counts["yes"] == len(page.criteria)
    return part(request, "_preview", PreviewPage(page, quick))
