"""A rush: the waiting room before it opens, and what one who comes later gets."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from niangjia.casework import api as casework
from niangjia.kernel.errors import NotAllowed, NotFound, Refusal
from niangjia.kernel.ids import uuid7
from niangjia.quotas import api as quotas
from niangjia.quotas.errors import AnswersIncomplete
from niangjia.web.accounts.actors import actor_of
from niangjia.web.gate.whereabouts import allow_gate
from niangjia.web.shell.texts import tell
from niangjia.web.worker.apply_page import apply_page
from niangjia.web.worker.apply_post import read_answers
from niangjia.web.worker.frame import page, show
from niangjia.web.worker.places_page import what_she_can
from niangjia.web.worker.rush_page import rush_page


@page
@require_http_methods(["GET", "POST"])
def rush(request: HttpRequest, pool_id: UUID) -> HttpResponse:
    """The room, the button, or that nothing is left. The form works without script and without the gate."""
    by = actor_of(request)
    pool = quotas.pool(pool_id=pool_id, person_id=by.id)
    if pool.mode != "rush":
        return redirect("place", pool_id)
    if pool.mine and pool.mine.state != "entered":
        return redirect("ticket", pool.mine.id)
    if request.method == "GET":
        return _shown(request, pool)
    form = quotas.form_for_place(person_id=by.id, service=pool.service, item=pool.item).definition.form
    answers, wrong = read_answers(request, form, by=by)
    try:
        if wrong:
            raise AnswersIncomplete(fields=wrong)
        quotas.ask_for_place(
            by=by, pool_id=pool_id, key=_key(request), answers=answers, wait=what_she_can(pool) == "wait"
        )
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        return _shown(request, quotas.pool(pool_id=pool_id, person_id=by.id), answers, refusal)
    return redirect("rush", pool_id)


@page
@require_POST
def leave(request: HttpRequest, pool_id: UUID) -> HttpResponse:
    """Out of the waiting room: nothing was taken, she may come in again until it opens."""
    by = actor_of(request)
    mine = quotas.pool(pool_id=pool_id, person_id=by.id).mine
    if mine and mine.state == "entered":
        quotas.give_back(by=by, booking_id=mine.id)
    return redirect("place", pool_id)


def _shown(
    request: HttpRequest, pool: quotas.PoolView, answers: dict[str, Any] | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    by = actor_of(request)
    told = quotas.form_for_place(person_id=by.id, service=pool.service, item=pool.item, answers=answers)
    form = casework.FormView(told.definition, told.known, told.asked, told.evidence, None, {})
    wrong: Any = refusal.params.get("fields", {}) if isinstance(refusal, AnswersIncomplete) else {}
    said = tell(refusal) if refusal and not wrong else None
    boxes = apply_page(by=by, form=form, amount_fen=None, answers=answers, wrong=wrong, told=said)
    asks = bool(told.asked or told.evidence)
    content = rush_page(by.id, pool, boxes, _key(request), asks=asks, host=request.get_host())
    return allow_gate(request, show(request, "rush", content, here="services"))


def _key(request: HttpRequest) -> UUID:
    """The key the page made: pressing twice is asking once."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid7()
