"""Her voucher on the ticket: the code as a picture and as digits, what it is worth, until when, where."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from niangjia.activities import api as activities
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


def _note(found: activities.VoucherView) -> str:
    if found.state == "redeemed":
        return _("%(day)s在%(where)s用的") % {"day": monthday(found.redeemed_on), "where": found.merchant}
    if found.days > 1:
        return _("%(n)d 天，每天 %(yuan)s 元") % {"n": found.days, "yuan": yuan0(found.value_fen // found.days)}
    return ""
