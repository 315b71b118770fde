"""A rush: the waiting room before it opens, and what one who comes later gets."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from niangjia.kernel.errors import Refusal
from niangjia.quotas import api as quotas
from niangjia.web.accounts.actors import actor_of
from niangjia.web.gate.whereabouts import allow_gate
from niangjia.web.worker.frame import page, show
from niangjia.web.worker.place_form import ask, key_of, place_boxes
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
    asked = ask(request, by, pool_id)
    if asked.answer is None:
        return _shown(request, quotas.pool(pool_id=pool_id, person_id=by.id), asked.answers, asked.refusal)
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
    boxes, asks = place_boxes(by, pool, answers, refusal)
    content = rush_page(by.id, pool, boxes, key_of(request), asks=asks, host=request.get_host())
    return allow_gate(request, show(request, "rush", content, here="services"))
