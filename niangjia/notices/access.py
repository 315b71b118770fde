"""Who works with notices and objections."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from niangjia.base.actor import SYSTEM, Actor
from niangjia.kernel.errors import NotAllowed
from niangjia.notices.models import Notice, Objection

SETTLING_ROLES = ("reviewer", "aid", "leader")


def require_settling(actor: Actor, path: str) -> None:
    """
    :raises NotAllowed: no post that decides stands at ``path`` or above.
    """
    if actor.id != SYSTEM.id and not actor.may_as(SETTLING_ROLES, path):
        raise NotAllowed


def notices(actor: Actor) -> QuerySet[Notice]:
    """Notices of the unions in the actor's subtrees."""
    return Notice.objects.filter(_within(actor, "union__path"))


def objections(actor: Actor) -> QuerySet[Objection]:
    return Objection.objects.filter(_within(actor, "notice__union__path"))


def _within(actor: Actor, path: str) -> Q:
    if actor.id == SYSTEM.id:
        return Q()
    reach = Q(**{f"{path}__in": []})
    for prefix in actor.paths:
        reach |= Q(**{f"{path}__startswith": prefix})
    return reach
