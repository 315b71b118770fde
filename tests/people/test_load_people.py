"""A whole register enters by COPY: sealed, findable, with facts and verdicts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from niangjia.base.actor import SYSTEM, Actor
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotAllowed
from niangjia.kernel.ids import uuid7
from niangjia.kernel.resident_id import check_digit
from niangjia.people import api as people
from niangjia.people.api import NewMembership, NewPerson, NewStudy
from niangjia.people.models import Person
from tests.cast import World

pytestmark = pytest.mark.django_db
BODY = "35012119900203112"
NUMBER = BODY + check_digit(BODY)
PHONE, CARD = "14200000001", "6228480000000000004"


@pytest.fixture
def somebody(world: World) -> NewPerson:
    membership = NewMembership(uuid7(), world.unions["ronghe"].id, "active", date(2020, 1, 2))
    study = NewStudy(uuid7(), "闽都职工学院", "college", "2025-2026", True, None, None, date(2025, 9, 20))
    return NewPerson(
        id=uuid7(), name="林小满", id_number=NUMBER, phone=PHONE, bank_card=CARD, sex="f", born=date(1990, 2, 3),
        created_at=datetime(2020, 1, 2, 1, tzinfo=UTC), migrant_worker=True, membership=membership, studies=(study,),
    )  # fmt: skip


def load(*rows: NewPerson, **options: Any) -> int:
    return people.load_people(**{"by": SYSTEM, "people": rows} | options)


def test_private_numbers_are_sealed_and_found_again(somebody: NewPerson) -> None:
    assert load(somebody) == 1
    kept = Person.objects.get(id=somebody.id)
    assert (kept.id_number.reveal(), kept.phone.reveal(), kept.bank_card.reveal()) == (NUMBER, PHONE, CARD)
    assert NUMBER.encode() not in kept.id_number.token
    assert (kept.name_masked, kept.phone_masked, kept.bank_card_masked) == ("林*", "142••••0001", "••••0004")
    assert people.person_phoned(phone=PHONE) == people.person_numbered(id_number=NUMBER) == somebody.id


def test_membership_and_studies_come_along(somebody: NewPerson, world: World) -> None:
    load(somebody)
    assert people.union_of(somebody.id) == world.unions["ronghe"].id
    assert [study.school_year for study in people.studies_of(person_id=somebody.id)] == ["2025-2026"]


def test_facts_follow_in_the_same_act(somebody: NewPerson, world: World) -> None:
    load(somebody)
    assert catalogue.fact_value(subject="person", subject_id=somebody.id, fact="member.status") == "active"
    members = catalogue.fact_value(subject="union", subject_id=world.unions["ronghe"].id, fact="union.members")
    assert members == people.member_counts(path=world.unions["ronghe"].path).active


def test_a_number_twice_ends_the_whole_load(somebody: NewPerson) -> None:
    twin = replace(somebody, id=uuid7(), phone="14200000002", membership=None, studies=())
    with pytest.raises(IntegrityError), transaction.atomic():
        load(somebody, twin)
    assert people.person_phoned(phone=PHONE) is None


def test_only_the_system_loads(somebody: NewPerson) -> None:
    with pytest.raises(NotAllowed):
        load(somebody, by=Actor(uuid7(), "某人"))


def test_progress_is_told(somebody: NewPerson) -> None:
    told: list[int] = []
    load(somebody, progress=told.append)
    assert told == [1]


def test_the_fingerprint_sees_a_change_but_no_key(somebody: NewPerson) -> None:
    prints = []
    for changes in ({}, {"id": uuid7()}, {"phone": "14200000009"}):
        with transaction.atomic():
            load(replace(somebody, **changes))
            prints.append(people.people_fingerprint())
            transaction.set_rollback(True)
    assert prints[0] == prints[1] != prints[2]


def test_every_union_above_counts_them_too(somebody: NewPerson, world: World) -> None:
    catalogue.refresh_everybody()
    load(somebody)
    assert catalogue.rebuild(check=True).ok


def test_a_register_made_by_other_processes_comes_in_whole_and_in_order(somebody: NewPerson) -> None:
    bodies = [f"35012119900203{n}" for n in ("411", "413", "415", "417")]
    rows = [
        replace(
            somebody,
            id=uuid7(),
            id_number=body + check_digit(body),
            phone=f"1420000010{n}",
            membership=None,
            studies=(),
        )
        for n, body in enumerate(bodies)
    ]
    told: list[int] = []
    assert people.load_register(by=SYSTEM, parts=4, people_of=lambda n: rows[n : n + 1], progress=told.append) == 4
    assert told == [1, 2, 3, 4]
    kept = Person.objects.filter(id__in=[row.id for row in rows])
    assert {one.id: one.id_number.reveal() for one in kept} == {row.id: row.id_number for row in rows}
