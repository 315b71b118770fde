"""Payouts and batches, as pages show them: masked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from niangjia.base.actor import Actor
from niangjia.kernel.errors import NotFound
from niangjia.kernel.text import mask_name
from niangjia.ledger import access
from niangjia.ledger.models import BatchLine, Payout, PayoutBatch
from niangjia.ledger.rules.names import BATCH_STATES, BOUNCED, PAID, PAYOUT_STATES, REVERSED, fund_title

ANSWERS = (PAID, BOUNCED, REVERSED)


@dataclass(frozen=True, slots=True)
class PayoutRow:
    """A payout without private numbers. ``reason``: why it bounced, or a flaw of the account. ``hold_id``: its transfer."""

    id: UUID
    case_id: UUID
    instalment: int
    hold_id: UUID
    owner_kind: str
    owner_id: UUID
    union_id: UUID
    union_name: str
    fund: str
    fund_title: str
    purpose: str
    amount_fen: int
    holder: str
    account_masked: str
    state: str
    state_zh: str
    reason: str
    batch_id: UUID | None
    created_at: datetime
    paid_at: datetime | None


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch; ``mine`` when the actor prepared it, so somebody else must release it."""

    id: UUID
    number: str
    union_id: UUID
    union_name: str
    state: str
    state_zh: str
    count: int
    total_fen: int
    paid: int
    bounced: int
    reversed: int
    prepared_by_label: str
    prepared_at: datetime
    submitted_at: datetime | None
    released_by_label: str
    released_at: datetime | None
    sent_at: datetime | None
    settled_at: datetime | None
    digest: str
    note: str
    mine: bool
    may_release: bool


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of a batch; the holder's given name and the number are masked."""

    seq: int
    payout_id: UUID
    amount_fen: int
    holder: str
    account_masked: str
    purpose: str
    state: str
    reason: str
    bank_ref: str


def payouts_visible_to(
    actor: Actor,
    *,
    state: str | None = None,
    union_id: UUID | None = None,
    case_id: UUID | None = None,
    batch_id: UUID | None = None,
    after: UUID | None = None,
    limit: int = 100,
) -> list[PayoutRow]:
    """Payouts in the actor's reach, oldest first; ``after`` (a payout's id) turns the page."""
    given = {"state": state, "union_id": union_id, "case_id": case_id, "batch_id": batch_id, "id__gt": after}
    rows = access.payouts(actor).filter(**{key: value for key, value in given.items() if value is not None})
    return _rows(rows.order_by("id")[:limit])


def payouts_of_case(*, case_id: UUID) -> list[PayoutRow]:
    """For the page of a case, whose own access rule has been asked already."""
    return _rows(Payout.objects.filter(case_id=case_id).order_by("instalment"))


def payouts_of(*, owner_id: UUID) -> list[PayoutRow]:
    """What a person (or union) gets and got, newest first."""
    return _rows(Payout.objects.filter(owner_id=owner_id).order_by("-id"))


def payout_totals(actor: Actor, *, union_id: UUID | None = None) -> dict[str, tuple[int, int]]:
    """State → (count, fen) over all payouts in reach."""
    rows = access.payouts(actor)
    if union_id:
        rows = rows.filter(union_id=union_id)
    totals = rows.values("state").annotate(n=Count("state"), fen=Sum("amount_fen")).order_by()
    return {row["state"]: (row["n"], int(row["fen"])) for row in totals}


def batches_visible_to(
    actor: Actor, *, state: str | None = None, union_id: UUID | None = None, limit: int = 100
) -> list[BatchRow]:
    """Batches in the actor's reach, newest first."""
    rows = access.batches(actor)
    if state:
        rows = rows.filter(state=state)
    if union_id:
        rows = rows.filter(union_id=union_id)
    return _batch_rows(actor, rows.order_by("-prepared_at", "-number")[:limit])


def batch(actor: Actor, *, batch_id: UUID) -> tuple[BatchRow, list[LineRow]]:
    """A batch with its lines.

    :raises NotFound: none in reach.
    """
    found = _batch_rows(actor, access.batches(actor).filter(id=batch_id))
    if not found:
        raise NotFound
    return found[0], [
        _line_row(line) for line in BatchLine.objects.filter(batch_id=batch_id).defer("account").order_by("seq")
    ]


def _rows(rows: QuerySet[Payout]) -> list[PayoutRow]:
    return [_row(row) for row in rows.select_related("union").defer("account")]


def _row(row: Payout) -> PayoutRow:
    return PayoutRow(
        id=row.id, case_id=row.case_id, instalment=row.instalment, hold_id=row.hold_id, owner_kind=row.owner_kind, owner_id=row.owner_id,
        union_id=row.union_id, union_name=row.union.name, fund=row.fund, fund_title=fund_title(row.fund),
        purpose=row.purpose, amount_fen=row.amount_fen, holder=_shown(row.owner_kind == "person", row.holder),
        account_masked=row.account_masked, state=row.state, state_zh=PAYOUT_STATES[row.state], reason=row.reason,
        batch_id=row.batch_id, created_at=row.created_at, paid_at=row.paid_at,
    )  # fmt: skip


def _batch_rows(actor: Actor, batches: QuerySet[PayoutBatch]) -> list[BatchRow]:
    rows = list(batches.select_related("union"))
    answers = BatchLine.objects.filter(batch_id__in=[row.id for row in rows], state__in=ANSWERS)
    counted: dict[UUID, dict[str, int]] = {row.id: dict.fromkeys(ANSWERS, 0) for row in rows}
    for batch_id, state, n in answers.values_list("batch_id", "state").annotate(n=Count("seq")).order_by():
        counted[batch_id][state] = n
    return [_batch_row(actor, row, counted[row.id]) for row in rows]


def _batch_row(actor: Actor, row: PayoutBatch, answered: Mapping[str, int]) -> BatchRow:
    mine = row.prepared_by == actor.id
    return BatchRow(
        id=row.id, number=row.number, union_id=row.union_id, union_name=row.union.name, state=row.state,
        state_zh=BATCH_STATES[row.state], count=row.count, total_fen=row.total_fen, **answered,
        prepared_by_label=row.prepared_by_label, prepared_at=row.prepared_at,
        submitted_at=row.submitted_at, released_by_label=row.released_by_label, released_at=row.released_at,
        sent_at=row.sent_at, settled_at=row.settled_at, digest=row.digest, note=row.note, mine=mine,
        may_release=not mine and row.state == "submitted" and access.may_release(actor, row.union.path),
    )  # fmt: skip


def _line_row(line: BatchLine) -> LineRow:
    return LineRow(
        seq=line.seq, payout_id=line.payout_id, amount_fen=line.amount_fen, holder=_shown(len(line.holder) < 5, line.holder),
        account_masked=line.account_masked, purpose=line.purpose, state=line.state, reason=line.reason, bank_ref=line.bank_ref,
    )  # fmt: skip


def _shown(person: bool, holder: str) -> str:
    return mask_name(holder, keep_last=True) if person else holder
