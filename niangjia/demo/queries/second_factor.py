"""What an officer's authenticator would show."""

from __future__ import annotations

from niangjia.demo.access import require_demo
from niangjia.demo.errors import NotInTheCast
from niangjia.demo.rules.cast import CAST, role
from niangjia.people import api as people


def second_factor(*, name: str) -> str:
    """The code of this officer of the cast (name or key) at this moment.

    :raises NotADemo, NotInTheCast:
    """
    require_demo()
    found = role(name)
    person_id = people.person_phoned(phone=found.phone) if found and found.posts else None
    login = people.login_of(person_id=person_id) if person_id else None
    if login is None:
        raise NotInTheCast(name=name, names="、".join(each.name for each in CAST if each.posts))
    return people.current_totp(login_id=login.id)
