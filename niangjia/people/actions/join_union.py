"""入会: a person becomes a member of a union."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import Deed, act
from niangjia.people.access import chairs_of, require_reach
from niangjia.people.actions.keys import hold
from niangjia.people.errors import MemberElsewhere
from niangjia.people.events import MemberJoined
from niangjia.people.models import Membership, Person
from niangjia.people.rules.profile import LIVE
from niangjia.unions import api as unions


def join_union(
    *,
    by: Actor,
    person_id: UUID,
    union_id: UUID,
    since: date | None = None,
    source: str = "join",
    case_id: UUID | None = None,
) -> UUID:
    """Begin a membership and return its id. Who is active in this union already keeps that membership (twice is once);
    a retained one in this union becomes active again.

    :raises MemberElsewhere: she has her membership in another union (transfer it instead).
    :raises NotAllowed, NotFound:
    """
    union = unions.union(union_id=union_id)
    with act("people.join_union", by=by, about=("person", person_id)) as deed:
        require_reach(by, union.path)
        person = hold(person_id)
        live = live_membership(person_id)
        if live and live.union_id != union_id:
            raise MemberElsewhere(name=person.name, union=live.union.name)
        if live:
            return _again(live, person, deed)
        with unions.counting("member", [person_id]):
            membership = Membership.objects.create(
                person=person, union_id=union_id, status="active", since=since or clock.today(), source=source,
                case_id=case_id,
            )  # fmt: skip
        touch_member(deed, person_id, union_id)
        deed.note(union=union.name, source=source, since=str(membership.since))
        deed.emit(MemberJoined(person_id=person_id, union_id=union_id, case_id=case_id))
    return membership.id


def live_membership(person_id: UUID) -> Membership | None:
    """The one live membership of a person whose row is held."""
    return Membership.objects.select_related("union").filter(person_id=person_id, status__in=LIVE).first()


def touch_member(deed: Deed, person_id: UUID, *union_ids: UUID) -> None:
    """The person's facts change, and the number of members of her union; the unions above follow when that is folded in."""
    deed.touch("person", person_id, *chairs_of(union_ids))
    deed.touch("union", *union_ids)


def _again(live: Membership, person: Person, deed: Deed) -> UUID:
    if live.status == "retained":
        with unions.counting("member", [person.id]):
            Membership.objects.filter(person_id=person.id, id=live.id).update(status="active")
        touch_member(deed, person.id, live.union_id)
        deed.note(union=live.union.name, active_again=True)
    return live.id
