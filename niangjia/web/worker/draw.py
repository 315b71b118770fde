"""Her own part in a draw: her number, her lot, where she stands, and the way to check it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from niangjia.kernel.errors import NotFound
from niangjia.quotas import api as quotas
from niangjia.web.accounts.actors import actor_of
from niangjia.web.draw_words import steps_in_public
from niangjia.web.shell.parts import Moment
from niangjia.web.worker.frame import page, show


@dataclass(frozen=True, slots=True)
class OwnDraw:
    """``place`` of ``entries`` in the drawn order; 0 before the draw."""

    booking: quotas.BookingView
    draw: quotas.DrawView
    heading: str
    number: int | None
    place: int
    entries: int
    lot: str
    steps: Sequence[Moment]


@page
@require_safe
def draw(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    booking = quotas.booking_for(actor_of(request), booking_id=booking_id)
    found = quotas.draw_of_pool(pool_id=booking.pool_id)
    if found is None:
        raise NotFound
    number = quotas.entry_of(booking_id=booking_id)
    line = next((each for each in found.drawn if each.number == number), None)
    headings = {
        "booked": _("抽中了"),
        "used": _("抽中了"),
        "held": _("轮到你了"),
        "waiting": _("在候补"),
        "entered": _("等抽签"),
    }
    content = OwnDraw(
        booking, found, headings.get(booking.state, _("这次没有轮到")), number, line.place if line else 0, len(found.listed),
        line.lot if line else "", steps_in_public(found),
    )  # fmt: skip
    return show(request, "draw", content, here="mine")
