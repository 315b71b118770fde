"""审核: what waits for a wall, the oldest first; one entry; the answer to a wish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from niangjia.base import files
from niangjia.base.actor import Actor
from niangjia.campaigns import api as campaigns
from niangjia.kernel.errors import NotFound
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.campaign_pages import home
from niangjia.web.console.desk import desk, show


@dataclass(frozen=True, slots=True)
class QueuePage:
    crumb: Sequence[tuple[str, str]]
    entries: Sequence[campaigns.Moderated]


@dataclass(frozen=True, slots=True)
class EntryPage:
    """``reports``: what others said is wrong, in words, and how many; ``reason`` and ``reply``: what was typed."""

    crumb: Sequence[tuple[str, str]]
    entry: campaigns.Moderated
    kind: str
    state: str
    reports: Sequence[tuple[str, int]]
    reason: str
    reply: str


@require_GET
@desk("pools")
def queue(request: HttpRequest) -> HttpResponse:
    """All walls in reach together."""
    crumb = [*home(), (_("审核"), "")]
    return show(request, "wall_queue", QueuePage(crumb, campaigns.queue(actor_of(request))), here="pools")


@require_http_methods(["GET", "POST"])
@desk("pools")
def entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """One entry: what it is, two buttons; after a decision the next that waits comes by itself."""
    actor = actor_of(request)
    if request.method == "POST":
        return _done(request, actor, entry_id)
    found = campaigns.entry_for(actor, entry_id=entry_id)
    campaign = reverse("console:campaign", args=[found.campaign_id])
    page = EntryPage(
        crumb=[*home(), (found.title, campaign), (_("审核"), "")], entry=found, kind=_(campaigns.KINDS[found.kind]),
        state=_(campaigns.ENTRY_STATES[found.state]), reports=[(_(campaigns.REPORTS[key]), n) for key, n in found.reports.items()],
        reason=request.POST.get("reason", ""), reply=request.POST.get("reply", "") or found.reply,
    )  # fmt: skip
    return show(request, "wall_entry", page, here="pools")


@require_GET
@desk("pools")
def photo(request: HttpRequest, file_id: UUID) -> StreamingHttpResponse:
    """A picture of a wall, for who moderates it."""
    opened = files.open_for(by=actor_of(request), file_id=file_id)
    return StreamingHttpResponse(opened.chunks, headers=dict(opened.headers))


def _done(request: HttpRequest, actor: Actor, entry_id: UUID) -> HttpResponse:
    reason, told = request.POST.get("reason", ""), request.POST.get("turn", "")
    turn = int(told) if told.isdecimal() and len(told) < 6 else 0
    match request.POST.get("do"):
        case "show" | "refuse" as step:
            campaigns.check_entry(by=actor, entry_id=entry_id, turn=turn, shown=step == "show", reason=reason)
            messages.success(
                request, _("上墙了，本人会收到消息。") if step == "show" else _("没有上墙，原因告诉本人了，可以再交。")
            )
        case "down":
            campaigns.take_down(by=actor, entry_id=entry_id, reason=reason)
            messages.success(request, _("撤下了，原因告诉本人了。"))
        case "reply":
            campaigns.answer_wish(by=actor, entry_id=entry_id, turn=turn, text=request.POST.get("reply", ""))
            messages.success(request, _("回复好了，本人会收到“心愿已回复”。"))
            return redirect("console:wall-entry", entry_id)
        case _:
            raise NotFound
    waits = campaigns.queue(actor)
    return redirect("console:wall-entry", waits[0].id) if waits else redirect("console:wall-queue")
