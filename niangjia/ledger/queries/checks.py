"""Do the books balance? Asked of the transfers alone, against what the accounts say."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection


@dataclass(frozen=True, slots=True)
class Difference:
    """An account whose kept numbers are not the sum of its transfers; ``found`` from the account, ``expected`` from the transfers."""

    owner_id: UUID
    account_id: UUID
    what: str
    found: int
    expected: int


@dataclass(frozen=True, slots=True)
class Books:
    """``dangling``: transfers that name an account which is not there. ``payouts_adrift``: paid without a posted transfer."""

    accounts: int
    transfers: int
    differences: tuple[Difference, ...]
    dangling: int
    payouts_adrift: int

    @property
    def balanced(self) -> bool:
        return not self.differences and not self.dangling and not self.payouts_adrift


def books_balanced() -> Books:
    """Sum every transfer anew and compare. Reads everything: for checks and tests, not for pages."""
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERENCES)
        differences = [
            Difference(row[0], row[1], what, found, expected)
            for row in cursor.fetchall()
            for what, found, expected in (("balance", row[2], row[3]), ("held", row[4], row[5]))
            if found != expected
        ]
        cursor.execute(_COUNTS)
        accounts, transfers, dangling, adrift = cursor.fetchone() or (0, 0, 0, 0)
    return Books(accounts, transfers, tuple(differences), dangling, adrift)


_DIFFERENCES = """
with sides as (
    select debit_owner_id as owner_id, debit_id as id,
           case state when 'posted' then -amount else 0 end as balance, case state when 'pending' then amount else 0 end as held
    from ledger_transfer
    union all
    select credit_owner_id, credit_id, case state when 'posted' then amount else 0 end, 0 from ledger_transfer
), summed as (
    select owner_id, id, sum(balance)::bigint as balance, sum(held)::bigint as held from sides group by owner_id, id
)
select a.owner_id, a.id, a.balance, coalesce(s.balance, 0), a.held, coalesce(s.held, 0)
from ledger_account a left join summed s using (owner_id, id)
where a.keeps_balance and (a.balance <> coalesce(s.balance, 0) or a.held <> coalesce(s.held, 0))
"""
_COUNTS = """
select (select count(*) from ledger_account),
       (select count(*) from ledger_transfer),
       (select count(*) from ledger_transfer t
        where not exists (select 1 from ledger_account a where a.owner_id = t.debit_owner_id and a.id = t.debit_id)
           or not exists (select 1 from ledger_account a where a.owner_id = t.credit_owner_id and a.id = t.credit_id)),
       (select count(*) from ledger_payout p
        left join ledger_transfer t on t.owner_id = p.owner_id and t.id = p.hold_id and t.amount = p.amount_fen
        where t.id is null or (p.state = 'paid') <> (t.state = 'posted') or (p.state = 'cancelled') <> (t.state = 'voided'))
"""
