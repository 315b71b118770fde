"""寄件: who waits for a parcel of a pool, where it goes, and its number when it is gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from niangjia.base.actor import Actor
from niangjia.kernel.errors import NotFound
from niangjia.quotas import api as quotas
from niangjia.web.accounts.actors import actor_of
from niangjia.web.console.desk import desk, id_in, page_number, show
from niangjia.web.console.downloads import as_workbook
from niangjia.web.console.paging import window
from niangjia.web.shell.parts import Chip

ROWS = 50


@dataclass(frozen=True, slots=True)
class ParcelRow:
    """``address`` is masked unless ``opened``, the look that was just written down, has it in plain. ``just``: sent a moment ago."""

    booking: quotas.BookingView
    address: str
    opened: quotas.Parcel | None
    just: bool = False


@dataclass(frozen=True, slots=True)
class ParcelsPage:
    crumb: Sequence[tuple[str, str]]
    title: str
    chips: Sequence[Chip]
    rows: Page[ParcelRow]
    sent: bool
    query: str


@require_http_methods(["GET", "POST"])
@desk("pools")
def parcels(request: HttpRequest, pool_id: UUID) -> HttpResponse:
    """The list; with a reason its addresses, on the page or as a workbook; a parcel's number, and it is gone."""
    actor = actor_of(request)
    found = quotas.pool_in_reach(actor, pool_id=pool_id)
    field = quotas.posted_to(found.service).name
    match request.POST.get("do") if request.method == "POST" else None:
        case "send":
            quotas.send_parcel(by=actor, booking_id=id_in(request, "booking"), number=request.POST.get("number", ""))
            return _sent(request, actor, field)
        case "list":
            return _workbook(actor, found, request.POST.get("reason", ""))
        case "see":
            return show(request, "parcels", _page(request, actor, found, field, look=True), here="pools")
        case None:
            return show(request, "parcels", _page(request, actor, found, field), here="pools")
    raise NotFound


def _sent(request: HttpRequest, actor: Actor, field: str) -> HttpResponse:
    """Into a list she has opened comes this one row, masked: the others stay on her screen, and no look is made for that."""
    if request.headers.get("HX-Request"):
        row = quotas.booking_for(actor, booking_id=id_in(request, "booking"))
        sent = ParcelRow(row, str(row.answers.get(field, "")), None, just=True)
        return render(request, "web/console/_parcel.html", {"row": sent})
    messages.success(request, _("寄出了，单号已经告诉本人。"))
    return redirect(request.get_full_path())


def _page(request: HttpRequest, actor: Actor, pool: quotas.PoolView, field: str, *, look: bool = False) -> ParcelsPage:
    sent = request.GET.get("sent") == "1"
    found, total = quotas.bookings_of_pool(
        actor, pool_id=pool.id, states=("used",) if sent else ("booked",), answered=field, page=page_number(request),
        size=ROWS,
    )  # fmt: skip
    opened: Mapping[UUID, quotas.Parcel] = {}
    if look:
        ids, reason = [row.id for row in found], request.POST.get("reason", "")
        seen = quotas.look_at_parcels(by=actor, pool_id=pool.id, reason=reason, booking_ids=ids)
        opened = {parcel.booking_id: parcel for parcel in seen}
    rows = [ParcelRow(row, str(row.answers.get(field, "")), opened.get(row.id)) for row in found]
    return ParcelsPage(
        crumb=[
            (_("名额"), reverse("console:pools")), (pool.title, reverse("console:pool", args=[pool.id])), (_("寄件"), ""),
        ],
        title=pool.title,
        chips=[Chip(_("要寄的"), "?", on=not sent), Chip(_("寄出的"), "?sent=1", on=sent)],
        rows=window(rows, total, page_number(request), ROWS),
        sent=sent,
        query="sent=1" if sent else "",
    )  # fmt: skip


def _workbook(actor: Actor, pool: quotas.PoolView, reason: str) -> HttpResponse:
    """For the counter of the post: all who wait for theirs."""
    seen = quotas.look_at_parcels(by=actor, pool_id=pool.id, reason=reason)
    head = [_("号"), _("姓名"), _("手机号"), _("地址"), _("快递单号")]
    rows = ([parcel.number, parcel.name, parcel.phone, parcel.address, ""] for parcel in seen)
    return as_workbook(f"parcels-{pool.id}", head, rows)
