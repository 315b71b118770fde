"""兑付台: where a merchant's staff redeem vouchers and look at the sums of the day, by a link and without a login."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.activities import api as activities
from niangjia.activities.errors import DeskClosed
from niangjia.base.actor import SYSTEM, Actor
from niangjia.kernel.errors import NotFound, Refusal
from niangjia.quotas import api as quotas
from niangjia.web.public.desk_token import read_desk_token
from niangjia.web.shell.texts import tell

COOKIE = "nj_desk"
A_YEAR_S = 365 * 24 * 3600
CONFLICT = 409


@dataclass(frozen=True, slots=True)
class DeskPage:
    """``voucher``: what was found by the code, with the masked name of its owner."""

    token: str
    merchant: Any
    days: Sequence[Any]
    states: Mapping[str, str]
    code: str = ""
    told: str = ""
    who: str = ""
    title: str = ""
    voucher: Any = None


@dataclass(frozen=True, slots=True)
class DayPage:
    """``lines``: each with what was typed about it, where the answer was refused."""

    token: str
    found: Any
    lines: Sequence[tuple[activities.LineView, str]]
    state: str
    told: str = ""


@never_cache
@require_safe
def scanned(request: HttpRequest) -> HttpResponse:
    """The code on a ticket leads here: at a desk's phone to the desk, on any other to a word about it."""
    token, code = request.COOKIES.get(COOKIE, ""), request.GET.get("c", "")
    if read_desk_token(token):
        response = redirect("redeem-desk", token)
        response["Location"] += f"?c={code}"
        return response
    return render(request, "web/public/redeem_closed.html", {"page": None})


@never_cache
@require_http_methods(["GET", "POST"])
def desk(request: HttpRequest, token: str) -> HttpResponse:
    """Type or scan a code; see whose it is, masked, and what it is worth; one button."""
    try:
        merchant, by = _desk(token)
    except DeskClosed as closed:
        return render(request, "web/public/redeem_closed.html", {"page": tell(closed)}, status=404)
    code, told, voucher = request.POST.get("code") or request.GET.get("c", ""), "", None
    try:
        if request.POST.get("do") == "redeem":
            used = activities.redeem(by=by, merchant_id=merchant.id, code=code)
            messages.success(request, _("核销好了，%(yuan)s 元。") % {"yuan": used.value_fen // 100})
            return redirect("redeem-desk", token)
        if code:
            voucher = activities.look_at(by=by, merchant_id=merchant.id, code=code)
    except Refusal as refusal:
        told = str(tell(refusal))
    response = render(
        request,
        "web/public/redeem.html",
        {"page": _page(token, merchant, by, code, told, voucher)},
        status=CONFLICT if told and request.method == "POST" else 200,
    )
    response.set_cookie(COOKIE, token, max_age=A_YEAR_S, httponly=True, samesite="Lax", secure=request.is_secure())
    return response


def _page(token: str, merchant: Any, by: Actor, code: str, told: str, voucher: Any) -> DeskPage:
    booking = quotas.booking_for(SYSTEM, booking_id=voucher.id) if voucher else None
    return DeskPage(
        token=token, merchant=merchant, days=activities.settlements_of(by, merchant_id=merchant.id, limit=14),
        states=activities.SETTLEMENT_STATES, code=code, told=told, voucher=voucher,
        who=booking.who if booking else "", title=booking.title if booking else "",
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def day(request: HttpRequest, token: str, settlement_id: UUID) -> HttpResponse:
    """The sums of one day: all right, or some lines are not, each with a reason."""
    try:
        merchant, by = _desk(token)
        found, lines = activities.settlement(by, settlement_id=settlement_id)
    except (DeskClosed, NotFound) as closed:
        return render(request, "web/public/redeem_closed.html", {"page": tell(closed)}, status=404)
    typed, told = _typed(request), ""
    if request.method == "POST":
        try:
            _answer(by, merchant.id, found.day, typed)
        except Refusal as refusal:
            told = str(tell(refusal))
        else:
            messages.success(request, _("记下了，等工会结。") if typed else _("认了，等工会结。"))
            return redirect("redeem-day", token, settlement_id)
    shown = [(line, typed.get(str(line.voucher_id), "")) for line in lines]
    page = DayPage(token, found, shown, activities.SETTLEMENT_STATES[found.state], told)
    return render(request, "web/public/redeem_day.html", {"page": page}, status=CONFLICT if told else 200)


def _typed(request: HttpRequest) -> dict[str, str]:
    """Reasons by voucher, of the lines where one was written."""
    found = {name[2:]: str(text).strip() for name, text in request.POST.items() if name.startswith("r-")}
    return {voucher: text for voucher, text in found.items() if text}


def _answer(by: Actor, merchant_id: UUID, on: date, typed: Mapping[str, str]) -> None:
    try:
        disputes = {UUID(voucher): reason for voucher, reason in typed.items()}
    except ValueError as odd:
        raise NotFound from odd
    activities.answer_settlement(by=by, merchant_id=merchant_id, day=on, disputes=disputes)


def _desk(token: str) -> tuple[Any, Actor]:
    """The merchant, and its desk as the journal will name it.

    :raises DeskClosed:
    """
    read = read_desk_token(token)
    if read is None:
        raise DeskClosed
    merchant = activities.desk(merchant_id=read[0], turn=read[1])
    return merchant, Actor(merchant.id, f"{merchant.name} · {_('兑付台')}")
