"""Who may take titles back, and which."""

from __future__ import annotations

from typing import TypeVar

from niangjia.base.actor import SYSTEM, Actor
from niangjia.honours.errors import AlreadyRevoked
from niangjia.honours.models import Honour, UnionHonour
from niangjia.kernel.errors import NotAllowed, NotFound
from niangjia.unions import api as unions

Title = TypeVar("Title", Honour, UnionHonour)


def require_city(by: Actor) -> None:
    """A leader of the city, or the system.

    :raises NotAllowed:
    """
    top = unions.top()
    if by.id != SYSTEM.id and not (top and by.may("leader", top.path)):
        raise NotAllowed


def require_revocable(honour: Title | None, by: Actor) -> Title:
    """The title, if it is there, in force, and ``by`` may take it back.

    :raises NotFound, NotAllowed, AlreadyRevoked:
    """
    if honour is None:
        raise NotFound
    require_city(by)
    if honour.revoked_on:
        raise AlreadyRevoked(on=honour.revoked_on)
    return honour
