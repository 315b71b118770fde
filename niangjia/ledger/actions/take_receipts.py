"""The bank has answered: post what was paid, give back to repair what bounced."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import Deed, act
from niangjia.base.crypto import sm3_hex
from niangjia.kernel.ids import uuid7
from niangjia.ledger.access import batches
from niangjia.ledger.actions.booking import settle
from niangjia.ledger.errors import ReceiptsUnreadable
from niangjia.ledger.events import PayoutBounced, PayoutPaid
from niangjia.ledger.models import BatchLine, PayoutBatch
from niangjia.ledger.rules.names import POSTED, SENT, SETTLED
from niangjia.ledger.rules.receipts import LineState, NotReceipts, Problem, ReceiptRow, judge, read_receipts

Answers = list[tuple[LineState, ReceiptRow]]


@dataclass(frozen=True, slots=True)
class Receipts:
    """What a file came to. ``repeated`` rows were known already and changed nothing; ``problems`` neither."""

    paid: int
    bounced: int
    repeated: int
    problems: tuple[Problem, ...]


def take_receipts(*, by: Actor, file: bytes) -> Receipts:
    """Read the bank's file row by row (columns 批次号 序号 金额 结果, and 原因 账号 流水号 if given).

    Taken twice it pays once. Rows of batches outside the actor's reach are unknown.
    :raises ReceiptsUnreadable: it is no such table.
    """
    try:
        rows = read_receipts(file)
    except NotReceipts as flaw:
        raise ReceiptsUnreadable(why=str(flaw)) from flaw
    with act("ledger.take_receipts", by=by, about=("receipts", uuid7())) as deed:
        numbers = {row.batch for row in rows}
        known = dict(
            batches(by)
            .filter(number__in=numbers)
            .order_by("id")
            .select_for_update(of=("self",))
            .values_list("id", "number")
        )
        judged = judge(rows, _lines(known), frozenset(known.values()))
        _write(judged.paid, "paid", deed)
        _write(judged.bounced, "bounced", deed)
        _settle_batches(set(known))
        out = Receipts(len(judged.paid), len(judged.bounced), judged.repeated, tuple(judged.problems))
        deed.note(
            digest=sm3_hex(file), paid=out.paid, bounced=out.bounced, repeated=out.repeated, problems=len(out.problems)
        )
    return out


def _lines(known: dict[UUID, str]) -> dict[tuple[str, int], LineState]:
    rows = BatchLine.objects.filter(batch_id__in=known)
    found = rows.values_list("batch_id", "seq", "amount_fen", "account_masked", "state")
    return {(known[row[0]], row[1]): LineState(*row) for row in found}


def _write(answers: Answers, state: str, deed: Deed) -> None:
    """Lines, payouts and books of all rows with one answer, in five statements whatever their number."""
    if not answers:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE,
            {
                "batches": [line.batch_id for line, _ in answers],
                "seqs": [line.seq for line, _ in answers],
                "reasons": ["" if state == "paid" else row.reason or "银行没有写原因" for _, row in answers],
                "refs": [row.bank_ref for _, row in answers],
                "state": state,
                "at": clock.now(),
                "paid_at": clock.now() if state == "paid" else None,
            },
        )
        done = cursor.fetchall()
    if state == "paid":
        settle([(owner_id, hold_id) for owner_id, hold_id, *_ in done], POSTED)
    for owner_id, _, case_id, instalment, reason in done:
        event = {"case_id": case_id, "owner_id": owner_id, "instalment": instalment}
        deed.emit(PayoutPaid(**event) if state == "paid" else PayoutBounced(**event, reason=reason))


def _settle_batches(batch_ids: set[UUID]) -> None:
    """A batch is settled when every line has its answer."""
    open_lines = BatchLine.objects.filter(batch_id=OuterRef("id"), state="sent")
    PayoutBatch.objects.filter(~Exists(open_lines), id__in=batch_ids, state=SENT).update(
        state=SETTLED, settled_at=clock.now()
    )


_WRITE = """
with answered as (
    update ledger_batch_line l
    set state = %(state)s, reason = a.reason, bank_ref = a.ref, answered_at = %(at)s
    from unnest(%(batches)s::uuid[], %(seqs)s::int[], %(reasons)s::text[], %(refs)s::text[]) a(batch_id, seq, reason, ref)
    where l.batch_id = a.batch_id and l.seq = a.seq and l.state = 'sent'
    returning l.batch_id, l.payout_owner_id, l.payout_id, a.reason
)
update ledger_payout p set state = %(state)s, reason = a.reason, paid_at = %(paid_at)s::timestamptz
from answered a
where p.owner_id = a.payout_owner_id and p.id = a.payout_id and p.state = 'sent' and p.batch_id = a.batch_id
returning p.owner_id, p.hold_id, p.case_id, p.instalment, a.reason
"""
