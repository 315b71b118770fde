"""The file for the bank: the one place where account numbers leave in plain."""

from __future__ import annotations

from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.base.crypto import sm3_hex
from niangjia.ledger.access import locked_batch, require_finance
from niangjia.ledger.actions.pass_batch import require_state
from niangjia.ledger.models import BatchLine, Payout, PayoutBatch
from niangjia.ledger.rules.bank_file import FileLine, bank_file_bytes
from niangjia.ledger.rules.names import RELEASED, SENT, SETTLED


def bank_file(*, by: Actor, batch_id: UUID) -> bytes:
    """The CSV of a released batch (``rules.bank_file``), always the same bytes; the first call marks the batch as sent.

    Every call is journalled as a look at private numbers, with the file's SM3 digest.
    :raises BatchNotInState: it has not been released; NotAllowed.
    """
    with act("ledger.bank_file", by=by, about=("batch", batch_id)) as deed:
        batch = locked_batch(by, batch_id)
        require_finance(by, batch.union.path)
        require_state(batch, RELEASED, SENT, SETTLED)
        content = _content(batch)
        digest = sm3_hex(content)
        if batch.state == RELEASED:
            _mark_sent(batch_id, digest)
        deed.note(number=batch.number, private_numbers=batch.count, digest=digest)
    return content


def _content(batch: PayoutBatch) -> bytes:
    rows = BatchLine.objects.filter(batch_id=batch.id).order_by("seq")
    lines = [
        FileLine(seq, account.reveal(), holder, amount_fen, purpose)
        for seq, account, holder, amount_fen, purpose in rows.values_list(
            "seq", "account", "holder", "amount_fen", "purpose"
        )
    ]
    day = clock.local_date(batch.released_at or clock.now())
    return bank_file_bytes(number=batch.number, day=day, total_fen=batch.total_fen, lines=lines)


def _mark_sent(batch_id: UUID, digest: str) -> None:
    PayoutBatch.objects.filter(id=batch_id).update(state=SENT, sent_at=clock.now(), digest=digest)
    BatchLine.objects.filter(batch_id=batch_id).update(state="sent")
    Payout.objects.filter(batch_id=batch_id).update(state=SENT)
