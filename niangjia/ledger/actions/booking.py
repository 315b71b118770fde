"""The moves every verb of the books is made of. Callers are inside a transaction.

Order of writing: the transfer first, then the budget's account row, so that the row many wait for is locked shortest.
Sets of accounts are locked in the order of their keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from niangjia.base import clock
from niangjia.kernel.ids import uuid7
from niangjia.ledger.errors import KeyReused, TransferSettled
from niangjia.ledger.models import Account, Transfer
from niangjia.ledger.rules.names import CNY, PENDING, POSTED, VOIDED

HOUSE = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a transfer: an account's key."""

    owner_id: UUID
    id: UUID


@dataclass(frozen=True, slots=True)
class Booked:
    """A transfer as asked for; ``repeated`` when it was there already."""

    id: UUID
    repeated: bool


def open_account(
    *,
    owner_kind: str,
    owner_id: UUID,
    purpose: str,
    unit: str = CNY,
    year: int = 0,
    union_id: UUID | None = None,
    name: str = "",
) -> Side:
    """The account for this purpose, made when it is not there yet. House accounts keep no balance."""
    key = {"owner_id": owner_id, "owner_kind": owner_kind, "unit": unit, "purpose": purpose, "year": year}
    account = Account(**key, union_id=union_id, name=name, keeps_balance=owner_kind != "house", opened_at=clock.now())
    Account.objects.bulk_create([account], ignore_conflicts=True)
    return Side(owner_id, Account.objects.values_list("id", flat=True).get(**key))


def book(
    *,
    owner_id: UUID,
    debit: Side,
    credit: Side,
    amount: int,
    reason: str,
    state: str,
    key: str,
    case_id: UUID | None,
    memo: str,
) -> Booked:
    """Write the transfer, or find the one that ``key`` already stands for. After a voided one the next ("key#2") is written.

    :raises KeyReused: the key stands for another amount or other accounts.
    """
    now, new = clock.now(), uuid7()
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into ledger_transfer (owner_id, id, debit_owner_id, debit_id, credit_owner_id, credit_id, amount, unit,"
            " reason, memo, state, case_id, key, at, settled_at)"
            " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
            " on conflict (owner_id, key) do nothing returning id",
            [owner_id, new, debit.owner_id, debit.id, credit.owner_id, credit.id, amount, CNY,
             reason, memo, state, case_id, key, now, None if state == PENDING else now],
        )  # fmt: skip
        if cursor.fetchone():
            return Booked(new, False)
    there = Transfer.objects.get(owner_id=owner_id, key=key)
    if there.state == VOIDED:
        return book(
            owner_id=owner_id, debit=debit, credit=credit, amount=amount, reason=reason,
            state=state, key=_next(key), case_id=case_id, memo=memo,
        )  # fmt: skip
    if (there.debit_id, there.credit_id, there.amount) != (debit.id, credit.id, amount):
        raise KeyReused
    return Booked(there.id, True)


def _next(key: str) -> str:
    base, _, turn = key.partition("#")
    return f"{base}#{int(turn or 1) + 1}"


def reserve(budget: Side, amount: int) -> bool:
    """Promise ``amount`` of a budget; False when less is left. One statement: the row's lock orders all who ask at once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update ledger_account set held = held + %s where owner_id = %s and id = %s and balance - held >= %s",
            [amount, budget.owner_id, budget.id, amount],
        )
        return cursor.rowcount == 1


def settle(transfers: Sequence[tuple[UUID, UUID]], state: str) -> int:
    """Post or void these pending transfers, by (owner, id), with all their accounts, as one set. Settled ones are left alone.

    Posting: the debit's balance and hold fall, the credit's balance rises. Voiding: the debit's hold falls.
    :return: how many were pending.
    """
    lock(transfers)
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, _named(transfers) | {"state": state, "at": clock.now(), "posting": state == POSTED})
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def lock(transfers: Sequence[tuple[UUID, UUID]]) -> None:
    """Hold these transfers and all their accounts to the end of the transaction, in the order of their keys.

    Who moves several sets in one transaction locks the whole first.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_TRANSFERS, _named(transfers))
        cursor.execute(_LOCK_ACCOUNTS, _named(transfers))


def _named(transfers: Sequence[tuple[UUID, UUID]]) -> dict[str, Any]:
    return {"owners": [owner_id for owner_id, _ in transfers], "ids": [transfer_id for _, transfer_id in transfers]}


def settle_one(owner_id: UUID, transfer_id: UUID, state: str) -> None:
    """
    :raises TransferSettled: it was not pending.
    """
    if settle([(owner_id, transfer_id)], state) != 1:
        raise TransferSettled


_LOCK_TRANSFERS = """
select 1 from ledger_transfer t, unnest(%(owners)s::uuid[], %(ids)s::uuid[]) p(owner_id, id)
where t.owner_id = p.owner_id and t.id = p.id order by t.owner_id, t.id for update of t
"""
_LOCK_ACCOUNTS = """
with asked as (
    select t.* from ledger_transfer t, unnest(%(owners)s::uuid[], %(ids)s::uuid[]) p(owner_id, id)
    where t.owner_id = p.owner_id and t.id = p.id
)
select 1 from ledger_account a
where (a.owner_id, a.id) in (
    select debit_owner_id, debit_id from asked union select credit_owner_id, credit_id from asked)
order by a.owner_id, a.id for update of a
"""

# Behind "moves" (owner_id, id, balance, held): every account that keeps a balance takes its sum, once.
MOVED = """
), summed as (
    select owner_id, id, sum(balance)::bigint as balance, sum(held)::bigint as held from moves group by owner_id, id
), moved as (
    update ledger_account a set balance = a.balance + s.balance, held = a.held + s.held
    from summed s where a.owner_id = s.owner_id and a.id = s.id and a.keeps_balance
)
"""
_SETTLE = (
    """
with picked as (
    update ledger_transfer t set state = %(state)s, settled_at = %(at)s
    from unnest(%(owners)s::uuid[], %(ids)s::uuid[]) p(owner_id, id)
    where t.owner_id = p.owner_id and t.id = p.id and t.state = 'pending'
    returning t.debit_owner_id, t.debit_id, t.credit_owner_id, t.credit_id, t.amount
), moves as (
    select debit_owner_id as owner_id, debit_id as id, case when %(posting)s then -amount else 0 end as balance, -amount as held
    from picked
    union all
    select credit_owner_id, credit_id, amount, 0 from picked where %(posting)s
"""
    + MOVED
    + """
select count(*) from picked
"""
)
