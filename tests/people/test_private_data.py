"""Hidden by default, shown with a reason, the person sees who looked; a copy and an end of it on her word."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.db import connection

from niangjia.base import clock, rotation
from niangjia.base.errors import NothingThere
from niangjia.base.jobs import drain
from niangjia.catalogue import api as catalogue
from niangjia.catalogue.models import PersonPast
from niangjia.kernel.errors import NotAllowed, NotFound, ReasonMissing
from niangjia.people import api
from niangjia.people.errors import BadCard, BadDetail, StillNeeded
from niangjia.people.models import Person
from tests.cast import Member

pytestmark = pytest.mark.django_db


def test_numbers_are_sealed_in_the_table(worker: Member) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select p::text from people_person p where id = %s", [worker.id])
        row = cursor.fetchone()[0]
    for plain in (worker.id_number, worker.phone, worker.bank_card):
        assert plain not in row
        assert plain.encode().hex() not in row


@pytest.mark.parametrize("what", ["id_number", "phone", "bank_card"])
def test_an_officer_with_a_reason_sees_and_is_seen(worker: Member, town_officer: Member, what: str) -> None:
    plain = api.reveal_private(by=town_officer.actor, person_id=worker.id, what=what, reason="电话核对材料")
    assert plain == getattr(worker, what)
    look = api.looks_at_me(person_id=worker.id)[0]
    assert (look.who, look.what, look.reason) == ("林雅芳 · 上街镇总工会", what, "电话核对材料")


def test_without_a_reason_nothing_is_shown(worker: Member, town_officer: Member) -> None:
    with pytest.raises(ReasonMissing):
        api.reveal_private(by=town_officer.actor, person_id=worker.id, what="phone", reason=" ")


@pytest.mark.parametrize("who", ["stranger", "security_admin", "audit_admin", "courier"])
def test_nobody_else_sees(world: dict[str, Member], worker: Member, who: str) -> None:
    with pytest.raises(NotFound):
        api.reveal_private(by=world[who].actor, person_id=worker.id, what="phone", reason="好奇想看看")
    assert api.looks_at_me(person_id=worker.id) == []


def test_what_is_not_there_is_said_so(worker: Member, town_officer: Member) -> None:
    Person.objects.filter(id=worker.id).update(bank_card=None)
    with pytest.raises(NothingThere):
        api.reveal_private(by=town_officer.actor, person_id=worker.id, what="bank_card", reason="核对转账卡号")


def test_the_profile_is_what_forms_need_not_ask(worker: Member) -> None:
    known = api.known_about(person_id=worker.id)
    assert known["person.name"] == "林秀琴"
    assert known["person.born"] == "1988-05-17"
    assert known["union.name"] == "榕和食品有限公司工会委员会"
    assert known["person.migrant_worker"] is True
    assert known["person.id_number"] == known["person.id_number_masked"] == "3501••••••••" + worker.id_number[-4:]
    assert "person.title" not in known
    for plain in (worker.id_number, worker.phone, worker.bank_card):
        assert plain not in known.values()


def test_what_a_form_learned_is_known_the_next_time(courier: Member) -> None:
    card = "6228480000000000006"[:16]
    api.learn(by=courier.actor, person_id=courier.id, facts={"person.employer_name": "榕城速运", "other.thing": 1})
    assert api.known_about(person_id=courier.id)["person.employer_name"] == "榕城速运"
    with pytest.raises(BadCard):
        api.learn(by=courier.actor, person_id=courier.id, facts={"person.bank_card_masked": card[:-1] + "x"})


def test_a_card_must_be_one(worker: Member) -> None:
    with pytest.raises(BadCard, match="最后一位"):
        api.set_bank_card(by=worker.actor, person_id=worker.id, number="6222021402000000000")
    assert api.set_bank_card(by=worker.actor, person_id=worker.id, number="4111 1111 1111 1111") == "••••1111"
    assert api.bank_account(person_id=worker.id) == ("林秀琴", "4111111111111111")


def test_the_profile_takes_what_it_knows(worker: Member) -> None:
    changed = api.update_profile(by=worker.actor, person_id=worker.id, skill="senior", migrant_worker="否", title="")
    assert sorted(changed) == ["migrant_worker", "skill"]
    assert api.profile(worker.id).migrant_worker is False


@pytest.mark.parametrize(
    "details",
    [{"skill": "wizard"}, {"name": "别人"}, {"employer_name": "=cmd()"}, {"cadre": "也许"}, {"employer_uscc": "123"}],
)
def test_the_profile_takes_nothing_else(worker: Member, details: dict[str, str]) -> None:
    with pytest.raises(BadDetail):
        api.update_profile(by=worker.actor, person_id=worker.id, **details)


def test_a_stranger_changes_nothing(worker: Member, stranger: Member) -> None:
    with pytest.raises(NotFound):
        api.update_profile(by=stranger.actor, person_id=worker.id, skill="senior")


def test_relatives_are_relatives_both_ways(worker: Member, mother: Member) -> None:
    api.record_relative(by=worker.actor, person_id=worker.id, other_id=mother.id, relation="parent")
    assert api.relatives_of(mother.id) == {worker.id}
    assert api.family_of(person_id=mother.id)[0].relation_zh == "子女"
    api.record_relative(by=worker.actor, person_id=worker.id, other_id=mother.id, relation="sibling")
    assert [one.relation for one in api.family_of(person_id=worker.id)] == ["sibling"]


def test_a_copy_of_everything_is_hers(worker: Member) -> None:
    copy = api.data_of(worker.id)
    assert copy["person"]["id_number"] == worker.id_number
    assert copy["memberships"][0]["union_name"] == "榕和食品有限公司工会委员会"


def test_an_export_is_written_down_and_hers_alone(worker: Member, town_officer: Member) -> None:
    api.note_export(by=worker.actor, person_id=worker.id)
    assert api.looks_at_me(person_id=worker.id)[0].what_zh == "全部资料的副本"
    with pytest.raises(NotAllowed):
        api.note_export(by=town_officer.actor, person_id=worker.id)


def test_a_member_is_not_erased(worker: Member, town_officer: Member) -> None:
    with pytest.raises(StillNeeded, match="退会"):
        api.erase_person(by=worker.actor, person_id=worker.id)
    with pytest.raises(NotAllowed):
        api.erase_person(by=town_officer.actor, person_id=worker.id)


def test_who_is_erased_is_unknown_again(courier: Member) -> None:
    api.erase_person(by=courier.actor, person_id=courier.id)
    assert api.profile(courier.id).name == ""
    assert api.person_phoned(phone=courier.phone) is None
    login = api.ensure_login(phone=courier.phone)
    assert isinstance(api.verify_phone(login_id=login.id), UUID)


def test_what_the_facts_of_the_erased_were_is_forgotten_too(courier: Member, worker: Member) -> None:
    with clock.frozen(date(2026, 3, 2)):
        catalogue.refresh("person", [courier.id, worker.id])
    Person.objects.update(frontline=None)
    catalogue.refresh("person", [courier.id, worker.id])
    api.erase_person(by=courier.actor, person_id=courier.id)
    assert PersonPast.objects.filter(person_id=courier.id).exists(), "the erasing itself leaves what it empties"
    drain()
    assert set(PersonPast.objects.values_list("person_id", flat=True)) == {worker.id}


def test_people_are_found_under_a_new_index_key(own_ring: None, worker: Member) -> None:
    login = api.ensure_login(phone=worker.phone)
    rotation.reindex()
    assert api.person_numbered(id_number=worker.id_number) == worker.id
    assert api.person_phoned(phone=worker.phone) == worker.id
    assert api.ensure_login(phone=worker.phone) == login
