"""换号: the union enters a member's new phone, after seeing her document."""

from __future__ import annotations

from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.kernel.errors import NotAllowed
from niangjia.kernel.phone import parse_mobile
from niangjia.kernel.text import mask_phone
from niangjia.people.access import require_self_or_reach
from niangjia.people.actions.keys import drop_keys, hold, take_key
from niangjia.people.errors import BadPhone, PhoneTaken


def change_phone(*, by: Actor, person_id: UUID, phone: str, reason: str = "") -> str:
    """Keep the new phone and return how it is shown. She signs in with it and confirms the end of her ID number;

    only then does the login of the old phone lose her. Never for oneself: who changes her own phone shows her document.

    :raises BadPhone, PhoneTaken, NotAllowed, NotFound:
    """
    number = parse_mobile(phone)
    if number is None:
        raise BadPhone
    if by.id == person_id:
        raise NotAllowed
    with act("people.change_phone", by=by, about=("person", person_id), reason=reason) as deed:
        require_self_or_reach(by, person_id)
        person = hold(person_id)
        if take_key("phone", number, person_id) != person_id:
            raise PhoneTaken
        drop_keys(person_id, "phone")
        take_key("phone", number, person_id)
        person.phone, person.phone_masked = number, mask_phone(number)
        person.save(update_fields=["phone", "phone_masked"])
        deed.note(phone=person.phone_masked)
    return mask_phone(number)
