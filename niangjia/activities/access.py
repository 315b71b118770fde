"""Which merchants an actor may touch."""

from __future__ import annotations

from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet

from niangjia.activities.models import Merchant
from niangjia.base.actor import SYSTEM, Actor
from niangjia.kernel.errors import NotAllowed, NotFound

TENDING = ("leader", "reviewer", "aid")


def merchants_in_reach(actor: Actor) -> QuerySet[Merchant]:
    """Those looked after by the unions below her posts; a desk sees itself."""
    if actor.id == SYSTEM.id:
        return Merchant.objects.all()
    return Merchant.objects.filter(
        reduce(or_, (Q(union__path__startswith=path) for path in actor.paths), Q(id=actor.id))
    )


def locked_merchant(actor: Actor, merchant_id: UUID) -> Merchant:
    """Locked to the end of the transaction: what a desk redeems and the closing of its day wait for each other.

    :raises NotFound: there is none, or not for her.
    """
    rows = merchants_in_reach(actor).select_related("union").select_for_update(of=("self",))
    merchant = rows.filter(id=merchant_id).first()
    if merchant is None:
        raise NotFound
    return merchant


def require_tending(actor: Actor, path: str) -> None:
    """
    :raises NotAllowed: no post of review, help or leadership at ``path`` or above.
    """
    if actor.id != SYSTEM.id and not any(actor.may(role, path) for role in TENDING):
        raise NotAllowed
