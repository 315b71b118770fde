"""The end of a held transfer: it is posted, or it is void."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.ledger.actions.booking import settle, settle_one
from niangjia.ledger.errors import PayoutNotInState, TransferSettled
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
    void_all(by=by, owner_id=owner_id, transfer_ids=[transfer_id], reason=reason)


def void_all(*, by: Actor, owner_id: UUID, transfer_ids: Sequence[UUID], reason: str = "") -> None:
    """The same for several of one payee, as one set: the parts of a grant that ends early.

    :raises TransferSettled, PayoutNotInState: as ``void``, and none is given back then.
    """
    with act("ledger.void", by=by, about=("transfer", transfer_ids[0]), owner=owner_id, reason=reason) as deed:
        payouts = Payout.objects.filter(owner_id=owner_id, hold_id__in=transfer_ids).exclude(state=CANCELLED)
        for state in payouts.select_for_update().values_list("state", flat=True):
            if state not in (WAITING, NO_ACCOUNT, BOUNCED):
                raise PayoutNotInState(state=PAYOUT_STATES[state])
        payouts.update(state=CANCELLED, reason=reason[:200])
        if settle([(owner_id, transfer_id) for transfer_id in transfer_ids], VOIDED) != len(transfer_ids):
            raise TransferSettled
        deed.note(transfers=[str(transfer_id) for transfer_id in transfer_ids])
