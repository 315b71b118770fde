"""Looking at what is hidden, and taking a copy of what is kept: both are written down."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from niangjia.base import journal
from niangjia.base.actor import SYSTEM, Actor
from niangjia.kernel.errors import NotAllowed, NotFound
from niangjia.people.access import require_self_or_reach
from niangjia.people.models import Person

Private = Literal["id_number", "phone", "bank_card"]
PRIVATE = ("id_number", "phone", "bank_card")


def reveal_private(*, by: Actor, person_id: UUID, what: Private, reason: str, matter_of: str = "") -> str:
    """The plain number, for an officer over the person's union or for herself. She can read who looked (``looks_at_me``).

    ``matter_of``: the path of a union before which a matter of hers lies. The caller has checked that it waits for ``by``; here it only
    opens what lies below her own posts, so that who joins can be asked about her papers before she is a member anywhere.

    Not inside a transaction: the look is committed before anything is shown.

    :raises NotFound: not there, or not for this actor. ReasonTooShort, NothingThere: see ``base.journal.reveal``.
    """
    if what not in PRIVATE:
        raise NotFound
    if not (matter_of and by.sees(matter_of)):
        require_self_or_reach(by, person_id)
    sealed = getattr(Person.objects.only(what).get(id=person_id), what)
    return journal.reveal(
        by=by, person_id=person_id, what=what, reason=reason, unseal=sealed.reveal if sealed else None
    )


def reveal_agreed(*, by: Actor, person_id: UUID, what: Private, reason: str) -> str:
    """The plain number, where it is not a post that opens it: she has agreed, or a matter of hers waits for ``by``. That is the caller's check.

    She can read who looked. Not inside a transaction.

    :raises NotFound: no such person. ReasonTooShort, NothingThere: see ``base.journal.reveal``.
    """
    person = Person.objects.only(what).filter(id=person_id).first()
    if person is None or what not in PRIVATE:
        raise NotFound
    sealed = getattr(person, what)
    return journal.reveal(
        by=by, person_id=person_id, what=what, reason=reason, unseal=sealed.reveal if sealed else None
    )


def note_export(*, by: Actor, person_id: UUID) -> None:
    """Write down that a copy of everything was taken; herself or the system alone.

    :raises NotAllowed:
    """
    if by.id not in (person_id, SYSTEM.id):
        raise NotAllowed
    journal.note_look(by=by, person_id=person_id, what="export")
