"""Cases: search, one case with its decision, its private values for a reason, its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from niangjia.base import files
from niangjia.base.actor import Actor
from niangjia.casework import api as casework
from niangjia.kernel.errors import ReasonMissing
from niangjia.kernel.text import N_
from niangjia.unions import api as unions
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.answers import reveal_answer
from niangjia.web.console.case_page import case_page
from niangjia.web.console.decisions import decide
from niangjia.web.console.desk import desk, page_number, show
from niangjia.web.console.forms import DecisionForm
from niangjia.web.console.paging import window
from niangjia.web.console.pinned import title_of
from niangjia.web.console.sight_form import told_in
from niangjia.web.shell.parts import Chip
from niangjia.web.templatetags.nj import day

SIZE = 50
STARS = tuple("54321")
ENDED = ("refused", "withdrawn", "missed", "unagreed", "delivered", "rated", "archived")
PRIVATE_OF_PERSON = ("phone", "id_number", "bank_card")


@dataclass(frozen=True, slots=True)
class Line:
    """A case in the list of a search."""

    number: str
    href: str
    service: str
    service_href: str
    who: str
    unit: str
    state: str
    tone: str
    applied: str
    due: str
    amount_fen: int | None


@dataclass(frozen=True, slots=True)
class CasesPage:
    rows: Page[Any]
    lines: Sequence[Line]
    total: int
    text: str
    chips: Sequence[Chip]
    service: str
    state: str
    query: str


@require_GET
@desk("cases")
def index(request: HttpRequest) -> HttpResponse:
    """Every case in reach, newest first, by number or name."""
    actor, asked = actor_of(request), {name: request.GET.get(name, "").strip() for name in ("q", "service", "state")}
    state = asked["state"] if asked["state"] in casework.STATES else ""
    rows, total = casework.find_cases(
        actor, text=asked["q"], service=asked["service"], state=state, page=page_number(request), size=SIZE
    )
    query = urlencode({name: value for name, value in asked.items() if value})
    page = CasesPage(
        rows=window(rows, total, page_number(request), SIZE), lines=_lines(rows), total=total, text=asked["q"],
        chips=_chips(asked), service=_service_title(asked["service"], rows), state=state, query=query,
    )  # fmt: skip
    return show(request, "cases", page, here="cases")


def _service_title(key: str, rows: Sequence[Any]) -> str:
    return title_of(key, rows[0].version) if key and rows else key


def _lines(rows: Sequence[Any]) -> list[Line]:
    names = unions.unions(union_ids={row.union_id for row in rows}) if rows else {}
    return [
        Line(
            number=row.number, href=reverse("console:case", args=[row.id]), service=title_of(row.service, row.version),
            service_href=f"?service={row.service}", who=row.who, unit=names[row.union_id].name,
            state=_(casework.state_text(row)), tone=TONES.get(row.state, ""), applied=day(row.applied_at),
            due=day(row.due_on) if row.due_on else "", amount_fen=row.amount_fen,
        )
        for row in rows
    ]  # fmt: skip


TONES = {
    "frozen": "d",
    "returned": "d",
    "bounced": "d",
    "appealed": "d",
    "delivered": "y",
    "rated": "y",
    "refused": "n",
    "withdrawn": "n",
    "unagreed": "n",
    "missed": "n",
}


def _chips(asked: dict[str, str]) -> list[Chip]:
    kept = {name: value for name, value in asked.items() if value and name != "state"}
    shown = (
        "",
        "review",
        "consenting",
        "returned",
        "notice",
        "frozen",
        "appealed",
        "delivering",
        "bounced",
        "delivered",
        "missed",
        "refused",
    )
    return [
        Chip(
            _(casework.STATES[state]) if state else _("全部"),
            "?" + urlencode(kept | ({"state": state} if state else {})),
            on=asked["state"] == state,
        )
        for state in shown
    ]


@require_http_methods(["GET", "POST"])
@desk("cases")
def case(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """One case. A POST is a decision; what the verb refuses is said here, and what was typed stays."""
    actor = actor_of(request)
    form = DecisionForm(request.POST) if request.POST else None
    if request.method == "POST" and form and form.is_valid():
        casework.case_for(actor, case_id)
        said = decide(by=actor, case_id=case_id, given=form.cleaned_data, votes=form.votes, posted=request.POST)
        messages.success(request, said)
        return redirect("console:case", case_id)
    chosen = request.POST.get("decision") or request.GET.get("decision", "")
    return show(request, "case", case_page(actor, case_id, form=form, chosen=chosen), here="cases")


@require_http_methods(["GET", "POST"])
@desk("cases")
def reveal(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A private value in plain, for a reason: shown once on the case's page, written into the journal first."""
    actor, what = actor_of(request), request.POST.get("what", "")
    if request.method != "POST":
        return show(request, "case", case_page(actor, case_id), here="cases")
    value = _open(actor, case_id, what, request.POST.get("reason", ""))
    page = case_page(actor, case_id, revealed=(_(REVEALED.get(what, N_("这一项"))), value))
    return show(request, "case", page, here="cases")


@require_POST
@desk("cases")
def rate(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """How it was, said for the union the case was for."""
    actor, stars = actor_of(request), request.POST.get("rating", "")
    casework.case_for(actor, case_id)
    if stars not in STARS:
        raise ReasonMissing
    casework.rate(by=actor, case_id=case_id, stars=int(stars), text=request.POST.get("text", "")[:500])
    messages.success(request, _("谢谢你说了实话。只用来改进服务，不给任何人排名。"))
    return redirect("console:case", case_id)


@require_POST
@desk("cases")
def see(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What was promised to be shown has been shown."""
    actor, line = actor_of(request), request.POST.get("line", "")
    casework.case_for(actor, case_id)
    seen = told_in(request.POST).get(line) or casework.Seen("", "")
    casework.record_seen(by=actor, case_id=case_id, name=line, seen=seen)
    messages.success(request, _("看到的已记下。"))
    return redirect("console:case", case_id)


REVEALED = {"phone": N_("手机号"), "id_number": N_("证件号码"), "bank_card": N_("银行卡号")}


def _open(actor: Actor, case_id: UUID, what: str, reason: str) -> str:
    if what.startswith("answer:"):
        return reveal_answer(by=actor, case_id=case_id, name=what.removeprefix("answer:"), reason=reason)
    return casework.reveal_applicant(by=actor, case_id=case_id, what=what, reason=reason)


@require_GET
@desk("cases", "members")
def file(request: HttpRequest, file_id: UUID) -> HttpResponseBase:
    """Evidence, when a file guard lets this actor see it."""
    opened = files.open_for(by=actor_of(request), file_id=file_id, download="save" in request.GET)
    response = StreamingHttpResponse(opened.chunks)
    for name, value in opened.headers.items():
        response[name] = value
    return response


@require_GET
@desk("cases", "members", "funds")
def search(request: HttpRequest) -> HttpResponse:
    """The field in the bar: digits are a case's number (or a phone, or an ID number), words a name."""
    text = request.GET.get("q", "").strip()
    number = text[:1].isdecimal() and "-" in text
    where = "console:cases" if number or not text else "console:members"
    return HttpResponseRedirect(f"{reverse(where)}?{urlencode({'q': text})}")
