"""A phone asks to come in."""

from __future__ import annotations

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.base.acts import act
from niangjia.base.crypto import blind_index
from niangjia.kernel.ids import uuid7
from niangjia.kernel.phone import parse_mobile
from niangjia.kernel.text import mask_phone
from niangjia.people.errors import BadPhone
from niangjia.people.models import Login


def ensure_login(*, phone: str) -> Login:
    """The login of this phone; an unverified one is made silently, so that known and unknown numbers look alike from outside.

    Unverified logins that nobody confirms are swept away by the nightly job.

    :raises BadPhone:
    """
    number = parse_mobile(phone)
    if number is None:
        raise BadPhone
    key = blind_index("phone", number)
    if found := Login.objects.filter(phone_key=key).first():
        return found
    login_id = uuid7()
    with act("people.ensure_login", by=SYSTEM, about=("login", login_id)):
        login, _ = Login.objects.get_or_create(
            phone_key=key,
            defaults={"id": login_id, "phone": number, "phone_masked": mask_phone(number), "created_at": clock.now()},
        )
    return login
