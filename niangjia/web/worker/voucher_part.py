"""Her voucher on the ticket: the code as a picture and as digits, what it is worth, until when, where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.activities import api as activities
from niangjia.quotas import api as quotas
from niangjia.web.shell.parts import Known
from niangjia.web.templatetags.nj import monthday, yuan0


@dataclass(frozen=True, slots=True)
class VoucherPart:
    """``qr`` is empty when it cannot be used any more."""

    fen: int
    note: str
    state: str
    usable: bool
    until: str
    qr: str
    digits: str
    title: str
    places: tuple[activities.Place, ...]


def voucher_part(request: HttpRequest, booking_id: UUID) -> VoucherPart | None:
    """None when the booking has no voucher (yet)."""
    found = activities.voucher_of(booking_id=booking_id)
    if found is None:
        return None
    usable = found.state == "issued"
    return VoucherPart(
        fen=found.value_fen, note=_note(found), state=_(activities.VOUCHER_STATES[found.state]), usable=usable, until=monthday(found.valid_until),
        qr=request.build_absolute_uri(f"/redeem/?c={found.code}") if usable else "", digits=activities.grouped(found.code),
        title=_("到基地扫一下") if found.kind == "base" else _("到店扫一下"), places=tuple(found.places),
    )  # fmt: skip


def is_coming(booking: quotas.BookingView) -> bool:
    """It is made a moment after the place was given."""
    return booking.state == "booked" and booking.pool_id in activities.offers_of([booking.pool_id])


def _note(found: activities.VoucherView) -> str:
    if found.state == "redeemed":
        return _("%(day)s在%(where)s用的") % {"day": monthday(found.redeemed_on), "where": found.merchant}
    if found.days > 1:
        return _("%(n)d 天，每天 %(yuan)s 元") % {"n": found.days, "yuan": yuan0(found.value_fen // found.days)}
    return ""


def voucher_facts(pool_id: UUID) -> list[Known]:
    """What a voucher of this pool is worth, until when and where it is taken; none where places are not vouchers."""
    offer = activities.offers_of([pool_id]).get(pool_id)
    if offer is None:
        return []
    days = {"n": offer.days, "yuan": yuan0(offer.value_fen // offer.days)}
    worth = _("%(n)d 天，每天 %(yuan)s 元") % days if offer.days > 1 else _("%(yuan)s 元") % days
    places = activities.places_of(pool_id=pool_id, kind=offer.kind)
    where = "；".join(
        _("%(name)s（%(address)s）") % {"name": p.name, "address": p.address} if p.address else p.name for p in places
    )
    return [
        Known(_("值"), worth),
        Known(_("什么时候用"), _valid(offer)),
        *([Known(_("在哪用"), where)] if where else []),
    ]


def _valid(offer: Any) -> str:
    if offer.valid_days:
        return ngettext("领到起 %(n)d 天内", "领到起 %(n)d 天内", offer.valid_days) % {"n": offer.valid_days}
    return _("%(start)s – %(end)s") % {"start": monthday(offer.valid_from), "end": monthday(offer.valid_until)}
