"""会籍转接: out of one union and into another, in one step."""

from __future__ import annotations

from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.acts import act
from niangjia.kernel.errors import NotAllowed
from niangjia.people.actions.join_union import live_membership, touch_member
from niangjia.people.actions.keys import hold
from niangjia.people.errors import NotAMember
from niangjia.people.events import MemberMoved
from niangjia.people.models import Membership
from niangjia.unions import api as unions


def transfer_membership(
    *, by: Actor, person_id: UUID, union_id: UUID, case_id: UUID | None = None, reason: str = ""
) -> UUID:
    """End the membership where it is and begin one in ``union_id`` on the same day; returns the new membership's id.

    The actor's post reaches both unions, or it is the system that carries out what both agreed to. Into the union
    where she is already nothing happens.

    :raises NotAMember, NotAllowed, NotFound:
    """
    target = unions.union(union_id=union_id)
    with act("people.transfer_membership", by=by, about=("person", person_id), reason=reason) as deed:
        person = hold(person_id)
        live = live_membership(person_id)
        if live is None:
            raise NotAMember
        _require_both(by, live.union.path, target.path)
        if live.union_id == union_id:
            return live.id
        today = clock.today()
        with unions.counting("member", [person_id]):
            Membership.objects.filter(person_id=person_id, id=live.id).update(status="transferred", until=today)
            entered = Membership.objects.create(
                person=person, union_id=union_id, status=live.status, since=today, source="transfer", case_id=case_id
            )
        touch_member(deed, person_id, live.union_id, union_id)
        deed.note(out_of=live.union.name, into=target.name)
        deed.emit(MemberMoved(person_id=person_id, from_union_id=live.union_id, to_union_id=union_id))
    return entered.id


def _require_both(by: Actor, here: str, there: str) -> None:
    if by.id != SYSTEM.id and not (by.sees(here) and by.sees(there)):
        raise NotAllowed
