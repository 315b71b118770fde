"""A batch on its way to the bank: submitted by one, released by another, or returned."""

from __future__ import annotations

from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.kernel.errors import NotAllowed, ReasonMissing
from niangjia.ledger.access import locked_batch, may_release, require_finance
from niangjia.ledger.errors import BatchNotInState, OwnPayment, SamePerson
from niangjia.ledger.models import BatchLine, Payout, PayoutBatch
from niangjia.ledger.rules.names import BATCH_STATES, DRAFT, RELEASED, RETURNED, SUBMITTED, WAITING


def submit_batch(*, by: Actor, batch_id: UUID) -> None:
    """Hand a draft to the second person."""
    with act("ledger.submit_batch", by=by, about=("batch", batch_id)) as deed:
        batch = locked_batch(by, batch_id)
        require_finance(by, batch.union.path)
        require_state(batch, DRAFT)
        PayoutBatch.objects.filter(id=batch_id).update(state=SUBMITTED, submitted_at=clock.now())
        deed.note(number=batch.number)


def release_batch(*, by: Actor, batch_id: UUID) -> None:
    """复核放行. Another person than the preparer, with a post of finance or leadership at the very union that pays.

    :raises SamePerson: also held by a CHECK; OwnPayment: a line pays the releaser; NotAllowed; BatchNotInState.
    """
    with act("ledger.release_batch", by=by, about=("batch", batch_id)) as deed:
        batch = locked_batch(by, batch_id)
        if not may_release(by, batch.union.path):
            raise NotAllowed
        require_state(batch, SUBMITTED)
        if by.id == batch.prepared_by:
            raise SamePerson(number=batch.number)
        if BatchLine.objects.filter(batch_id=batch_id, payout_owner_id=by.id).exists():
            raise OwnPayment
        PayoutBatch.objects.filter(id=batch_id).update(
            state=RELEASED, released_by=by.id, released_by_label=by.label, released_at=clock.now()
        )
        deed.note(number=batch.number, prepared_by=str(batch.prepared_by), total_fen=batch.total_fen)


def return_batch(*, by: Actor, batch_id: UUID, reason: str) -> None:
    """退回初核: dissolve a batch that was not released; its payouts wait for the next one.

    :raises ReasonMissing, NotAllowed, BatchNotInState.
    """
    if len(reason.strip()) < 4:
        raise ReasonMissing
    with act("ledger.return_batch", by=by, about=("batch", batch_id), reason=reason) as deed:
        batch = locked_batch(by, batch_id)
        require_state(batch, DRAFT, SUBMITTED)
        Payout.objects.filter(batch_id=batch_id).update(state=WAITING, batch_id=None)
        BatchLine.objects.filter(batch_id=batch_id).update(state="dropped")
        PayoutBatch.objects.filter(id=batch_id).update(state=RETURNED, note=reason[:200])
        deed.note(number=batch.number)


def require_state(batch: PayoutBatch, *states: str) -> None:
    """
    :raises BatchNotInState: the batch is in none of ``states``.
    """
    if batch.state not in states:
        raise BatchNotInState(number=batch.number, state=BATCH_STATES[batch.state])
