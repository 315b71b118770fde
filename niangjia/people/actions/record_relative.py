"""Two people are related."""

from __future__ import annotations

from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.people.access import require_self_or_reach
from niangjia.people.actions.keys import hold
from niangjia.people.errors import BadDetail
from niangjia.people.models import Relative
from niangjia.people.rules.profile import INVERSE, RELATIONS


def record_relative(*, by: Actor, person_id: UUID, other_id: UUID, relation: str) -> None:
    """``other_id`` is the ``relation`` (rules.profile.RELATIONS) of ``person_id``; kept in both directions, changed when known.

    :raises BadDetail: no such kinship, or a person with herself.
    :raises NotFound: not there, or not for this actor.
    """
    if relation not in RELATIONS or person_id == other_id:
        raise BadDetail(field="亲属关系")
    with act("people.record_relative", by=by, about=("person", person_id)) as deed:
        require_self_or_reach(by, person_id)
        one, other = (hold(each) for each in sorted((person_id, other_id)))
        for person in (one, other):
            towards = relation if person.id == person_id else INVERSE[relation]
            Relative.objects.update_or_create(
                person=person,
                other_id=other_id if person.id == person_id else person_id,
                defaults={"relation": towards},
            )
        deed.touch("person", person_id, other_id)
        deed.note(other=str(other_id), relation=relation)
