"""Members: search in the subtree, a person's page (masked), transfers that wait, posts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from niangjia.base.actor import Actor
from niangjia.casework import api as casework
from niangjia.kernel.text import N_
from niangjia.organising import api as organising
from niangjia.people import api as people
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.desk import desk, id_in, is_administrator, page_number, show
from niangjia.web.console.paging import window
from niangjia.web.console.pinned import title_of
from niangjia.web.shell.parts import Chip

SIZE = 50
REVEALED = {"phone": N_("手机号"), "id_number": N_("证件号码"), "bank_card": N_("银行卡号")}


@dataclass(frozen=True, slots=True)
class MembersPage:
    rows: Page[Any]
    total: int
    more: bool
    text: str
    chips: Sequence[Chip]
    query: str


@require_GET
@desk("members")
def index(request: HttpRequest) -> HttpResponse:
    """The members below the officer's posts. For the security administrator the posts are the work."""
    actor = actor_of(request)
    if is_administrator(actor):
        return redirect("console:posts")
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "status", "path")}
    found = people.people_visible_to(
        actor, text=asked["q"], status=asked["status"], union_path=asked["path"], page=page_number(request), size=SIZE
    )
    page = MembersPage(
        rows=window(found.rows, found.total, page_number(request), SIZE), total=found.total, more=found.more, text=asked["q"],
        chips=_chips(asked), query=urlencode({name: value for name, value in asked.items() if value}),
    )  # fmt: skip
    return show(request, "members", page, here="members")


def _chips(asked: dict[str, str]) -> list[Chip]:
    kept = {name: value for name, value in asked.items() if value and name != "status"}
    every = Chip(_("全部"), "?" + urlencode(kept), on=not asked["status"])
    chips = [
        Chip(_(people.STATUSES[status]), "?" + urlencode(kept | {"status": status}), on=asked["status"] == status)
        for status in ("active", "retained")
    ]
    more = [Chip("|", ""), Chip(_("转会待答"), reverse("console:transfers")), Chip(_("岗位"), reverse("console:posts"))]
    return [every, *chips, *more]


@dataclass(frozen=True, slots=True)
class CaseLine:
    href: str
    title: str
    number: str
    state: str
    amount_fen: int | None
    at: Any


@dataclass(frozen=True, slots=True)
class PersonPage:
    person: people.PersonRef
    profile: people.Profile
    facts: Sequence[tuple[str, str]]
    memberships: Sequence[people.MembershipRef]
    cases: Sequence[CaseLine]
    posts: Sequence[people.PostRef]
    studies: Sequence[Any]
    revealed: tuple[str, str] | None
    crumb: Sequence[tuple[str, str]]


@require_http_methods(["GET", "POST"])
@desk("members")
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """One person, masked. A POST asks for one private number, with the reason."""
    actor = actor_of(request)
    ref = people.person_for(actor, person_id)
    revealed = None
    if request.method == "POST":
        what = request.POST.get("what", "")
        value = people.reveal_private(by=actor, person_id=person_id, what=what, reason=request.POST.get("reason", ""))  # type: ignore[arg-type]  # an unknown word is NotFound
        revealed = (_(REVEALED[what]), value)
    return show(request, "person", _person(actor, ref, revealed), here="members")


def _person(actor: Actor, ref: people.PersonRef, revealed: tuple[str, str] | None) -> PersonPage:
    known = people.profile(ref.id)
    facts = [
        (_("性别"), {"m": _("男"), "f": _("女")}.get(known.sex, "—")),
        (_("出生"), f"{known.born:%Y-%m-%d}" if known.born else "—"),
        (_("单位"), known.employer_name or "—"),
        (_("用工形式"), _(known.employment_zh) if known.employment_zh else "—"),
        (_("新就业形态"), _(known.new_form_zh) if known.new_form_zh else "—"),
        (_("就业状态"), _(known.at_work_zh) if known.at_work_zh else "—"),
        (_("技术等级"), _(known.skill_zh) if known.skill_zh else "—"),
        (_("实名核验"), f"{known.identified_on:%Y-%m-%d}" if known.identified_on else _("还没有")),
    ]
    cases = [case for case in casework.cases_of(ref.id) if case.state != "draft" and actor.sees(case.path)]
    return PersonPage(
        person=ref, profile=known, facts=facts, memberships=people.memberships_of(person_id=ref.id),
        cases=[_case_line(case) for case in cases], posts=people.posts_of(ref.id), studies=people.studies_of(person_id=ref.id),
        revealed=revealed, crumb=[(_("会员"), reverse("console:members")), (ref.name, "")],
    )  # fmt: skip


def _case_line(case: Any) -> CaseLine:
    return CaseLine(
        reverse("console:case", args=[case.id]), title_of(case.service, case.version), case.number,
        _(casework.STATES[case.state]), case.amount_fen, case.applied_at,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class TransfersPage:
    rows: Sequence[organising.TransferRow]
    crumb: Sequence[tuple[str, str]]


@require_http_methods(["GET", "POST"])
@desk("members")
def transfers(request: HttpRequest) -> HttpResponse:
    """转会: both unions answer, and five working days answer for whoever is silent."""
    actor = actor_of(request)
    if is_administrator(actor):
        raise Http404
    if request.method == "POST":
        agree = request.POST.get("agree") == "yes"
        state = organising.answer_transfer(
            by=actor, person_id=id_in(request, "person_id"), transfer_id=id_in(request, "transfer_id"), agree=agree,
            reason=request.POST.get("reason", ""),
        )  # fmt: skip
        messages.success(request, _("已答复：%(state)s。") % {"state": _(organising.TRANSFER_STATES[state])})
        return redirect("console:transfers")
    crumb = [(_("会员"), reverse("console:members")), (_("转会待答"), "")]
    return show(request, "transfers", TransfersPage(organising.transfers_waiting(actor), crumb), here="members")
