"""数据来源: who tells us facts, what was last told, whether we believe it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from niangjia.base.actor import Actor
from niangjia.catalogue import api as catalogue
from niangjia.catalogue.api import SourceLine
from niangjia.kernel.errors import NotAllowed, NotFound
from niangjia.kernel.text import N_
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.definition_pages import may_set
from niangjia.web.console.desk import desk, show
from niangjia.web.shell.texts import listed, say

STATES = {"ok": (N_("正常"), "y"), "silent": (N_("没有新数据"), "d"), "wrong": (N_("数据有误"), "r")}


@dataclass(frozen=True, slots=True)
class Row:
    line: SourceLine
    name: str
    state: str
    tone: str
    services: str


@dataclass(frozen=True, slots=True)
class SourcesPage:
    rows: Sequence[Row]
    may_mark: bool


@require_http_methods(["GET", "POST"])
@desk("definitions")
def sources(request: HttpRequest) -> HttpResponse:
    """All sources; a POST marks one as not to be believed, or clears it."""
    actor = actor_of(request)
    if request.method == "POST":
        if not may_mark(actor):
            raise NotAllowed
        messages.success(request, _mark(actor, request))
        return redirect("console:sources")
    rows = [_row(line) for line in catalogue.source_lines()]
    return show(request, "sources", SourcesPage(rows, may_mark(actor)), here="definitions")


def may_mark(actor: Actor) -> bool:
    """The city's leader, and whoever runs the system."""
    return may_set(actor) or any(scope.role == "system_admin" for scope in actor.scopes)


def _mark(actor: Actor, request: HttpRequest) -> str:
    source, state, reason = (request.POST.get(name, "") for name in ("source", "state", "reason"))
    if state == "ok":
        catalogue.clear_source(by=actor, source=source, reason=reason)
        return _("已恢复，资格按现有数据显示。")
    if state == "silent" or state == "wrong":
        catalogue.mark_source(by=actor, source=source, state="silent" if state == "silent" else "wrong", reason=reason)
        return _("已标记：用到它的服务一律显示“待核实”。")
    raise NotFound


def _row(line: SourceLine) -> Row:
    words, tone = STATES[line.state]
    return Row(line, say({"zh": line.zh, "en": line.en}), _(words), tone, listed(say(d.title) for d in line.services))
