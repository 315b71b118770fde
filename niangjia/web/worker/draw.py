"""Her own part in a draw: her number, her lot, by merit her points, where she stands, and the way to check it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from niangjia.kernel.errors import NotFound
from niangjia.quotas import api as quotas
from niangjia.quotas.api import BookingView, DrawView
from niangjia.web.accounts.actors import actor_of
from niangjia.web.draw_words import merit_lines, steps_in_public
from niangjia.web.shell.parts import Criterion, Moment
from niangjia.web.worker.frame import page, show


@dataclass(frozen=True, slots=True)
class OwnDraw:
    """``place`` of ``entries`` in the order; 0 before it. ``before``: seats that those before her ask for, ``seats``: hers, where one
    may ask for several and nothing was given yet; else 0. ``score`` is None where nothing is scored, or not yet; ``merits``: what gives points."""

    booking: BookingView
    draw: DrawView
    heading: str
    number: int | None
    place: int
    entries: int
    lot: str
    steps: Sequence[Moment]
    score: int | None
    merits: Sequence[Criterion]
    notice: str
    before: int
    seats: int


@page
@require_safe
def draw(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    booking = quotas.booking_for(actor_of(request), booking_id=booking_id)
    found = quotas.draw_of_pool(pool_id=booking.pool_id)
    if found is None:
        raise NotFound
    number = quotas.entry_of(booking_id=booking_id)
    entry = next((each for each in found.listed if each.number == number), None)
    place = quotas.place_of(found, number)
    merits = (
        quotas.merits_then(found, entry)
        if entry
        else quotas.merits_now(service=booking.service, person_id=booking.person_id)
    )
    content = OwnDraw(
        booking, found, _heading(booking, found), number, place, len(found.listed), quotas.lot_of(found.public_seed, number) if place else "",
        steps_in_public(found), entry.score if entry and found.by_merit else None, merit_lines(merits) if found.by_merit else [],
        quotas.notice_token(found), *_seats(found, place, booking),
    )  # fmt: skip
    return show(request, "draw", content, here="mine")


def _seats(found: DrawView, place: int, booking: BookingView) -> tuple[int, int]:
    if not place or found.most_seats < 2 or booking.state != "entered":
        return 0, 0
    return sum(entry.seats for entry in found.order[: place - 1]), found.order[place - 1].seats


def _heading(booking: BookingView, found: DrawView) -> str:
    if found.by_merit and booking.state == "entered":
        return _("排好了，正在公示") if found.noticed_at else _("排好了，等公示") if found.drawn_at else _("等排序")
    won = _("有座位了") if found.by_merit else _("抽中了")
    headings = {
        "booked": won, "used": won, "held": _("轮到你了"), "waiting": _("在候补"), "entered": _("等抽签"), "money": _("没有座位，发补助"),
    }  # fmt: skip
    return headings.get(booking.state, _("这次没有轮到"))
