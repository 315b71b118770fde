"""A decided grant asks for its money."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.ledger.actions.payee_accounts import PayeeAccount, checked, known_account
from niangjia.ledger.errors import InstalmentTaken, TransferSettled
from niangjia.ledger.events import AccountMissing
from niangjia.ledger.models import Payout, Transfer
from niangjia.ledger.rules.names import CANCELLED, NO_ACCOUNT, PENDING, WAITING


def request_payout(
    *,
    by: Actor,
    case_id: UUID,
    owner_kind: str,
    owner_id: UUID,
    amount_fen: int,
    fund: str,
    union_id: UUID,
    hold_id: UUID,
    instalment: int = 1,
    purpose: str = "",
    account: tuple[str, str] | None = None,
) -> UUID:
    """Put a payout for the held transfer ``hold_id`` on the list of ``union_id``'s finance. Once per payee, case and instalment.

    The account is what the union keeps for the payee; when it keeps none, or a number that cannot be right, the payout
    waits in ``no_account`` and ``AccountMissing`` is announced: the money stays held meanwhile.
    :param account: (holder, number) of a payee whose account the asking engine keeps itself, as of a merchant.
    :return: the payout's id.
    :raises TransferSettled: the transfer is not held, or over another amount; InstalmentTaken: it is another payout already.
    """
    with act("ledger.request_payout", by=by, about=("case", case_id), owner=owner_id) as deed:
        payee = checked(owner_kind, *account) if account else known_account(owner_kind, owner_id)
        values: dict[str, Any] = {
            "owner_kind": owner_kind, "hold_id": hold_id, "union_id": union_id, "fund": fund, "amount_fen": amount_fen,
            "purpose": purpose[:60], "created_at": clock.now(), **account_columns(payee),
        }  # fmt: skip
        payout, fresh = _stored(owner_id, case_id, instalment, values)
        deed.note(payout=str(payout.id), amount_fen=amount_fen, state=payout.state, repeated=not fresh)
        if fresh and payout.state == NO_ACCOUNT:
            deed.emit(AccountMissing(case_id=case_id, owner_id=owner_id, instalment=instalment))
    return payout.id


def account_columns(account: PayeeAccount | None) -> dict[str, str | None]:
    """The columns of a payout for this account; a flawed one is not kept."""
    if account is None or account.flaw:
        return {"state": NO_ACCOUNT, "reason": account.flaw if account else "", "account": None, "account_masked": ""}
    return {
        "state": WAITING, "reason": "", "holder": account.holder, "account": account.number, "account_masked": account.masked,
    }  # fmt: skip


def _require_held(owner_id: UUID, hold_id: UUID, amount_fen: int) -> None:
    held = Transfer.objects.select_for_update().filter(owner_id=owner_id, id=hold_id, state=PENDING, amount=amount_fen)
    if not held:
        raise TransferSettled


def _stored(owner_id: UUID, case_id: UUID, instalment: int, values: dict[str, Any]) -> tuple[Payout, bool]:
    """The payout, and whether it is new; one cancelled before (its grant was taken back and given again) comes alive."""
    there = Payout.objects.select_for_update().filter(owner_id=owner_id, case_id=case_id, instalment=instalment).first()
    alive = there is not None and (there.state != CANCELLED or there.hold_id == values["hold_id"])
    if not alive:
        _require_held(owner_id, values["hold_id"], values["amount_fen"])
    if there is None:
        try:
            with transaction.atomic():
                return Payout.objects.create(owner_id=owner_id, case_id=case_id, instalment=instalment, **values), True
        except IntegrityError as taken:
            raise InstalmentTaken(instalment=instalment) from taken
    if not alive:
        Payout.objects.filter(owner_id=owner_id, id=there.id).update(**values)
        return Payout.objects.get(owner_id=owner_id, id=there.id), True
    if (there.hold_id, there.amount_fen) != (values["hold_id"], values["amount_fen"]):
        raise InstalmentTaken(instalment=instalment)
    return there, False
