"""Money instead of a place, on the ticket: how much, where it is, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from niangjia.catalogue import api as catalogue
from niangjia.ledger import api as ledger
from niangjia.quotas import api as quotas


@dataclass(frozen=True, slots=True)
class MoneyPart:
    """``needs_card``: it has nowhere to go, or came back."""

    fen: int
    state: str
    reason: str
    needs_card: bool


def money_part(booking: quotas.BookingView) -> MoneyPart | None:
    if not booking.money_fen:
        return None
    payout = next(iter(ledger.payouts_of_case(case_id=booking.id)), None)
    if payout is None:
        return None
    came_back = payout.state == "bounced"
    return MoneyPart(
        booking.money_fen,
        _(payout.state_zh),
        payout.reason if came_back else "",
        came_back or payout.state == "no_account",
    )


def offered_fen(booking: quotas.BookingView, definition: Any) -> int:
    """What she may have rather than wait; 0 when the definition names no money, seats are not given yet, or she has one."""
    if not definition or not definition.outcome.either or booking.state not in {"waiting", "held"} or booking.case_id:
        return 0
    return catalogue.granted_fen(service=booking.service, subject_ids=[booking.person_id])[booking.person_id] or 0
