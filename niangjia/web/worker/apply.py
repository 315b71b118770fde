"""Applying, saving for later, mending what came back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from niangjia.base.actor import Actor
from niangjia.campaigns import api as campaigns
from niangjia.casework import api as casework
from niangjia.casework.errors import FormIncomplete
from niangjia.kernel.errors import NotAllowed, NotFound, Refusal
from niangjia.kernel.text import N_
from niangjia.web.accounts.actors import actor_of
from niangjia.web.shell.texts import tell
from niangjia.web.worker import entitlements
from niangjia.web.worker.apply_page import apply_page, own_case
from niangjia.web.worker.apply_post import read_answers
from niangjia.web.worker.for_union import subject_asked
from niangjia.web.worker.frame import page, show

MENDABLE = frozenset({"returned", "consenting", "unagreed"})
DONE, WAITS = N_("办好了。"), N_("交上去了。有消息会告诉你，不用天天来看。")
SENT = dict.fromkeys(casework.LIVE, WAITS) | {
    "consenting": N_("交上去了，短信发给对方了。对方点了头，工会马上开始办。")
}


@page
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest, key: str) -> HttpResponse:
    """Apply for a service: everything on one page, nothing that was filled in is lost."""
    by = actor_of(request)
    if key == "join":
        return redirect("/join/")
    found = entitlements.shown(key)
    if found.books:
        return redirect("places", key)
    if campaigns.is_campaign(found):
        return redirect("campaigns")
    union_id = subject_asked(request, by, key)
    disputing = "dispute" in request.GET or "disputed" in request.POST
    form = casework.form_for(person_id=by.id, service=key, subject_id=union_id)
    if request.method == "GET":
        return show(request, "apply", _page(by, form, union_id=union_id, disputing=disputing))
    answers, wrong = read_answers(request, form.definition.form, by=by)
    disputed = request.POST.get("disputed", "").strip()
    return _judged(request, by, key, answers, wrong, union_id=union_id, disputing=disputing, disputed=disputed)


@page
@require_http_methods(["GET", "POST"])
def repair(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """All defects of a return on one page; handing it in again goes on where it was."""
    by = actor_of(request)
    case = own_case(by, case_id)
    if case is None or case.state not in MENDABLE:
        raise Http404
    form = casework.form_for(person_id=by.id, service=case.service, case=case)
    if request.method == "GET":
        return show(request, "apply", _page(by, form, case=case))
    answers, wrong = read_answers(request, form.definition.form, by=by, replaced=form.defects)
    try:
        if wrong or "add_row" in request.POST:
            raise FormIncomplete(fields=wrong)
        casework.resubmit(by=by, case_id=case_id, answers=answers)
    except Refusal as refusal:
        return _again(request, by, form, answers, refusal, case=case)
    waits = casework.case_summary(case_id=case_id).state == "consenting"
    messages.success(
        request,
        _("又请了一次，短信已经发出去。") if waits else _("交回去了，从上次停下的地方接着办，不用重新排。"),
    )
    return redirect(f"/matters/{case_id}/")


def _judged(
    request: HttpRequest,
    by: Actor,
    key: str,
    answers: dict[str, Any],
    wrong: dict[str, str],
    *,
    union_id: UUID | None,
    disputing: bool,
    disputed: str,
) -> HttpResponse:
    """Keep the draft first, so that nothing is lost; then save, add a row, or apply."""
    asked_for = request.POST.get("action", "send")
    try:
        casework.save_draft(by=by, service=key, answers=answers, subject_id=union_id)
        if asked_for == "save" and not wrong:
            messages.success(request, _("存好了。什么时候接着填都行，在“我的事”里。"))
            return redirect("/matters/")
        if wrong or asked_for == "save" or "add_row" in request.POST:
            raise FormIncomplete(fields=wrong)
        case_id = casework.apply_for_service(
            by=by, service=key, answers=answers, disputed=disputed, subject_id=union_id
        )
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        form = casework.form_for(person_id=by.id, service=key, subject_id=union_id)
        asks = disputing or refusal.key == "not_entitled"
        return _again(request, by, form, answers, refusal, union_id=union_id, disputing=asks, disputed=disputed)
    messages.success(request, _(SENT.get(casework.case_summary(case_id=case_id).state, DONE)))
    return redirect(f"/matters/{case_id}/")


def _again(
    request: HttpRequest, by: Actor, form: casework.FormView, answers: Mapping[str, Any], refusal: Refusal, **more: Any
) -> HttpResponse:
    """The same page with what is wrong beside each field; an added row is no error."""
    wrong = refusal.fields if isinstance(refusal, FormIncomplete) else {}
    told = None if isinstance(refusal, FormIncomplete) else tell(refusal)
    kept = dict(answers)
    if name := request.POST.get("add_row"):
        kept[name] = [*kept.get(name, ()), {}]
    return show(request, "apply", _page(by, form, answers=kept, wrong=wrong, told=told, **more))


def _page(by: Actor, form: casework.FormView, **more: Any) -> Any:
    amount = entitlements.amount(form.definition, more.get("union_id") or by.id, more.get("answers"))
    return apply_page(by=by, form=form, amount_fen=amount, **more)
