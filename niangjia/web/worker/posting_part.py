"""What a ticket says of a parcel: where it goes, whether it is gone."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from niangjia.catalogue import api as catalogue
from niangjia.quotas import api as quotas
from niangjia.web.shell.texts import say


@dataclass(frozen=True, slots=True)
class Posting:
    """``where``: masked, "" while she fetches it. ``state``: as the ticket says it, "" while it is one to fetch. ``may``: she may still say where to."""

    label: str
    help: str
    where: str
    state: str
    may: bool


def posting_of(booking: quotas.BookingView) -> Posting | None:
    """None where nothing of this service is posted."""
    definition = catalogue.definition(booking.service)
    field = definition.posted_to if definition else None
    if field is None:
        return None
    where = str(booking.answers.get(field.name, ""))
    waits = where and booking.state == "booked"
    state = _("寄出了") if booking.parcel else _("等着寄给你") if waits else ""
    return Posting(say(field.label), say(field.help), where, state, booking.state == "booked")
