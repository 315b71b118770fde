"""The payee has given an account where the union keeps it: what waited for it goes on."""

from __future__ import annotations

from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.ledger.actions.payee_accounts import FLAWS, known_account
from niangjia.ledger.actions.request_payout import account_columns
from niangjia.ledger.errors import AccountFlawed
from niangjia.ledger.models import Payout
from niangjia.ledger.rules.names import BOUNCED, NO_ACCOUNT, WAITING


def account_given(*, by: Actor, owner_kind: str, owner_id: UUID) -> int:
    """Take the account the union now keeps for this payee into all payouts that bounced, have none, or still wait.

    Called by the engine whose verb stored the account; whether ``by`` may is that engine's question.
    :return: how many go on with it.
    :raises AccountFlawed: none is kept, or one that cannot be right.
    """
    with act("ledger.account_given", by=by, about=(owner_kind, owner_id)) as deed:
        account = known_account(owner_kind, owner_id)
        if account is None or account.flaw:
            raise AccountFlawed(why=FLAWS[account.flaw if account else "missing"])
        ids = list(
            Payout.objects.select_for_update()
            .filter(owner_id=owner_id, state__in=[BOUNCED, NO_ACCOUNT, WAITING])
            .values_list("id", flat=True)
        )
        changed = Payout.objects.filter(owner_id=owner_id, id__in=ids).update(batch_id=None, **account_columns(account))
        deed.note(payouts=changed, account=account.masked)
    return changed
