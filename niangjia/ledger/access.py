"""Who may touch which money."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from niangjia.base.actor import SYSTEM, Actor
from niangjia.kernel.errors import NotAllowed, NotFound
from niangjia.ledger.models import Account, Payout, PayoutBatch
from niangjia.unions import api as unions

RELEASING_ROLES = ("finance", "leader")


def require_finance(actor: Actor, path: str) -> None:
    """
    :raises NotAllowed: no finance post reaches ``path`` (the system's own runs excepted).
    """
    if actor.id != SYSTEM.id and not actor.may("finance", path):
        raise NotAllowed


def may_release(actor: Actor, path: str) -> bool:
    """Whether a finance or leader's post stands at exactly this union."""
    return any(s.role in RELEASING_ROLES and s.path == path for s in actor.scopes)


def within(actor: Actor) -> Q:
    """Rows whose ``union`` lies in a subtree of the actor's finance or leader's posts; money is not every officer's affair."""
    if actor.id == SYSTEM.id:
        return Q()
    return unions.below(actor.paths_as(RELEASING_ROLES))


def budget_accounts(actor: Actor) -> QuerySet[Account]:
    return Account.objects.filter(within(actor), owner_kind="budget")


def payouts(actor: Actor) -> QuerySet[Payout]:
    return Payout.objects.filter(within(actor))


def batches(actor: Actor) -> QuerySet[PayoutBatch]:
    return PayoutBatch.objects.filter(within(actor))


def locked_batch(actor: Actor, batch_id: UUID) -> PayoutBatch:
    """The batch, locked to the end of the transaction.

    :raises NotFound: there is none in the actor's reach.
    """
    batch = batches(actor).select_related("union").select_for_update(of=("self",)).filter(id=batch_id).first()
    if batch is None:
        raise NotFound
    return batch


def locked_payout(actor: Actor, payout_id: UUID) -> Payout:
    """The payout, locked: an officer's in her reach, or one's own.

    :raises NotFound: there is none.
    """
    mine = Payout.objects.filter(within(actor) | Q(owner_id=actor.id)).select_related("union")
    payout = mine.select_for_update(of=("self",)).filter(id=payout_id).first()
    if payout is None:
        raise NotFound
    return payout
