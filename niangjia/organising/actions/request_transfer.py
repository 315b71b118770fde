"""A member asks to move, or her new union asks for her."""

from __future__ import annotations

from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.base.workcalendar import calendar
from niangjia.kernel.errors import NotAllowed
from niangjia.kernel.ids import uuid7
from niangjia.organising.access import may_answer
from niangjia.organising.errors import AlreadyThere, NoMembership, TransferOpen
from niangjia.organising.events import TransferAsked
from niangjia.organising.models import MembershipTransfer
from niangjia.organising.rules.transfers import ASKED, DAYS
from niangjia.people import api as people
from niangjia.unions import api as unions


def request_transfer(*, by: Actor, person_id: UUID, to_union_id: UUID) -> UUID:
    """Open a transfer and return its id. Asked by an officer of the new union, that union has said yes already.

    :raises NoMembership, AlreadyThere, TransferOpen:
    :raises NotAllowed: neither the member herself nor an officer of the new union.
    """
    target, transfer_id = unions.union(union_id=to_union_id), uuid7()
    officer = may_answer(by, target.path)
    if by.id != person_id and not officer:
        raise NotAllowed
    with act("organising.request_transfer", by=by, about=("person", person_id)) as deed:
        home = _home(person_id, to_union_id)
        today = clock.today()
        transfer = MembershipTransfer.objects.create(
            person_id=person_id,
            id=transfer_id,
            from_union_id=home,
            to_union_id=to_union_id,
            state=ASKED,
            accepted=officer and by.id != person_id,
            asked_on=today,
            due_on=calendar().add(today, DAYS).day,
        )
        deed.note(transfer=str(transfer_id), to=target.name, due=str(transfer.due_on))
        deed.emit(
            TransferAsked(
                person_id=person_id,
                transfer_id=transfer_id,
                from_union_id=transfer.from_union_id,
                to_union_id=to_union_id,
            )
        )
    return transfer_id


def _home(person_id: UUID, to_union_id: UUID) -> UUID:
    """Where the membership is, if it may move."""
    home = people.union_of(person_id)
    if home is None:
        raise NoMembership
    if home == to_union_id:
        raise AlreadyThere(union=unions.union(union_id=home).name)
    asked = (
        MembershipTransfer.objects.select_for_update(of=("self",))
        .select_related("to_union")
        .filter(person_id=person_id, state=ASKED)
        .first()
    )
    if asked:
        raise TransferOpen(union=asked.to_union.name, due=asked.due_on)
    return home
