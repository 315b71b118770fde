"""Larger letters and fewer choices, for who wants them."""

from __future__ import annotations

from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.people.models import Login


def set_elder_mode(*, by: Actor, login_id: UUID, elder: bool) -> None:
    """Remember the choice with the login, so that it holds on every phone."""
    with act("people.set_elder_mode", by=by, about=("login", login_id)) as deed:
        Login.objects.filter(id=login_id).update(elder=elder)
        deed.note(elder=elder)
