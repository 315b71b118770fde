"""A grant is decided: promise its money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.kernel.money import yuan_short
from niangjia.ledger.actions.booking import Side, book, open_account, reserve
from niangjia.ledger.errors import BadAmount, BudgetExhausted, NoBudget
from niangjia.ledger.models import Account
from niangjia.ledger.rules.names import PENDING, fund_title
from niangjia.unions import api as unions


def hold(
    *,
    by: Actor,
    fund: str,
    union_id: UUID,
    year: int,
    owner_id: UUID,
    amount_fen: int,
    case_id: UUID,
    key: str,
    owner_kind: str = "person",
) -> UUID:
    """Hold money of exactly this union's budget for a payee; it falls to no other budget.

    Called by the engine that decides; whether ``by`` may decide is that engine's question.
    :param key: idempotency key within the payee: the same request again is the same transfer.
    :return: the pending transfer's id; pass it with ``owner_id`` to ``post``, ``void``, ``request_payout``.
    :raises BudgetExhausted: says what is left; NoBudget: none was appropriated; KeyReused.
    """
    return _held(
        by=by, fund=fund, union_id=union_id, year=year, owner_id=owner_id, owner_kind=owner_kind, case_id=case_id,
        amounts={key: amount_fen},
    )[0]  # fmt: skip


def hold_parts(
    *,
    by: Actor,
    fund: str,
    union_id: UUID,
    year: int,
    owner_id: UUID,
    amounts_fen: Sequence[int],
    case_id: UUID,
    key: str,
    owner_kind: str = "person",
) -> list[UUID]:
    """Hold a grant that is paid in parts: all of it now, each part as a transfer of its own, to be paid or given back by itself.

    :param key: as for ``hold``; the parts are key/1, key/2 …
    :return: the pending transfers' ids, in the order of ``amounts_fen``.
    :raises BudgetExhausted, NoBudget, KeyReused: as ``hold``; nothing is held then.
    """
    return _held(
        by=by, fund=fund, union_id=union_id, year=year, owner_id=owner_id, owner_kind=owner_kind, case_id=case_id,
        amounts={f"{key}/{nr}": fen for nr, fen in enumerate(amounts_fen, 1)},
    )  # fmt: skip


def _held(
    *,
    by: Actor,
    fund: str,
    union_id: UUID,
    year: int,
    owner_id: UUID,
    owner_kind: str,
    case_id: UUID,
    amounts: Mapping[str, int],
) -> list[UUID]:
    """By key. The parts of one grant are few (twelve months), so they are written one by one; the budget's row is taken once."""
    if not amounts or min(amounts.values()) <= 0:
        raise BadAmount
    with act("ledger.hold", by=by, about=("case", case_id), owner=owner_id) as deed:
        budget = _budget(union_id, fund, year)
        payee = open_account(owner_kind=owner_kind, owner_id=owner_id, purpose="received")
        booked = [
            book(
                owner_id=owner_id, debit=budget, credit=payee, amount=amount, reason="grant",
                state=PENDING, key=key, case_id=case_id, memo="",
            )
            for key, amount in amounts.items()
        ]  # fmt: skip
        new = sum(amount for amount, one in zip(amounts.values(), booked, strict=True) if not one.repeated)
        if new and not reserve(budget, new):
            raise _exhausted(budget, fund, year, new)
        deed.note(fund=fund, year=year, amount_fen=sum(amounts.values()), repeated=not new)
        deed.note(transfers=[str(one.id) for one in booked])
    return [one.id for one in booked]


def _budget(union_id: UUID, fund: str, year: int) -> Side:
    found = Account.objects.filter(owner_id=union_id, owner_kind="budget", purpose=fund, year=year).values_list(
        "id", flat=True
    )
    if (account_id := found.first()) is None:
        raise NoBudget(union=unions.union(union_id=union_id).name, fund=fund_title(fund), year=year)
    return Side(union_id, account_id)


def _exhausted(budget: Side, fund: str, year: int, amount_fen: int) -> BudgetExhausted:
    balance, held = Account.objects.values_list("balance", "held").get(owner_id=budget.owner_id, id=budget.id)
    return BudgetExhausted(
        fund=fund_title(fund), year=year, left=yuan_short(balance - held), amount=yuan_short(amount_fen)
    )
