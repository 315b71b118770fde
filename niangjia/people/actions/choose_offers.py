"""Whether a person is told of what she is newly entitled to."""

from __future__ import annotations

from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.acts import act
from niangjia.kernel.errors import NotAllowed
from niangjia.people.actions.keys import hold
from niangjia.people.models import Declined


def choose_offers(*, by: Actor, person_id: UUID, wanted: bool, service: str = "") -> None:
    """Tell her of this service, or do not; without ``service``: of any. What she applied for is told in any case.

    What is delivered without application comes all the same; it is hers by right.

    :raises NotAllowed: only herself, or the system.
    :raises NotFound: no such person.
    """
    with act("people.choose_offers", by=by, about=("person", person_id)) as deed:
        if by.id not in (person_id, SYSTEM.id):
            raise NotAllowed
        hold(person_id)
        if wanted:
            Declined.objects.filter(person_id=person_id, service=service).delete()
        else:
            Declined.objects.get_or_create(person_id=person_id, service=service, defaults={"since": clock.today()})
        deed.note(service=service, wanted=wanted)
