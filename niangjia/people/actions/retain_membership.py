"""保留会籍: laid off or retired, a member without dues."""

from __future__ import annotations

from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.people.access import require_reach
from niangjia.people.actions.join_union import live_membership, touch_member
from niangjia.people.actions.keys import hold
from niangjia.people.errors import NotAMember
from niangjia.people.models import Membership
from niangjia.unions import api as unions


def retain_membership(*, by: Actor, person_id: UUID, reason: str = "") -> None:
    """Keep the membership without dues. ``join_union`` in the same union makes it active again.

    :raises NotAMember, NotAllowed, NotFound:
    """
    with act("people.retain_membership", by=by, about=("person", person_id), reason=reason) as deed:
        hold(person_id)
        live = live_membership(person_id)
        if live is None:
            raise NotAMember
        require_reach(by, live.union.path)
        with unions.counting("member", [person_id]):
            Membership.objects.filter(person_id=person_id, id=live.id).update(status="retained")
        touch_member(deed, person_id, live.union_id)
        deed.note(union=live.union.name)
