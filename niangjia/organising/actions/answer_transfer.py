"""The unions answer a transfer; five working days answer for whoever is silent."""

from __future__ import annotations

from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.acts import Deed, act
from niangjia.kernel.errors import NotAllowed, NotFound
from niangjia.kernel.reasons import require_reason
from niangjia.organising.access import may_answer
from niangjia.organising.errors import NotMemberOfEither, TransferEnded
from niangjia.organising.events import TransferAnswered
from niangjia.organising.models import MembershipTransfer
from niangjia.organising.rules.transfers import ASKED, MOVED, REFUSED, STATES, WITHDRAWN
from niangjia.people import api as people


def answer_transfer(*, by: Actor, person_id: UUID, transfer_id: UUID, agree: bool, reason: str = "") -> str:
    """Say yes or no for the union(s) the actor's posts reach; with both yeses the membership moves. Returns the state.

    :raises ReasonMissing: a no needs one.
    :raises NotMemberOfEither, TransferEnded, NotFound:
    """
    if not agree:
        require_reason(reason)
    with act("organising.answer_transfer", by=by, about=("person", person_id), reason=reason) as deed:
        transfer = _asked(person_id, transfer_id)
        leaves, enters = may_answer(by, transfer.from_union.path), may_answer(by, transfer.to_union.path)
        if not leaves and not enters:
            raise NotMemberOfEither
        if not agree:
            _end(transfer, REFUSED, deed, reason=reason)
            return transfer.state
        transfer.released |= leaves
        transfer.accepted |= enters
        if transfer.released and transfer.accepted:
            _move(transfer, deed)
        transfer.save(update_fields=["released", "accepted"])
    return transfer.state


def withdraw_transfer(*, by: Actor, person_id: UUID, transfer_id: UUID) -> None:
    """The member changes her mind.

    :raises NotAllowed, TransferEnded, NotFound:
    """
    if by.id != person_id:
        raise NotAllowed
    with act("organising.withdraw_transfer", by=by, about=("person", person_id)) as deed:
        _end(_asked(person_id, transfer_id), WITHDRAWN, deed)


def accept_overdue_transfers(*, by: Actor = SYSTEM) -> int:
    """Carry out the transfers whose five working days are over, each in a transaction of its own. Returns how many."""
    overdue = MembershipTransfer.objects.filter(state=ASKED, due_on__lt=clock.today()).order_by("due_on", "id")
    return sum(_accept(by, *key) for key in list(overdue.values_list("person_id", "id")))


def _accept(by: Actor, person_id: UUID, transfer_id: UUID) -> bool:
    with act("organising.accept_overdue", by=by, about=("person", person_id)) as deed:
        transfer = _locked(person_id, transfer_id)
        if transfer.state != ASKED or transfer.due_on >= clock.today():
            return False
        transfer.automatic = True
        if people.union_of(person_id) is None:
            _end(transfer, WITHDRAWN, deed)  # she has left meanwhile
            return False
        _move(transfer, deed)
    return True


def _asked(person_id: UUID, transfer_id: UUID) -> MembershipTransfer:
    transfer = _locked(person_id, transfer_id)
    if transfer.state != ASKED:
        raise TransferEnded(state=STATES[transfer.state])
    return transfer


def _locked(person_id: UUID, transfer_id: UUID) -> MembershipTransfer:
    rows = MembershipTransfer.objects.select_for_update(of=("self",)).select_related("from_union", "to_union")
    found = rows.filter(person_id=person_id, id=transfer_id).first()
    if found is None:
        raise NotFound
    return found


def _move(transfer: MembershipTransfer, deed: Deed) -> None:
    """Both agreed, so the system carries it out: no single post reaches both unions."""
    people.transfer_membership(by=SYSTEM, person_id=transfer.person_id, union_id=transfer.to_union_id)
    _end(transfer, MOVED, deed)


def _end(transfer: MembershipTransfer, state: str, deed: Deed, *, reason: str = "") -> None:
    transfer.state, transfer.reason, transfer.answered_on = state, reason, clock.today()
    transfer.save(update_fields=["state", "reason", "answered_on", "automatic"])
    deed.note(transfer=str(transfer.id), state=state, automatic=transfer.automatic)
    deed.emit(
        TransferAnswered(
            person_id=transfer.person_id, transfer_id=transfer.id, state=state, automatic=transfer.automatic
        )
    )
