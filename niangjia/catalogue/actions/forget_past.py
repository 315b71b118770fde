"""Who is erased has no past here."""

from __future__ import annotations

from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.catalogue.models import PersonFacts, PersonPast


def forget_past(*, by: Actor, person_id: UUID) -> None:
    """Delete what her facts were on earlier days; it is as if she were known since today. The help she got stays, as in ``Helped``."""
    with act("catalogue.forget_past", by=by, about=("person", person_id)) as deed:
        PersonFacts.objects.select_for_update().filter(person_id=person_id).first()
        gone, _ = PersonPast.objects.filter(person_id=person_id).delete()
        PersonFacts.objects.filter(person_id=person_id).update(known_since=clock.today())
        deed.note(facts=gone)
