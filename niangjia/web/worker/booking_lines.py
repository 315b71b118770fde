"""Her bookings among her matters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.base import clock
from niangjia.catalogue import api as catalogue
from niangjia.quotas import api as quotas
from niangjia.web.shell.texts import say
from niangjia.web.templatetags.nj import monthday, monthdaytime
from niangjia.web.worker.matter_line import Line
from niangjia.web.worker.words import ICONS

TONES = {"booked": "yes", "used": "yes", "money": "yes", "held": "unk"}


@dataclass(frozen=True, slots=True)
class BookingLines:
    """``todo``: a place is kept for her and waits for her word."""

    todo: Sequence[Line]
    running: Sequence[Line]
    ended: Sequence[Line]


def booking_lines(person_id: UUID) -> BookingLines:
    found = quotas.bookings_of(person_id)
    services = {d.key: d for d in catalogue.services()} if found else {}
    groups: dict[str, list[Line]] = {"todo": [], "running": [], "ended": []}
    for booking in found:
        groups[_group(booking)].append(_line(booking, services.get(booking.service)))
    return BookingLines(**groups)


def _group(booking: quotas.BookingView) -> str:
    if booking.state == "held":
        return "todo"
    over = booking.ends_at is not None and booking.ends_at < clock.now()
    return "running" if booking.state in {"entered", "waiting", "booked"} and not over else "ended"


def _line(booking: quotas.BookingView, definition: object) -> Line:
    service = say(getattr(definition, "title", None))
    state = _(quotas.STATES[booking.state])
    if booking.state == "held" and booking.until:
        state = _("%(when)s前点一下确认") % {"when": monthdaytime(booking.until)}
    when = monthdaytime(booking.starts_at) if booking.starts_at else monthday(booking.asked_at)
    return Line(
        reverse("ticket", args=[booking.id]), ICONS.get(getattr(definition, "group", ""), "calendar"), booking.title,
        " · ".join(part for part in (service, state) if part), when, TONES.get(booking.state, ""), live=booking.state == "held",
    )  # fmt: skip
