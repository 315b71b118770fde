"""A login learns who stands behind it. Part of the verbs that have checked it, not a verb of its own."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.hashers import make_password

from niangjia.base import clock
from niangjia.base.acts import Deed
from niangjia.people.events import PersonClaimed
from niangjia.people.models import Login, Person


def attach_login(login: Login, person_id: UUID, deed: Deed) -> None:
    """Put the person behind the login; what she confirms about herself counts as identified.

    A login under an older phone loses her and its sessions: that phone is hers no longer.
    """
    older = Login.objects.filter(person_id=person_id).exclude(id=login.id)
    older.update(person_id=None, password=make_password(None))
    Login.objects.filter(id=login.id).update(person_id=person_id, wrong_claims=0)
    login.person_id, login.wrong_claims = person_id, 0
    Person.objects.filter(id=person_id, id_number__isnull=False, identified_on__isnull=True).update(
        identified_on=clock.today()
    )
    deed.touch("person", person_id)
    deed.emit(PersonClaimed(person_id=person_id, login_id=login.id))
