"""个人信息保护法 Art.47: a person asks to be forgotten."""

from __future__ import annotations

from uuid import UUID

from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.acts import act
from niangjia.base.declare import declared
from niangjia.kernel.errors import NotAllowed
from niangjia.kernel.text import N_
from niangjia.people.access import is_officer
from niangjia.people.actions.join_union import live_membership
from niangjia.people.actions.keys import drop_keys, hold
from niangjia.people.errors import StillNeeded
from niangjia.people.events import PersonErased
from niangjia.people.models import Declined, Login, Person, Relative, Study, Told

_EMPTY = {
    "name": "", "name_masked": "", "sex": "", "born": None, "id_kind": "", "id_number": None, "id_number_masked": "",
    "phone": None, "phone_masked": "", "bank_card": None, "bank_card_masked": "", "nation": "", "education": "",
    "employer_name": "", "employer_uscc": "", "employment": "", "new_form": "", "at_work": "", "skill": "", "title": "",
    "migrant_worker": None, "frontline": None, "manager": None, "cadre": None, "identified_on": None,
}  # fmt: skip


def erase_person(*, by: Actor, person_id: UUID) -> None:
    """Empty the person's row and forget her keys, login, studies, kin and what she told. What was decided and paid stays, without a name.

    Packages above may hold a person back: each lists ``HOLDS`` in its module ``retention``, functions from a person's id to
    a Chinese reason, empty when nothing holds.

    :raises StillNeeded: a live membership, a post, or what the holds say.
    :raises NotAllowed: only herself, or the system.
    """
    if by.id not in (person_id, SYSTEM.id):
        raise NotAllowed
    with act("people.erase_person", by=by, about=("person", person_id)) as deed:
        hold(person_id)
        if why := _why_not(person_id):
            raise StillNeeded(why=why)
        drop_keys(person_id)
        Login.objects.filter(person_id=person_id).delete()
        Study.objects.filter(person_id=person_id).delete()
        Told.objects.filter(person_id=person_id).delete()
        Declined.objects.filter(person_id=person_id).delete()
        Relative.objects.filter(person_id=person_id).delete()
        Relative.objects.filter(other_id=person_id).delete()
        Person.objects.filter(id=person_id).update(**_EMPTY)
        deed.touch("person", person_id)
        deed.emit(PersonErased(person_id=person_id))


def _why_not(person_id: UUID) -> str:
    if live_membership(person_id):
        return N_("你还是工会会员，先办理退会")
    if is_officer(person_id):
        return N_("你还有工会的岗位")
    reasons = (reason(person_id) for reason in declared("retention", "HOLDS"))
    return next((why for why in reasons if why), "")
