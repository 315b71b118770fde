"""Somebody the union has not known comes in: a person with a phone, or with nothing yet."""

from __future__ import annotations

from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.kernel.ids import uuid7
from niangjia.kernel.phone import parse_mobile
from niangjia.kernel.text import mask_phone
from niangjia.people.actions.keys import take_key
from niangjia.people.errors import BadPhone, PhoneTaken
from niangjia.people.models import Person


def begin_person(*, by: Actor, phone: str = "") -> UUID:
    """Enter a person of whom only a phone is known, until she says who she is (``identify_person``).

    :raises BadPhone, PhoneTaken:
    """
    number = parse_mobile(phone) if phone else ""
    if number is None:
        raise BadPhone
    person_id = uuid7()
    with act("people.begin_person", by=by, about=("person", person_id)) as deed:
        if number and take_key("phone", number, person_id) != person_id:
            raise PhoneTaken
        Person.objects.create(
            id=person_id, phone=number or None, phone_masked=mask_phone(number), created_at=clock.now()
        )
        deed.touch("person", person_id)
    return person_id
