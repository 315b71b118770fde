"""Booking a place and what becomes of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.base.actor import Actor
from niangjia.kernel.errors import ReasonMissing, Refusal
from niangjia.quotas import api as quotas
from niangjia.web.accounts.actors import actor_of
from niangjia.web.worker.frame import page, show
from niangjia.web.worker.place_form import ask, key_of, place_boxes
from niangjia.web.worker.places_page import place_page, places_page, ticket_page
from niangjia.web.worker.posting_part import posting_of
from niangjia.web.worker.ticket_token import ticket_token
from niangjia.web.worker.voucher_part import voucher_part

STARS = {"1", "2", "3", "4", "5"}


@page
@require_safe
def places(request: HttpRequest, key: str) -> HttpResponse:
    """What can be booked of a service, by day, her own town first."""
    return show(request, "places", places_page(actor_of(request).id, key, request.GET.get("item", "")), here="services")


@page
@require_http_methods(["GET", "POST"])
def place(request: HttpRequest, pool_id: UUID) -> HttpResponse:
    """One pool: what it is, the form if anything has to be asked, one button."""
    by = actor_of(request)
    if request.method == "POST":
        return _asked(request, by, pool_id)
    pool = quotas.pool(pool_id=pool_id, person_id=by.id)
    return redirect("ticket", pool.mine.id) if pool.mine else _shown(request, by, pool)


def _asked(request: HttpRequest, by: Actor, pool_id: UUID) -> HttpResponse:
    asked = ask(request, by, pool_id)
    if asked.answer is None:
        return _shown(request, by, quotas.pool(pool_id=pool_id, person_id=by.id), asked.answers, asked.refusal)
    messages.success(request, _told(asked.done))
    return redirect("ticket", asked.answer.booking_id)


def _shown(
    request: HttpRequest,
    by: Actor,
    pool: quotas.PoolView,
    answers: dict[str, Any] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    boxes, asks = place_boxes(by, pool, answers, refusal)
    return show(request, "place", place_page(by.id, pool, boxes, key_of(request), asks=asks), here="services")


def _told(act: str) -> str:
    return {
        "book": _("约上了。去不了记得退，给下一位。"),
        "wait": _("进候补了。有人退，按顺序给你，会告诉你。"),
        "enter": _("报上了，抽签结果会告诉你。"),
        "merit": _("报上了，排好的名单会公示。"),
        "room": _("进候场了，到点自动替你排。"),
    }.get(act, _("办好了。"))


@page
@require_safe
def ticket(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """A booking: its code, its state, what can be done with it."""
    booking = quotas.booking_for(actor_of(request), booking_id=booking_id)
    code = request.build_absolute_uri(f"/console/check-in/?t={ticket_token(booking_id)}")
    return show(
        request,
        "ticket",
        ticket_page(booking, code, voucher_part(request, booking_id), posting_of(booking)),
        here="mine",
    )


@page
@require_POST
def give_back(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    quotas.give_back(by=actor_of(request), booking_id=booking_id)
    messages.success(request, _("退了，马上给下一位。谢谢你说一声。"))
    return redirect("ticket", booking_id)


@page
@require_POST
def confirm(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    quotas.confirm(by=actor_of(request), booking_id=booking_id)
    messages.success(request, _("确认好了，名额是你的。"))
    return redirect("ticket", booking_id)


@page
@require_POST
def take_money(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """The money rather than waiting."""
    quotas.take_instead(by=actor_of(request), booking_id=booking_id)
    messages.success(request, _("改成补助了，银行处理完就到账。"))
    return redirect("ticket", booking_id)


@page
@require_POST
def card(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """Where the money goes."""
    quotas.repair_card(by=actor_of(request), booking_id=booking_id, number=request.POST.get("number", ""))
    messages.success(request, _("记下了，下一批就付到这张卡。"))
    return redirect("ticket", booking_id)


@page
@require_POST
def rate(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    stars = request.POST.get("rating", "")
    if stars not in STARS:
        raise ReasonMissing
    quotas.rate(by=actor_of(request), booking_id=booking_id, stars=int(stars), text=request.POST.get("text", "")[:400])
    messages.success(request, _("谢谢你说了实话。只用来改进服务，不给任何人排名。"))
    return redirect("ticket", booking_id)
