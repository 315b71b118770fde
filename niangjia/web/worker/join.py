"""Joining on a phone, under three minutes: who, where, a signature."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from niangjia.casework import api as casework
from niangjia.casework.errors import FormIncomplete
from niangjia.kernel.errors import Refusal
from niangjia.people import api as people
from niangjia.web.accounts.actors import actor_of
from niangjia.web.shell.texts import tell
from niangjia.web.worker.apply_post import read_answers
from niangjia.web.worker.frame import page, show
from niangjia.web.worker.join_page import (
    JOIN,
    Standing,
    keep_where,
    sign_page,
    signed_by,
    standing,
    where_page,
    who_page,
    wrong_in,
)


@page
@require_http_methods(["GET", "POST"])
def who(request: HttpRequest) -> HttpResponse:
    """Step one: name and ID number, once; who is known only looks at it."""
    at = standing(actor_of(request).id)
    if onward := _elsewhere(at):
        return onward
    if request.method == "GET":
        return show(request, "join_who", who_page(at))
    if at.identified:
        return redirect("/join/where/")
    name, number = request.POST.get("name", "").strip(), request.POST.get("id_number", "").strip()
    try:
        people.identify_person(
            by=actor_of(request), person_id=at.profile.id, name=name, id_number=number,
            confirmed=request.POST.get("confirmed") == "1",
        )  # fmt: skip
    except Refusal as refusal:
        return show(request, "join_who", who_page(at, name=name, id_number=number, told=tell(refusal)))
    return redirect("/join/where/")


@page
@require_http_methods(["GET", "POST"])
def where(request: HttpRequest) -> HttpResponse:
    """Step two: how she works, and with it the union. Without script the button "look" shows what follows from a choice."""
    at = standing(actor_of(request).id)
    if onward := _elsewhere(at) or _not_yet(at):
        return onward
    asked = (request.GET if request.method == "GET" else request.POST).dict()
    found = where_page(at, asked)
    if request.method == "GET" or "look" in asked:
        return show(request, "join_where", found)
    if wrong := wrong_in(found, asked):
        return show(request, "join_where", where_page(at, asked, wrong=wrong))
    keep_where(by=actor_of(request), at=at, where=found)
    return redirect("/join/sign/")


@page
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest) -> HttpResponse:
    """Step three: she looks once more and signs that she wants it. What she drew stays when something is amiss."""
    by = actor_of(request)
    at = standing(by.id)
    if onward := _elsewhere(at) or _not_yet(at):
        return onward
    if not at.union_id:
        return redirect("/join/where/")
    if request.method == "GET":
        return show(request, "join_sign", sign_page(by, at))
    answers, wrong = read_answers(request, signed_by(at.form), by=by)
    try:
        casework.save_draft(by=by, service=JOIN, answers=answers)
        if wrong:
            raise FormIncomplete(fields=wrong)
        case_id = casework.apply_for_service(by=by, service=JOIN, answers=answers)
    except FormIncomplete as lacking:
        return show(request, "join_sign", sign_page(by, at, answers=answers, wrong=lacking.fields))
    except Refusal as refusal:
        return show(request, "join_sign", sign_page(by, at, answers=answers, told=tell(refusal)))
    messages.success(request, _("交上去了。有消息会告诉你，不用天天来看。"))
    return redirect(f"/matters/{case_id}/")


def _elsewhere(at: Standing) -> HttpResponse | None:
    """A member has her card, an applicant her case: neither joins again."""
    if at.profile.status in {"active", "retained"}:
        return redirect("/me/")
    return redirect(f"/matters/{at.running.id}/") if at.running else None


def _not_yet(at: Standing) -> HttpResponse | None:
    return None if at.identified else redirect("/join/")
