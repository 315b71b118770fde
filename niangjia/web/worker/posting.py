"""寄给我: where what she has got is sent, until it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from niangjia.kernel.errors import NotFound
from niangjia.kernel.text import N_
from niangjia.quotas import api as quotas
from niangjia.quotas.errors import AnswersIncomplete
from niangjia.web.accounts.actors import actor_of
from niangjia.web.worker.frame import page, show
from niangjia.web.worker.posting_part import Posting, posting_of


@dataclass(frozen=True, slots=True)
class PostingPage:
    booking: quotas.BookingView
    posting: Posting
    address: str
    wrong: str


@page
@require_http_methods(["GET", "POST"])
def posting(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """Her address, once more until it is sent; or she fetches it after all."""
    by = actor_of(request)
    booking = quotas.booking_for(by, booking_id=booking_id)
    told = posting_of(booking)
    if told is None or booking.person_id != by.id:
        raise NotFound
    if request.method == "POST" and request.POST.get("do") == "fetch":
        quotas.have_posted(by=by, booking_id=booking_id, address="")
        messages.success(request, _("好，带上票来取。"))
        return redirect("ticket", booking_id)
    address, wrong = request.POST.get("address", ""), ""
    if request.method == "POST":
        try:
            return _posted(request, booking_id, address)
        except AnswersIncomplete as refusal:
            fields: Any = refusal.params["fields"]
            wrong = next(_(text) for text in fields.values())
    return show(request, "posting", PostingPage(booking, told, address, wrong), here="mine")


def _posted(request: HttpRequest, booking_id: UUID, address: str) -> HttpResponse:
    if not address.strip():
        raise AnswersIncomplete(fields={"address": N_("这里还没有填。")})
    quotas.have_posted(by=actor_of(request), booking_id=booking_id, address=address)
    messages.success(request, _("记下了，寄出会告诉你单号。"))
    return redirect("ticket", booking_id)
