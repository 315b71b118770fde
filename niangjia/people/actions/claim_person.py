"""The holder of a phone confirms that she is the person the roster knows under it."""

from __future__ import annotations

import hmac
from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.kernel.resident_id import normalise
from niangjia.people.access import waiting_for
from niangjia.people.actions.attach_login import attach_login
from niangjia.people.actions.begin_person import begin_person
from niangjia.people.actions.keys import drop_keys, hold
from niangjia.people.errors import ClaimLocked, NotTheSamePerson
from niangjia.people.models import Login, Person
from niangjia.people.rules.claims import DIGITS_ASKED, MOST_WRONG_CLAIMS


def claim_person(*, login_id: UUID, last_six: str) -> UUID:
    """Attach the person of the roster to the login when the last six characters of her ID number are right; returns her id.

    :raises NotTheSamePerson: they are not; counted, also when the caller's transaction ends here.
    :raises ClaimLocked: five wrong ones; the security administrator unlocks (``unlock_claim``).
    """
    by = Actor(login_id, "")
    with act("people.claim_person", by=by, about=("login", login_id)) as deed:
        login = Login.objects.select_for_update().get(id=login_id)
        if login.person_id:
            return login.person_id
        known = waiting_for(login)
        if login.wrong_claims >= MOST_WRONG_CLAIMS or known is None:
            raise ClaimLocked
        right = _matches(hold(known), last_six)
        if right:
            attach_login(login, known, deed)
        else:
            Login.objects.filter(id=login_id).update(wrong_claims=login.wrong_claims + 1)
        deed.note(right=right)
    if right:
        return known
    left = MOST_WRONG_CLAIMS - login.wrong_claims - 1
    raise NotTheSamePerson(left=left) if left else ClaimLocked


def start_afresh(*, login_id: UUID) -> UUID:
    """ "That is not me": the number changed hands, so it leaves the person of the roster and a new person begins with it.

    Not after wrong guesses have locked the claim. Returns the new person's id.

    :raises ClaimLocked:
    """
    by = Actor(login_id, "")
    with act("people.start_afresh", by=by, about=("login", login_id)) as deed:
        login = Login.objects.select_for_update().get(id=login_id)
        if login.person_id:
            return login.person_id
        if login.wrong_claims >= MOST_WRONG_CLAIMS or not login.phone_verified:
            raise ClaimLocked
        if known := waiting_for(login):
            hold(known)
            drop_keys(known, "phone")
            Person.objects.filter(id=known).update(phone=None, phone_masked="")
            deed.note(phone_left=str(known))
        person_id = begin_person(by=by, phone=login.phone.reveal())
        attach_login(login, person_id, deed)
    return person_id


def _matches(person: Person, last_six: str) -> bool:
    given = normalise(last_six)
    known = person.id_number.reveal()[-DIGITS_ASKED:] if person.id_number else ""
    return len(given) == DIGITS_ASKED and hmac.compare_digest(given.encode(), known.encode())
