"""初核: put payouts together for the bank."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.base.locks import advisory
from niangjia.kernel.ids import uuid7
from niangjia.kernel.money import yuan
from niangjia.ledger.access import payouts, require_finance
from niangjia.ledger.errors import BatchTooLarge, MixedBatch, OwnPayment, PayoutNotReady
from niangjia.ledger.models import PayoutBatch
from niangjia.ledger.rules.names import DRAFT, WAITING
from niangjia.unions import api as unions

MOST_LINES = 20_000


def prepare_batch(*, by: Actor, payout_ids: Collection[UUID]) -> UUID:
    """Make a draft batch of waiting payouts of one union; nothing is left out silently.

    :raises PayoutNotReady: some are not waiting (or not in reach); MixedBatch; OwnPayment; BatchTooLarge; NotAllowed.
    """
    ids = sorted(set(payout_ids))
    if len(ids) > MOST_LINES:
        raise BatchTooLarge(most=MOST_LINES, count=len(ids))
    batch_id = uuid7()
    with act("ledger.prepare_batch", by=by, about=("batch", batch_id)) as deed:
        advisory("ledger.batch_number")
        chosen = list(
            payouts(by).filter(id__in=ids, state=WAITING).order_by("id").select_for_update(of=("self",))
            .values_list("union_id", "owner_id", "amount_fen")
        )  # fmt: skip
        union_id = _judged(by, ids, chosen)
        total = sum(row[2] for row in chosen)
        batch = PayoutBatch.objects.create(
            id=batch_id, number=_next_number(), union_id=union_id, state=DRAFT, count=len(chosen), total_fen=total,
            prepared_by=by.id, prepared_by_label=by.label, prepared_at=clock.now(),
        )  # fmt: skip
        _fill(batch_id, ids)
        deed.note(number=batch.number, count=len(chosen), total=yuan(total))
    return batch_id


def _judged(by: Actor, ids: list[UUID], chosen: list[tuple[UUID, UUID, int]]) -> UUID:
    """The one union they belong to, or the refusal."""
    if not chosen or len(chosen) != len(ids):
        raise PayoutNotReady(count=len(ids) - len(chosen))
    union_ids = {row[0] for row in chosen}
    if len(union_ids) > 1:
        raise MixedBatch
    union_id = union_ids.pop()
    require_finance(by, unions.union(union_id=union_id).path)
    if by.id in {row[1] for row in chosen}:
        raise OwnPayment
    return union_id


def _next_number() -> str:
    """PF-20261123-01: the day in Fuzhou and the turn of the day; the caller holds the lock."""
    day = f"PF-{clock.today():%Y%m%d}-"
    return f"{day}{PayoutBatch.objects.filter(number__startswith=day).count() + 1:02d}"


def _fill(batch_id: UUID, ids: list[UUID]) -> None:
    """Lines are copies, sealed numbers included: what the bank got stays readable after an account is repaired."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into ledger_batch_line (batch_id, seq, payout_owner_id, payout_id, amount_fen, holder, account,"
            " account_masked, purpose, state, reason, bank_ref)"
            " select %s, row_number() over (order by p.id), p.owner_id, p.id, p.amount_fen, p.holder, p.account,"
            " p.account_masked, p.purpose, 'listed', '', '' from ledger_payout p where p.id = any(%s)",
            [batch_id, ids],
        )
        cursor.execute("update ledger_payout set state = 'batched', batch_id = %s where id = any(%s)", [batch_id, ids])
