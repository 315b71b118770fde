"""Whose programmes and merchants an actor may touch."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from niangjia.activities.models import Merchant, Series
from niangjia.base.actor import SYSTEM, WITH_PEOPLE, Actor
from niangjia.kernel.errors import NotAllowed, NotFound
from niangjia.unions import api as unions


def merchants_in_reach(actor: Actor) -> QuerySet[Merchant]:
    """Those looked after by the unions below her posts; a desk sees itself."""
    if actor.id == SYSTEM.id:
        return Merchant.objects.all()
    return Merchant.objects.filter(unions.below(actor.paths) | Q(id=actor.id))


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
    """The system may always.

    :raises NotAllowed: no post of review, help or leadership at ``path`` or above.
    """
    if actor.id != SYSTEM.id and not actor.may_as(WITH_PEOPLE, path):
        raise NotAllowed


def within(actor: Actor) -> Q:
    """Of rows with a union: those below the unions of her posts; of none, none."""
    return unions.below(actor.paths)


def series_in_reach(actor: Actor) -> QuerySet[Series]:
    rows = Series.objects.select_related("union")
    return rows if actor.id == SYSTEM.id else rows.filter(within(actor))


def require_series(actor: Actor, series_id: UUID, *, held: bool = False) -> Series:
    """``held``: its row locked to the end of the transaction.

    :raises NotFound: there is none, or not for her.
    """
    rows = series_in_reach(actor)
    found = (rows.select_for_update(of=("self",)) if held else rows).filter(id=series_id).first()
    if found is None:
        raise NotFound
    require_tending(actor, found.union.path)
    return found
