"""A login that guessed wrong five times gets another try."""

from __future__ import annotations

from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.base.crypto import blind_index
from niangjia.kernel.errors import NotFound
from niangjia.kernel.phone import parse_mobile
from niangjia.people.access import require_security_admin
from niangjia.people.models import Login
from niangjia.unions import api as unions


def unlock_claim(*, by: Actor, phone: str, reason: str) -> UUID:
    """Set the count of wrong claims of this phone's login to nothing, after its holder has shown her document; returns the login.

    :raises NotAllowed: only the city's security administrator.
    :raises NotFound: no such login, or nothing to unlock.
    """
    number = parse_mobile(phone) or ""
    login = Login.objects.filter(phone_key=blind_index("phone", number), wrong_claims__gt=0).first()
    top = unions.top()
    require_security_admin(by, top.path if top else "")
    if login is None:
        raise NotFound
    with act("people.unlock_claim", by=by, about=("login", login.id), reason=reason) as deed:
        Login.objects.filter(id=login.id).update(wrong_claims=0)
        deed.note(wrong_claims=login.wrong_claims)
    return login.id
