"""A person says who she is: name and document."""

from __future__ import annotations

from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import Deed, act
from niangjia.kernel import resident_id
from niangjia.kernel.resident_id import Flaw, Kind, ResidentId
from niangjia.kernel.text import N_, clean_name, mask_id, mask_name, unsafe_text
from niangjia.people.access import require_self_or_reach
from niangjia.people.actions.attach_login import attach_login
from niangjia.people.actions.keys import drop_keys, hold, move_key, take_key
from niangjia.people.errors import BadIdentity, KnownAlready, NumberTaken
from niangjia.people.events import PersonIdentified
from niangjia.people.models import Login, Person

FLAWS = {
    Flaw.BAD_LENGTH: N_("位数不对"),
    Flaw.BAD_CHARACTER: N_("有不该有的字符"),
    Flaw.IMPOSSIBLE_DATE: N_("里面的出生日期不存在"),
    Flaw.BAD_CHECK_DIGIT: N_("最后一位对不上，多半是抄错了一位"),
}
SEX_CODES = {"男": "m", "女": "f"}
MOST_NAME = 60


def identify_person(
    *, by: Actor, person_id: UUID, name: str, id_number: str, id_kind: str = "", confirmed: bool = False
) -> UUID:
    """Keep name and document of a person and return her id.

    When the number stands in the roster under the same name, without a login and without another phone, it is hers if
    she confirms it: her login goes over to the person of the roster, whose id is returned then.

    :raises BadIdentity: the number cannot be one, the name cannot be kept, or another document is on record.
    :raises KnownAlready: ask her to confirm, then call again with ``confirmed``.
    :raises NumberTaken: it is somebody else's; the union must look.
    """
    document, name = read_document(id_number, id_kind), checked_name(name)
    with act("people.identify_person", by=by, about=("person", person_id)) as deed:
        require_self_or_reach(by, person_id)
        person = hold(person_id)
        if person.id_number and person.id_number.reveal() != document.number:
            raise BadIdentity(why=N_("和已经登记的号码不一样"))
        if by.id == person_id and person.identified_on and person.name != name:
            raise BadIdentity(why=N_("姓名和已经核实的不一样"))
        owner_id = take_key("id_number", document.number, person_id)
        if owner_id != person_id:
            return _go_over(person, hold(owner_id), name, confirmed, deed)
        _keep(person, name, document)
        deed.touch("person", person_id)
        deed.note(id_kind=document.kind.value)
        deed.emit(PersonIdentified(person_id=person_id))
    return person_id


def read_document(id_number: str, id_kind: str = "") -> ResidentId:
    """
    :raises BadIdentity:
    """
    parsed = resident_id.parse(id_number, Kind(id_kind) if id_kind in set(Kind) else None)
    if isinstance(parsed, Flaw):
        raise BadIdentity(why=FLAWS[parsed])
    if parsed.birth and parsed.birth > clock.today():
        raise BadIdentity(why=FLAWS[Flaw.IMPOSSIBLE_DATE])
    return parsed


def checked_name(text: str) -> str:
    """
    :raises BadIdentity:
    """
    name = clean_name(text)
    if not name or len(name) > MOST_NAME or unsafe_text(text, name=True):
        raise BadIdentity(why=N_("姓名没有填，或者有不能用的符号"))
    return name


def _keep(person: Person, name: str, document: ResidentId) -> None:
    person.name, person.name_masked = name, mask_name(name)
    person.id_kind, person.id_number = document.kind.value, document.number
    person.id_number_masked = mask_id(document.number)
    person.born = document.birth or person.born
    person.sex = SEX_CODES.get(document.sex or "", person.sex)
    person.identified_on = clock.today()
    person.save(
        update_fields=[
            "name", "name_masked", "id_kind", "id_number", "id_number_masked", "born", "sex", "identified_on"
        ]
    )  # fmt: skip


def _go_over(visitor: Person, known: Person, name: str, confirmed: bool, deed: Deed) -> UUID:
    """The visitor is somebody of the roster. Only who came by phone alone goes over; everything else is the union's to settle."""
    login = Login.objects.select_for_update().filter(person_id=visitor.id).first()
    phone = visitor.phone.reveal() if visitor.phone else ""
    other_phone = known.phone is not None and known.phone.reveal() != phone
    taken = Login.objects.filter(person_id=known.id).exists()
    if login is None or taken or other_phone or visitor.id_number or known.name != name:
        raise NumberTaken
    if not confirmed:
        raise KnownAlready
    if phone:
        move_key("phone", phone, known.id)
        Person.objects.filter(id=known.id).update(phone=phone, phone_masked=visitor.phone_masked)
        Person.objects.filter(id=visitor.id).update(phone=None, phone_masked="")
    drop_keys(visitor.id)
    attach_login(login, known.id, deed)
    deed.note(went_over_to=str(known.id))
    return known.id
