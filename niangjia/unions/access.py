"""Who may tend the tree."""

from __future__ import annotations

from niangjia.base.actor import SYSTEM, Actor
from niangjia.kernel.errors import NotAllowed

TENDING_ROLES = ("reviewer", "leader")


def may_tend(actor: Actor, path: str) -> bool:
    """Whether the actor may change unions at ``path``: a post of review or leadership there or above.

    The system itself.
    """
    return actor.id == SYSTEM.id or any(actor.may(role, path) for role in TENDING_ROLES)


def require_tending(actor: Actor, path: str) -> None:
    """
    :raises NotAllowed: when ``may_tend`` says no.
    """
    if not may_tend(actor, path):
        raise NotAllowed
