"""From a phone to the person behind it."""

from __future__ import annotations

import pytest

from niangjia.base import clock
from niangjia.kernel.errors import NotAllowed
from niangjia.people import api
from niangjia.people.errors import BadIdentity, ClaimLocked, KnownAlready, NotTheSamePerson, NumberTaken, PhoneTaken
from niangjia.people.models import Identity, Login, Person
from tests.cast import Member, World

pytestmark = pytest.mark.django_db
FREE_NUMBER = "350121199001012328"


@pytest.fixture
def unclaimed(mother: Member) -> Member:
    """The mother as the roster brought her: known by number and phone, never signed in."""
    Login.objects.filter(person_id=mother.id).delete()
    Person.objects.filter(id=mother.id).update(identified_on=None)
    return mother


def come_in(phone: str) -> Login:
    login = api.ensure_login(phone=phone)
    api.verify_phone(login_id=login.id)
    return Login.objects.get(id=login.id)


def test_an_unknown_phone_is_a_new_person() -> None:
    login = come_in("+86 139-0000-0001")
    assert api.profile(login.person_id).phone_masked == "139••••0001"
    assert api.claim_state(login) is None


def test_a_phone_comes_in_twice_as_the_same_person() -> None:
    assert come_in("13900000001").person_id == come_in("139 0000 0001").person_id


def test_a_phone_of_the_roster_is_not_yet_the_person(unclaimed: Member) -> None:
    login = come_in(unclaimed.phone)
    assert login.person_id is None
    assert api.claim_state(login).name_masked == "郑*"


def test_the_end_of_her_number_proves_her(unclaimed: Member) -> None:
    login = come_in(unclaimed.phone)
    assert api.claim_person(login_id=login.id, last_six=unclaimed.id_number[-6:].lower()) == unclaimed.id
    assert Login.objects.get(id=login.id).person_id == unclaimed.id
    assert api.profile(unclaimed.id).identified_on == clock.today()


def test_five_wrong_guesses_lock(unclaimed: Member) -> None:
    login = come_in(unclaimed.phone)
    for left in (4, 3, 2, 1):
        with pytest.raises(NotTheSamePerson, match=str(left)):
            api.claim_person(login_id=login.id, last_six="000000")
    for guess in ("000000", unclaimed.id_number[-6:]):
        with pytest.raises(ClaimLocked):
            api.claim_person(login_id=login.id, last_six=guess)
    with pytest.raises(ClaimLocked):
        api.start_afresh(login_id=login.id)


def test_the_security_administrator_unlocks(
    unclaimed: Member, security_admin: Member, municipal_officer: Member
) -> None:
    login = come_in(unclaimed.phone)
    with pytest.raises(NotTheSamePerson):
        api.claim_person(login_id=login.id, last_six="000000")
    with pytest.raises(NotAllowed):
        api.unlock_claim(by=municipal_officer.actor, phone=unclaimed.phone, reason="来过窗口")
    api.unlock_claim(by=security_admin.actor, phone=unclaimed.phone, reason="本人持证到窗口")
    assert Login.objects.get(id=login.id).wrong_claims == 0


def test_a_number_that_changed_hands_leaves_its_old_person(unclaimed: Member) -> None:
    login = come_in(unclaimed.phone)
    person_id = api.start_afresh(login_id=login.id)
    assert person_id != unclaimed.id
    assert api.profile(unclaimed.id).phone_masked == ""
    assert api.person_phoned(phone=unclaimed.phone) == person_id


def test_a_visitor_says_who_she_is() -> None:
    visitor = come_in("13900000001").person_id
    api.identify_person(by=api.actor_for(visitor), person_id=visitor, name="陈小雨", id_number=FREE_NUMBER)
    profile = api.profile(visitor)
    assert (profile.name, profile.sex, profile.id_number_masked) == ("陈小雨", "f", "3501••••••••2328")
    assert api.person_numbered(id_number=FREE_NUMBER) == visitor


def test_a_wrong_number_says_what_is_wrong() -> None:
    visitor = come_in("13900000001").person_id
    with pytest.raises(BadIdentity, match="最后一位"):
        api.identify_person(
            by=api.actor_for(visitor), person_id=visitor, name="陈小雨", id_number=FREE_NUMBER[:-1] + "1"
        )


def test_whoever_stands_in_the_roster_without_a_phone_goes_over_when_she_confirms(unclaimed: Member) -> None:
    Identity.objects.filter(kind="phone", person_id=unclaimed.id).delete()
    Person.objects.filter(id=unclaimed.id).update(phone=None, phone_masked="")
    visitor = come_in("13900000001").person_id
    told = {"by": api.actor_for(visitor), "person_id": visitor, "name": "郑美华", "id_number": unclaimed.id_number}
    with pytest.raises(KnownAlready):
        api.identify_person(**told)
    assert api.identify_person(**told, confirmed=True) == unclaimed.id
    assert come_in("13900000001").person_id == unclaimed.id
    assert api.profile(unclaimed.id).phone_masked == "139••••0001"


@pytest.mark.parametrize("name", ["郑美华", "陈小雨"])
def test_a_number_of_somebody_else_is_the_unions_to_settle(mother: Member, name: str) -> None:
    visitor = come_in("13900000001").person_id
    with pytest.raises(NumberTaken):
        api.identify_person(
            by=api.actor_for(visitor), person_id=visitor, name=name, id_number=mother.id_number, confirmed=True
        )


def test_an_identified_person_does_not_rename_herself(worker: Member) -> None:
    with pytest.raises(BadIdentity):
        api.identify_person(by=worker.actor, person_id=worker.id, name="林秀英", id_number=worker.id_number)


def test_numbers_nobody_confirmed_are_forgotten(world: World) -> None:
    with clock.frozen("2026-05-06"):
        api.ensure_login(phone="13900000001")
    with clock.frozen("2026-05-08"):
        api.ensure_login(phone="13900000002")
        assert api.sweep_logins() == 1
    assert Login.objects.filter(phone_verified=False).count() == 1


def test_a_new_phone_in_the_register_takes_over_when_she_confirms(worker: Member, town_officer: Member) -> None:
    api.change_phone(by=town_officer.actor, person_id=worker.id, phone="139 0000 0009", reason="本人持证到窗口")
    assert Login.objects.get(id=worker.login.id).person_id == worker.id
    login = come_in("13900000009")
    assert login.person_id is None
    api.claim_person(login_id=login.id, last_six=worker.id_number[-6:])
    assert Login.objects.get(id=login.id).person_id == worker.id
    assert come_in(worker.phone).person_id not in (None, worker.id)


def test_nobody_changes_her_own_phone_or_takes_anothers(worker: Member, mother: Member, town_officer: Member) -> None:
    with pytest.raises(NotAllowed):
        api.change_phone(by=worker.actor, person_id=worker.id, phone="13900000009")
    with pytest.raises(PhoneTaken):
        api.change_phone(by=town_officer.actor, person_id=worker.id, phone=mother.phone)
