"""交友联谊 on the desk: proofs to look at, reports to look into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from niangjia.base.actor import Actor
from niangjia.pairs import api as pairs
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.desk import desk, show


@dataclass(frozen=True, slots=True)
class ReportLine:
    report: pairs.ReportView
    kind: str
    state: str


@dataclass(frozen=True, slots=True)
class MeetingsPage:
    proofs: Sequence[pairs.ProofView]
    reports: Sequence[ReportLine]


@dataclass(frozen=True, slots=True)
class ProofPage:
    crumb: Sequence[tuple[str, str]]
    proof: pairs.ProofView
    reason: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """``phone``: of one of the two, shown once in the answer to a POST that was written down; ``told``: what was typed."""

    crumb: Sequence[tuple[str, str]]
    line: ReportLine
    phone: str
    told: QueryDict


def crumb_to(title: str) -> list[tuple[str, str]]:
    return [(_("名额"), reverse("console:pools")), (_("交友联谊"), reverse("console:meetings")), (title, "")]


@require_GET
@desk("pools")
def index(request: HttpRequest) -> HttpResponse:
    """What waits in her reach, the oldest first."""
    actor = actor_of(request)
    reports = [line_of(each) for each in pairs.reports_for(actor)]
    return show(request, "meetings", MeetingsPage(pairs.proofs_waiting(actor), reports), here="pools")


def line_of(report: pairs.ReportView) -> ReportLine:
    return ReportLine(report, _(pairs.REASONS[report.kind]), _(pairs.REPORT_STATES[report.state]))


@require_http_methods(["GET", "POST"])
@desk("pools")
def proof(request: HttpRequest, proof_id: UUID) -> HttpResponse:
    """One proof: who, the file, two buttons."""
    actor = actor_of(request)
    if request.method == "POST":
        accepted = request.POST.get("do") == "accept"
        pairs.decide_proof(by=actor, proof_id=proof_id, accepted=accepted, reason=request.POST.get("reason", ""))
        messages.success(request, _("核对好了，本人会收到消息。"))
        return redirect("console:meetings")
    found = pairs.proof_for(actor, proof_id=proof_id)
    return show(
        request, "single_proof", ProofPage(crumb_to(_("单身证明")), found, request.POST.get("reason", "")), here="pools"
    )


@require_http_methods(["GET", "POST"])
@desk("pools")
def report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """One report: both sides are heard, then it is decided; a bar may be lifted."""
    actor, phone, step = actor_of(request), "", request.POST.get("do", "")
    if request.method == "POST" and step in {"from", "about"}:
        reason = request.POST.get("reason", "")
        phone = pairs.look_at_party_phone(by=actor, report_id=report_id, whose=step, reason=reason)
    elif request.method == "POST":
        _decided(request, actor, report_id, step)
        return redirect("console:meeting-report", report_id)
    found = pairs.report_for(actor, report_id=report_id)
    content = ReportPage(crumb_to(_("反映")), line_of(found), phone, request.POST)
    return show(request, "meeting_report", content, here="pools")


def _decided(request: HttpRequest, actor: Actor, report_id: UUID, step: str) -> None:
    post = request.POST
    if step == "lift":
        pairs.lift_bar(by=actor, report_id=report_id, reason=post.get("reason", ""))
        messages.success(request, _("解除了，马上能报名。"))
        return
    pairs.decide_report(
        by=actor, report_id=report_id, decision=post.get("decision", ""), heard=post.get("heard", ""), finding=post.get("finding", ""),
        until=parse_date(post.get("until", "")) if post.get("until") else None, for_good="for_good" in post,
    )  # fmt: skip
    messages.success(request, _("处理好了，双方都会收到消息。"))
