"""本工会的服务: what the officer's own unions are entitled to, with the reasons, and the way to ask for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from niangjia.base.actor import Actor
from niangjia.casework import api as casework
from niangjia.catalogue import api as catalogue
from niangjia.kernel.text import N_
from niangjia.people import api as people
from niangjia.unions import api as unions
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.desk import desk, show
from niangjia.web.shell.texts import listed, say

VERDICTS = {"yes": True, "no": False, "unknown": None}
WORDS = {"yes": N_("符合"), "no": N_("现在不符合"), "unknown": N_("还不知道")}


@dataclass(frozen=True, slots=True)
class Line:
    """A service for one union. ``case``: the address of what runs; ``ask``: where it is asked for, empty when nobody has to or may."""

    title: str
    summary: str
    verdict: bool | None
    word: str
    why: str
    delivered: bool
    case: str
    ask: str


@dataclass(frozen=True, slots=True)
class Ours:
    """One of her unions."""

    name: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class OursPage:
    unions: Sequence[Ours]


@require_GET
@desk("ours")
def index(request: HttpRequest) -> HttpResponse:
    """Each union for which the actor speaks, with every open service for unions."""
    return show(request, "ours", OursPage(_unions(actor_of(request))), here="ours")


def _unions(actor: Actor) -> list[Ours]:
    mine = {union_id for union_id, role in people.posts_as_unions(actor) if role in casework.SPEAKING}
    found = sorted(unions.unions(union_ids=mine).values(), key=lambda union: union.path)
    return [Ours(union.name, _lines(union.id)) for union in found]


def _lines(union_id: UUID) -> list[Line]:
    running = casework.running_for(subject_id=union_id)
    return [_line(verdict, union_id, running.get(verdict.key)) for verdict in catalogue.entitlements("union", union_id)]


def _line(verdict: Any, union_id: UUID, case_id: UUID | None) -> Line:
    found = verdict.definition
    delivered = found.proactive == "deliver"
    asks = case_id is None and not delivered and verdict.verdict != "no"
    return Line(
        title=say(found.title),
        summary=say(found.summary),
        verdict=VERDICTS[verdict.verdict],
        word=_(WORDS[verdict.verdict]),
        why=listed((_reason(line) for line in verdict.unmet), clauses=True),
        delivered=delivered,
        case=reverse("console:case", args=[case_id]) if case_id else "",
        ask=f"{reverse('apply', args=[found.key])}?union={union_id}" if asks else "",
    )


def _reason(line: Any) -> str:
    """What keeps the union from it, and what to do about it."""
    words = _("还不知道：%(what)s") if line.value is None else _("须%(what)s")
    return " ".join(filter(None, (words % {"what": say(line.because)}, say(line.todo))))
