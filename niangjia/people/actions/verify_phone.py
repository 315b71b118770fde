"""A code came back: the phone is in the hands of whoever is signing in."""

from __future__ import annotations

from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.people.access import person_phoning, waiting_for
from niangjia.people.actions.attach_login import attach_login
from niangjia.people.actions.begin_person import begin_person
from niangjia.people.models import Login


def verify_phone(*, login_id: UUID) -> UUID | None:
    """Mark the phone as verified and find the person behind it; returns her id.

    Unknown phone: a person with only a phone is begun. Known phone of somebody whose document the union knows: nobody is
    attached (None) until she confirms the end of her number (``claim_person``), for phones change hands and families share them.
    """
    login = Login.objects.get(id=login_id)
    if login.phone_verified and login.person_id:
        return login.person_id
    by = Actor(login.id, login.phone_masked)
    with act("people.verify_phone", by=by, about=("login", login_id)) as deed:
        login = Login.objects.select_for_update().get(id=login_id)
        Login.objects.filter(id=login_id).update(phone_verified=True)
        if login.person_id is None and waiting_for(login) is None:
            attach_login(login, person_phoning(login) or begin_person(by=by, phone=login.phone.reveal()), deed)
    return login.person_id
