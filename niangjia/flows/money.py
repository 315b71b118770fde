"""The bank's answers reach what waits for them: a case, the settlement of a merchant's day, or whoever gets money instead of a place."""

from __future__ import annotations

from uuid import UUID

from niangjia.activities import api as activities
from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.flows import telling
from niangjia.kernel.money import yuan_short
from niangjia.ledger import api as ledger
from niangjia.ledger.events import AccountMissing, PayoutBounced, PayoutPaid, PayoutReversed
from niangjia.messages import api as messages
from niangjia.quotas import api as quotas


def payout_paid(event: PayoutPaid) -> None:
    if activities.is_settlement(event.case_id):
        activities.settlement_paid(settlement_id=event.case_id)
        return
    if quotas.is_paid_instead(event.case_id):
        _tell_instead("place.money_paid", event.case_id, event.owner_id)
        return
    casework.payout_paid(case_id=event.case_id, instalment=event.instalment)


def payout_bounced(event: PayoutBounced) -> None:
    if activities.is_settlement(event.case_id):
        activities.settlement_bounced(settlement_id=event.case_id, reason=event.reason)
        return
    if quotas.is_paid_instead(event.case_id):
        _tell_instead("place.money_back", event.case_id, event.owner_id)
        return
    casework.payout_bounced(case_id=event.case_id, reason=event.reason)


def payout_reversed(event: PayoutReversed) -> None:
    if activities.is_settlement(event.case_id):
        activities.settlement_bounced(settlement_id=event.case_id, reason=event.reason)
        return
    if quotas.is_paid_instead(event.case_id):
        _tell_instead("place.money_back", event.case_id, event.owner_id)
        return
    casework.payout_reversed(case_id=event.case_id, instalment=event.instalment, reason=event.reason)


def account_missing(event: AccountMissing) -> None:
    """A merchant's account is wrong: finance sees it among the payouts; nobody has an inbox for it."""
    if quotas.is_paid_instead(event.case_id):
        _tell_instead("place.money_where", event.case_id, event.owner_id)
    elif not activities.is_settlement(event.case_id):
        telling.account_missing(event)


def _tell_instead(kind: str, booking_id: UUID, person_id: UUID) -> None:
    """Of the money of a booking, whose account she can repair on her ticket; told again only when the bank speaks another time."""
    found = quotas.booking_for(SYSTEM, booking_id=booking_id)
    [payout] = ledger.payouts_of_case(case_id=booking_id)
    messages.send(
        to=[person_id], kind=kind, params={"title": found.title, "amount": yuan_short(found.money_fen)}, link=f"/tickets/{booking_id}/",
        key=f"{kind}:{booking_id}:{payout.batch_id}",
    )  # fmt: skip
