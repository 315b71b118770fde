"""The account was missing or wrong: give the right one."""

from __future__ import annotations

from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.ledger.access import locked_payout
from niangjia.ledger.actions.payee_accounts import FLAWS, checked
from niangjia.ledger.actions.request_payout import account_columns
from niangjia.ledger.errors import AccountFlawed, PayoutNotInState
from niangjia.ledger.models import Payout
from niangjia.ledger.rules.names import BOUNCED, NO_ACCOUNT, PAYOUT_STATES, WAITING


def repair_account(*, by: Actor, payout_id: UUID, holder: str, number: str) -> None:
    """Set the account of a payout that bounced or has none (or waits still): it goes into the next batch.

    The payee does it herself, or an officer of finance in whose reach it lies.
    :raises AccountFlawed: says what is wrong with it; PayoutNotInState: it is on its way or over.
    """
    with act("ledger.repair_account", by=by, about=("payout", payout_id)) as deed:
        payout = locked_payout(by, payout_id)
        if payout.state not in (BOUNCED, NO_ACCOUNT, WAITING):
            raise PayoutNotInState(state=PAYOUT_STATES[payout.state])
        account = checked(payout.owner_kind, holder, number)
        if account.flaw:
            raise AccountFlawed(why=FLAWS[account.flaw])
        Payout.objects.filter(owner_id=payout.owner_id, id=payout.id).update(batch_id=None, **account_columns(account))
        deed.note(case=str(payout.case_id), account=account.masked)
