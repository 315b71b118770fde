"""Asking for something in the name of one's union: whose it is, and who may."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from niangjia.base.actor import Actor
from niangjia.casework import api as casework
from niangjia.kernel.errors import NotFound
from niangjia.web.worker import entitlements


def subject_asked(request: HttpRequest, by: Actor, key: str) -> UUID | None:
    """The union named in the address (``?union=…``) for which ``by`` may ask for the service; None where she asks for herself.

    :raises NotFound: no open service of this name for her, or not her union.
    """
    found = entitlements.shown(key)
    if found.subject == "person":
        return None
    union_id = _union_id(request.GET.get("union", ""))
    if not is_asked_for(found) or not casework.speaks_for(by, union_id):
        raise NotFound
    return union_id


def is_asked_for(found: Any) -> bool:
    """Whether a union asks for it, rather than having it delivered."""
    return bool(found.state == "open" and found.subject == "union" and found.proactive != "deliver")


def _union_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as odd:
        raise NotFound from odd
