"""名册: the plain registers, counted for everybody in reach, looked through for a written purpose only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from niangjia.kernel.errors import NotFound
from niangjia.registers import api as registers
from niangjia.registers.errors import PurposeMissing
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.desk import desk, id_in, page_number, show
from niangjia.web.console.paging import window
from niangjia.web.shell.texts import tell

SIZE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A register, with how many stand in it within reach."""

    title: str
    href: str
    count: int


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """``rows`` is None until a purpose was given. ``may_end``: a leader."""

    title: str
    crumb: Sequence[tuple[str, str]]
    purpose: str
    text: str
    rows: Page[registers.Standing] | None
    query: str
    may_end: bool


@require_GET
@desk("registers")
def index(request: HttpRequest) -> HttpResponse:
    """All plain registers: numbers, nobody's name."""
    found = registers.counts(actor_of(request))
    lines = [
        Line(_(registers.REGISTERS[kind].title), reverse("console:register", args=[kind]), count)
        for kind, count in found.items()
    ]
    return show(request, "registers", lines, here="registers")


@require_http_methods(["GET", "POST"])
@desk("registers")
def register(request: HttpRequest, kind: str) -> HttpResponse:
    """One register, with a purpose; a POST ends an entry."""
    if kind not in registers.REGISTERS:
        raise NotFound
    actor, title = actor_of(request), _(registers.REGISTERS[kind].title)
    if request.method == "POST":
        registers.leave_register(
            by=actor, subject_id=id_in(request, "person_id"), entry_id=id_in(request, "entry_id"),
            reason=request.POST.get("reason", ""),
        )  # fmt: skip
        messages.success(request, _("已经移出名册，理由记下了。"))
        return redirect("console:register", kind)
    return show(request, "register", _page(request, kind, title), here="registers")


def _page(request: HttpRequest, kind: str, title: str) -> RegisterPage:
    actor, number = actor_of(request), page_number(request)
    purpose, text = request.GET.get("purpose", "").strip(), request.GET.get("q", "").strip()
    found = _looked(request, kind, purpose, text, number) if purpose else None
    return RegisterPage(
        title=title, crumb=[(_("名册"), reverse("console:registers")), (title, "")], purpose=purpose, text=text,
        rows=window(found.rows, found.total, number, SIZE) if found else None,
        query=urlencode({"purpose": purpose, "q": text}), may_end=actor.holds("leader"),
    )  # fmt: skip


def _looked(request: HttpRequest, kind: str, purpose: str, text: str, number: int) -> registers.Page | None:
    """What is found, or nothing and why: a purpose of two letters is none."""
    try:
        return registers.look_through(by=actor_of(request), kind=kind, purpose=purpose, text=text, page=number)
    except PurposeMissing as missing:
        messages.warning(request, str(tell(missing)))
        return None
