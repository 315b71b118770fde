"""The bank's answers reach what waits for them: a case, or the settlement of a merchant's day."""

from __future__ import annotations

from niangjia.activities import api as activities
from niangjia.casework import api as casework
from niangjia.flows import telling
from niangjia.ledger.events import AccountMissing, PayoutBounced, PayoutPaid, PayoutReversed


def payout_paid(event: PayoutPaid) -> None:
    if activities.is_settlement(event.case_id):
        activities.settlement_paid(settlement_id=event.case_id)
        return
    casework.payout_paid(case_id=event.case_id, instalment=event.instalment)


def payout_bounced(event: PayoutBounced) -> None:
    if activities.is_settlement(event.case_id):
        activities.settlement_bounced(settlement_id=event.case_id, reason=event.reason)
        return
    casework.payout_bounced(case_id=event.case_id, reason=event.reason)


def payout_reversed(event: PayoutReversed) -> None:
    if activities.is_settlement(event.case_id):
        activities.settlement_bounced(settlement_id=event.case_id, reason=event.reason)
        return
    casework.payout_reversed(case_id=event.case_id, instalment=event.instalment, reason=event.reason)


def account_missing(event: AccountMissing) -> None:
    """A merchant's account is wrong: finance sees it among the payouts; nobody has an inbox for it."""
    if not activities.is_settlement(event.case_id):
        telling.account_missing(event)
