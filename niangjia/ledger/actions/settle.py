"""The end of a held transfer: it is posted, or it is void."""

from __future__ import annotations

from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.ledger.actions.booking import settle_one
from niangjia.ledger.errors import PayoutNotInState
from niangjia.ledger.models import Payout
from niangjia.ledger.rules.names import BOUNCED, CANCELLED, NO_ACCOUNT, PAYOUT_STATES, POSTED, VOIDED, WAITING


def post(*, by: Actor, owner_id: UUID, transfer_id: UUID) -> None:
    """Spend what was held, for money that leaves by another way than a payout.

    :raises TransferSettled: it is not pending any more.
    """
    with act("ledger.post", by=by, about=("transfer", transfer_id), owner=owner_id):
        settle_one(owner_id, transfer_id, POSTED)


def void(*, by: Actor, owner_id: UUID, transfer_id: UUID, reason: str = "") -> None:
    """Give back what was held. A payout that has not gone to the bank is cancelled with it.

    :raises TransferSettled: it is not pending any more; PayoutNotInState: its payout is in a batch or at the bank.
    """
    with act("ledger.void", by=by, about=("transfer", transfer_id), owner=owner_id, reason=reason):
        payout = Payout.objects.select_for_update().filter(owner_id=owner_id, hold_id=transfer_id).first()
        if payout and payout.state != CANCELLED:
            if payout.state not in (WAITING, NO_ACCOUNT, BOUNCED):
                raise PayoutNotInState(state=PAYOUT_STATES[payout.state])
            Payout.objects.filter(owner_id=owner_id, id=payout.id).update(state=CANCELLED, reason=reason[:200])
        settle_one(owner_id, transfer_id, VOIDED)
