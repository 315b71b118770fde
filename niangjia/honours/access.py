"""Who may take titles back."""

from __future__ import annotations

from niangjia.base.actor import SYSTEM, Actor
from niangjia.kernel.errors import NotAllowed
from niangjia.unions import api as unions


def require_city(by: Actor) -> None:
    """A leader of the city, or the system.

    :raises NotAllowed:
    """
    top = unions.top()
    if by.id != SYSTEM.id and not (top and by.may("leader", top.path)):
        raise NotAllowed
