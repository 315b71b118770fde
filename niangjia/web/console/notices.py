"""公示与异议: running and ended notices, objections with their finding; lists that wait for their ratios."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from niangjia.base.actor import Actor
from niangjia.casework import api as casework
from niangjia.kernel.errors import NotFound
from niangjia.notices import api as notices
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.desk import desk, show
from niangjia.web.console.words import days_left
from niangjia.web.objections import behind, settle
from niangjia.web.shell.parts import Chip
from niangjia.web.shell.texts import say


@dataclass(frozen=True, slots=True)
class NoticeRow:
    line: notices.NoticeLine
    left: int | None
    shown: str


@dataclass(frozen=True, slots=True)
class NoticesPage:
    rows: Sequence[NoticeRow]
    chips: Sequence[Chip]
    ended: bool
    objections: Sequence[notices.ObjectionRow]
    may_settle: bool


@require_GET
@desk("notices")
def index(request: HttpRequest) -> HttpResponse:
    """Notices in reach, the running ones first; open objections at the right."""
    actor, ended = actor_of(request), request.GET.get("tab") == "ended"
    lines = notices.notices_visible_to(actor)
    running = [line for line in lines if line.state in notices.RUNNING]
    over = [line for line in lines if line.state not in notices.RUNNING]
    chips = [
        Chip(_("公示中"), "?", len(running), on=not ended),
        Chip(_("已结束"), "?tab=ended", len(over), on=ended),
        Chip("|", ""),
        Chip(_("待确认的名单"), reverse("console:lists")),
    ]
    page = NoticesPage(
        rows=[_row(line) for line in (over if ended else running)], chips=chips, ended=ended,
        objections=notices.objections_visible_to(actor, state="open"), may_settle=_may_settle(actor),
    )  # fmt: skip
    return show(request, "notices", page, here="notices")


def _row(line: notices.NoticeLine) -> NoticeRow:
    running = line.state in notices.RUNNING
    return NoticeRow(
        line, days_left(line.closes_on) if running else None, f"/public/notices/{line.token}/" if running else ""
    )


def _may_settle(actor: Actor) -> bool:
    return any(actor.holds(role) for role in ("reviewer", "aid", "leader"))


@dataclass(frozen=True, slots=True)
class ObjectionPage:
    objection: notices.ObjectionRow
    case_href: str
    on_list: bool
    open: bool
    contact: tuple[str, str] | None
    finding: str
    upheld: str
    crumb: Sequence[tuple[str, str]]


@require_http_methods(["GET", "POST"])
@desk("notices")
def objection(request: HttpRequest, objection_id: UUID) -> HttpResponse:
    """One objection: what it says, who said it (for a reason), and the written finding."""
    actor = actor_of(request)
    found = _objection(actor, objection_id)
    contact = None
    if request.method == "POST" and request.POST.get("step") == "contact":
        contact = notices.open_contact(by=actor, objection_id=objection_id, reason=request.POST.get("reason", ""))
    elif request.method == "POST":
        upheld = request.POST.get("upheld") == "yes"
        settle(
            by=actor, objection_id=objection_id, ref=found.ref, upheld=upheld, finding=request.POST.get("finding", "")
        )
        messages.success(
            request,
            _("结论已记下：异议成立，这一行已撤下。")
            if upheld
            else _("结论已记下：异议不成立，公示把剩下的天数走完。"),
        )
        return redirect("console:objection", objection_id)
    href, on_list = behind(found.ref)
    page = ObjectionPage(
        objection=found, case_href=href, on_list=on_list, open=found.state == "open", contact=contact,
        finding=request.POST.get("finding", ""), upheld=request.POST.get("upheld", ""),
        crumb=[(_("公示与异议"), reverse("console:notices")), (found.notice_number, "")],
    )  # fmt: skip
    return show(request, "objection", page, here="notices")


def _objection(actor: Actor, objection_id: UUID) -> notices.ObjectionRow:
    found = next((each for each in notices.objections_visible_to(actor, limit=1000) if each.id == objection_id), None)
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True, slots=True)
class Share:
    title: str
    wanted: str
    got: str
    holds: bool


@dataclass(frozen=True, slots=True)
class ListCard:
    """One service and period. ``on_it``: how many are on notice already."""

    service: str
    title: str
    period: str
    rows: Sequence[Any]
    on_it: int
    ratios: Sequence[Share]
    ready: bool


@dataclass(frozen=True, slots=True)
class ListsPage:
    lists: Sequence[ListCard]
    crumb: Sequence[tuple[str, str]]


@require_http_methods(["GET", "POST"])
@desk("notices")
def lists(request: HttpRequest) -> HttpResponse:
    """名单: candidates that wait for each other. It goes on notice as a whole, when its ratios hold."""
    actor = actor_of(request)
    if request.method == "POST":
        put = casework.confirm_list(
            by=actor, service=request.POST.get("service", ""), period=request.POST.get("period", "")
        )
        messages.success(
            request, ngettext("名单已进入公示，共 %(n)s 人。", "名单已进入公示，共 %(n)s 人。", put) % {"n": put}
        )
        return redirect("console:notices")
    crumb = [(_("公示与异议"), reverse("console:notices")), (_("待确认的名单"), "")]
    return show(
        request, "lists", ListsPage([_list(each) for each in casework.lists_waiting(actor)], crumb), here="notices"
    )


def _list(each: casework.ListView) -> ListCard:
    ratios = [Share(say(ratio.title), ratio.wanted, ratio.got, ratio.holds) for ratio in each.ratios]
    return ListCard(each.service, say(each.title), each.period, each.rows, each.on_it, ratios, each.ready)
