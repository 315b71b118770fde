"""The bank has answered: post what was paid, give back to repair what bounced, book back what came back after "paid"."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import Deed, act
from niangjia.base.crypto import sm3_hex
from niangjia.kernel.ids import uuid7
from niangjia.ledger.access import batches
from niangjia.ledger.actions.booking import lock, settle
from niangjia.ledger.actions.reversing import reverse
from niangjia.ledger.errors import ReceiptsUnreadable
from niangjia.ledger.events import PayoutBounced, PayoutPaid, PayoutReversed
from niangjia.ledger.models import BatchLine, PayoutBatch
from niangjia.ledger.rules.names import BOUNCED, PAID, POSTED, REVERSED, SENT, SETTLED
from niangjia.ledger.rules.receipts import Judged, LineState, NotReceipts, Problem, ReceiptRow, judge, read_receipts

Answers = list[tuple[LineState, ReceiptRow]]
UNSAID = "银行没有写原因"


class Written(NamedTuple):
    """A payout whose line got an answer. ``hold_id``: the transfer it is paid out of."""

    owner_id: UUID
    hold_id: UUID
    case_id: UUID
    instalment: int
    reason: str


@dataclass(frozen=True, slots=True)
class Receipts:
    """What a file came to. ``repeated`` rows were known already and changed nothing; ``problems`` neither."""

    paid: int
    bounced: int
    reversed: int
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
        _book(judged, deed)
        _settle_batches(set(known))
        out = Receipts(
            len(judged.paid), len(judged.bounced), len(judged.reversed), judged.repeated, tuple(judged.problems)
        )
        deed.note(digest=sm3_hex(file), **asdict(out) | {"problems": len(out.problems)})
    return out


def _book(judged: Judged, deed: Deed) -> None:
    """Lines, payouts and books of all rows, in a few statements whatever their number."""
    paid = _write(judged.paid, SENT, PAID, PAID)
    bounced = _write(judged.bounced, SENT, BOUNCED, BOUNCED)
    back = _write(judged.reversed, PAID, REVERSED, BOUNCED)
    lock([(done.owner_id, done.hold_id) for done in (*paid, *back)])
    settle([(done.owner_id, done.hold_id) for done in paid], POSTED)
    reverse({(done.owner_id, done.hold_id): done.reason for done in back})
    for done in paid:
        deed.emit(PayoutPaid(case_id=done.case_id, owner_id=done.owner_id, instalment=done.instalment))
    for event, answers in ((PayoutBounced, bounced), (PayoutReversed, back)):
        for done in answers:
            deed.emit(event(done.case_id, done.owner_id, done.instalment, done.reason))


def _lines(known: dict[UUID, str]) -> dict[tuple[str, int], LineState]:
    rows = BatchLine.objects.filter(batch_id__in=known)
    found = rows.values_list("batch_id", "seq", "amount_fen", "account_masked", "state")
    return {(known[row[0]], row[1]): LineState(*row) for row in found}


def _write(answers: Answers, was: str, line: str, payout: str) -> list[Written]:
    """Move lines from the state ``was`` to ``line`` and their payouts to ``payout``; gives the payouts that moved with them."""
    if not answers:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE,
            {
                "batches": [state.batch_id for state, _ in answers],
                "seqs": [state.seq for state, _ in answers],
                "reasons": ["" if line == PAID else row.reason or UNSAID for _, row in answers],
                "refs": [row.bank_ref for _, row in answers],
                "was": was,
                "line": line,
                "payout": payout,
                "at": clock.now(),
                "paid_at": clock.now() if line == PAID else None,
            },
        )
        return [Written(*row) for row in cursor.fetchall()]


def _settle_batches(batch_ids: set[UUID]) -> None:
    """A batch is settled when every line has its answer."""
    open_lines = BatchLine.objects.filter(batch_id=OuterRef("id"), state="sent")
    PayoutBatch.objects.filter(~Exists(open_lines), id__in=batch_ids, state=SENT).update(
        state=SETTLED, settled_at=clock.now()
    )


_WRITE = """
with answered as (
    update ledger_batch_line l
    set state = %(line)s, reason = a.reason, bank_ref = a.ref, answered_at = %(at)s
    from unnest(%(batches)s::uuid[], %(seqs)s::int[], %(reasons)s::text[], %(refs)s::text[]) a(batch_id, seq, reason, ref)
    where l.batch_id = a.batch_id and l.seq = a.seq and l.state = %(was)s
    returning l.batch_id, l.payout_owner_id, l.payout_id, a.reason
)
update ledger_payout p set state = %(payout)s, reason = a.reason, paid_at = %(paid_at)s::timestamptz
from answered a
where p.owner_id = a.payout_owner_id and p.id = a.payout_id and p.state = %(was)s and p.batch_id = a.batch_id
returning p.owner_id, p.hold_id, p.case_id, p.instalment, a.reason
"""
