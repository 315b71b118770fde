"""退会: a membership ends."""

from __future__ import annotations

from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.people.access import require_self_or_reach
from niangjia.people.actions.join_union import live_membership, touch_member
from niangjia.people.actions.keys import hold
from niangjia.people.errors import NotAMember
from niangjia.people.events import MemberLeft
from niangjia.people.models import Membership
from niangjia.unions import api as unions


def withdraw_membership(*, by: Actor, person_id: UUID, reason: str = "", deceased: bool = False) -> None:
    """End the live membership today: on the member's own written statement (章程), or because she died.

    :raises NotAMember, NotFound:
    """
    status = "deceased" if deceased else "withdrawn"
    with act("people.withdraw_membership", by=by, about=("person", person_id), reason=reason) as deed:
        require_self_or_reach(by, person_id)
        hold(person_id)
        live = live_membership(person_id)
        if live is None:
            raise NotAMember
        with unions.counting("member", [person_id]):
            Membership.objects.filter(person_id=person_id, id=live.id).update(status=status, until=clock.today())
        touch_member(deed, person_id, live.union_id)
        deed.note(union=live.union.name, status=status)
        deed.emit(MemberLeft(person_id=person_id, union_id=live.union_id, status=status))
