"""Money that arrived and came back: booked back to the budget it came from, and held there again for the same payee."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection

from niangjia.base import clock
from niangjia.kernel.ids import uuid7
from niangjia.ledger.actions.booking import MOVED
from niangjia.ledger.errors import TransferSettled


def reverse(reasons: Mapping[tuple[UUID, UUID], str]) -> None:
    """Take back these posted transfers, (owner, id) → why, as one set; the payouts paid out of them get the new holds.

    Each is answered by two new rows: the reversal (payee → budget, posted) and a hold of the same amount (budget → payee,
    pending). Their keys carry the id of the transfer they answer, so that none is reversed twice. The caller has locked the
    accounts (``booking.lock``).
    :raises TransferSettled: one of them is not posted, or was reversed before.
    """
    if not reasons:
        return
    reversals, holds = [uuid7() for _ in reasons], [uuid7() for _ in reasons]  # in this order in the statement
    with connection.cursor() as cursor:
        asked: dict[str, Any] = {
            "owners": [owner_id for owner_id, _ in reasons],
            "ids": [transfer_id for _, transfer_id in reasons],
            "memos": list(reasons.values()),
            "reversals": reversals,
            "holds": holds,
            "at": clock.now(),
        }
        cursor.execute(_REVERSE, asked)
        row = cursor.fetchone()
        if row is None or row[0] != len(holds):
            raise TransferSettled
        cursor.execute(_REHOLD, asked)


_REVERSE = (
    """
with picked as (
    select t.*, p.why, p.reversal_id, p.fresh_id
    from ledger_transfer t,
         unnest(%(owners)s::uuid[], %(ids)s::uuid[], %(memos)s::text[], %(reversals)s::uuid[], %(holds)s::uuid[])
             p(owner_id, id, why, reversal_id, fresh_id)
    where t.owner_id = p.owner_id and t.id = p.id and t.state = 'posted'
), back as (
    insert into ledger_transfer (owner_id, id, debit_owner_id, debit_id, credit_owner_id, credit_id, amount, unit, reason, memo,
        state, case_id, key, at, settled_at)
    select owner_id, reversal_id, credit_owner_id, credit_id, debit_owner_id, debit_id, amount, unit, 'reversal', why,
        'posted', case_id, 'reversal:' || id, %(at)s, %(at)s
    from picked on conflict (owner_id, key) do nothing returning owner_id
), held as (
    insert into ledger_transfer (owner_id, id, debit_owner_id, debit_id, credit_owner_id, credit_id, amount, unit, reason, memo,
        state, case_id, key, at)
    select owner_id, fresh_id, debit_owner_id, debit_id, credit_owner_id, credit_id, amount, unit, reason, '',
        'pending', case_id, 'again:' || id, %(at)s
    from picked on conflict (owner_id, key) do nothing
), moves as (
    select debit_owner_id as owner_id, debit_id as id, amount as balance, amount as held from picked
    union all
    select credit_owner_id, credit_id, -amount, 0 from picked
"""
    + MOVED
    + """
select count(*) from back
"""
)
_REHOLD = """
update ledger_payout p set hold_id = n.hold_id
from unnest(%(owners)s::uuid[], %(ids)s::uuid[], %(holds)s::uuid[]) n(owner_id, was, hold_id)
where p.owner_id = n.owner_id and p.hold_id = n.was
"""
