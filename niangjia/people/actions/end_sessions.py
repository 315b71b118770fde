"""退出所有设备: whoever is signed in somewhere with this login is signed out."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.hashers import make_password

from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.kernel.errors import NotFound
from niangjia.people.access import require_security_admin
from niangjia.people.models import Login
from niangjia.unions import api as unions


def end_sessions(*, by: Actor, login_id: UUID) -> None:
    """End every session of the login: sessions carry a fingerprint of its (unusable) password, so a new one ends them all.

    For herself, or by the city's security administrator.

    :raises NotAllowed, NotFound:
    """
    login = Login.objects.filter(id=login_id).first()
    if login is None:
        raise NotFound
    if by.id not in (login.id, login.person_id):
        top = unions.top()
        require_security_admin(by, top.path if top else "")
    with act("people.end_sessions", by=by, about=("login", login_id)):
        Login.objects.filter(id=login_id).update(password=make_password(None))
