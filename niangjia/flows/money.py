"""The bank's answers reach the cases that wait for them."""

from __future__ import annotations

from niangjia.casework import api as casework
from niangjia.ledger.events import PayoutBounced, PayoutPaid, PayoutReversed


def payout_paid(event: PayoutPaid) -> None:
    casework.payout_paid(case_id=event.case_id, instalment=event.instalment)


def payout_bounced(event: PayoutBounced) -> None:
    casework.payout_bounced(case_id=event.case_id, reason=event.reason)


def payout_reversed(event: PayoutReversed) -> None:
    casework.payout_reversed(case_id=event.case_id, instalment=event.instalment, reason=event.reason)
