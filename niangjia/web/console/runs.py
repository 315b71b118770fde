"""What the union does by itself: runs that open cases or tell people, their progress, stop and go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from niangjia.base.actor import Actor
from niangjia.casework import api as casework
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotFound
from niangjia.kernel.text import N_
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.desk import desk, id_in, show
from niangjia.web.shell.texts import say

STATES = {"running": N_("正在办"), "paused": N_("停着"), "done": N_("办完了")}
SKIPPED = {
    "already": N_("已经有了"),
    "declined": N_("本人不要"),
    "no_home": N_("没有所属工会"),
    "first_time": N_("没领过，等本人申请"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A run in words. ``skipped``: (reason, how many)."""

    run: casework.RunRow
    title: str
    state: str
    skipped: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class RunsPage:
    lines: Sequence[Line]
    services: Sequence[tuple[str, str]]
    may: bool


@require_http_methods(["GET", "POST"])
@desk("runs")
def index(request: HttpRequest) -> HttpResponse:
    """All runs, newest first. A leader of the city starts, stops and takes up; counts only, nothing of anybody."""
    actor = actor_of(request)
    if request.method == "POST":
        _turn(request, actor)
        return redirect("console:runs")
    served = [d for d in catalogue.services() if d.is_delivered and d.state == "open"]
    titles = {d.key: say(d.title) for d in catalogue.services()}
    page = RunsPage(
        lines=[_line(run, titles) for run in casework.runs()],
        services=[(d.key, say(d.title)) for d in served],
        may=casework.may_run(actor),
    )
    return show(request, "runs", page, here="runs")


def _turn(request: HttpRequest, actor: Actor) -> None:
    match request.POST.get("do"):
        case "start":
            casework.start_delivery(by=actor, service=request.POST.get("service", ""))
            messages.success(request, _("开始办了，分批进行，关掉页面也接着办。"))
        case "offer":
            casework.start_offers(by=actor)
            messages.success(request, _("开始通知了，一个人一天最多一条。"))
        case "pause":
            casework.pause_run(by=actor, run_id=id_in(request, "run"))
            messages.success(request, _("停下了，办过的不受影响。"))
        case "continue":
            casework.continue_run(by=actor, run_id=id_in(request, "run"))
            messages.success(request, _("从停下的地方接着办。"))
        case _:
            raise NotFound


def _line(run: casework.RunRow, titles: dict[str, str]) -> Line:
    skipped = [(_(SKIPPED[reason]), count) for reason, count in run.skipped.items() if count]
    return Line(run, titles.get(run.service, run.service) or _("告诉大家现在能享受什么"), _(STATES[run.state]), skipped)
