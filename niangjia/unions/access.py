"""Who may tend the tree, and rows below a place in it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q

from niangjia.base.actor import SYSTEM, Actor
from niangjia.kernel.errors import NotAllowed

TENDING_ROLES = ("reviewer", "leader")


def below(paths: Iterable[str]) -> Q:
    """Rows whose ``union`` lies at one of these paths or below it; without a path none."""
    return reduce(or_, (Q(union__path__startswith=path) for path in paths), Q(union_id__in=[]))


def may_tend(actor: Actor, path: str) -> bool:
    """Whether the actor may change unions at ``path``: a post of review or leadership there or above.

    The system itself.
    """
    return actor.id == SYSTEM.id or actor.may_as(TENDING_ROLES, path)


def require_tending(actor: Actor, path: str) -> None:
    """
    :raises NotAllowed: when ``may_tend`` says no.
    """
    if not may_tend(actor, path):
        raise NotAllowed
