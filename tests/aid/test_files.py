"""The family file: opened, checked, archived; nobody in two of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from niangjia.aid import api as aid
from niangjia.aid.errors import BadFamily, BadStandard, CheckResultUnknown, FamilyHasFile, NoStandard, WrongFileState
from niangjia.aid.facts import SOURCES
from niangjia.aid.models import FamilyFile, FamilyMember, FamilyNumber
from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.casework.models import Case
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotAllowed
from niangjia.kernel.ids import uuid7
from niangjia.people import api as people
from tests.aid.family import answers, id_number, member, officer

pytestmark = pytest.mark.django_db
Record = Callable[..., UUID]
Facts = Callable[[UUID], dict[str, Any]]


def test_an_application_opens_a_file_with_its_tier(tree: SimpleNamespace, mother: UUID, record: Record) -> None:
    case = record()
    file = aid.file_of(person_id=mother)
    assert file
    assert (file.tier, file.state, file.people, file.district) == ("deep", "declared", 3, "350121")
    assert (file.per_capita_fen, file.standard_fen) == (55_555, 80_000)
    assert file.case_id == case
    assert file == aid.file_for_case(case_id=case)


def reckoned(case_id: UUID) -> aid.Calculation:
    found = aid.reckoned_for_case(case_id=case_id)
    assert found
    return found[1]


def test_the_whole_calculation_is_there_for_the_officer(record: Record) -> None:
    found = reckoned(record(sudden_fen=3_300_000))
    assert str(found.per_capita) == "500000/9"
    assert (found.below_standard, found.sudden_over, found.tier) == (True, True, "deep")
    assert len(found.lines()) == 17
    assert aid.reckoned_for_case(case_id=uuid7()) is None


def test_an_unticked_box_is_a_no_and_a_ticked_one_excludes(mother: UUID, record: Record) -> None:
    record()
    assert FamilyFile.objects.get(person_id=mother).business is False
    found = reckoned(record(business=True))
    assert (found.by_money, found.tier, found.exclusions) == ("deep", "none", ("business",))


def test_an_accident_with_a_disability_is_the_accident_tier(record: Record) -> None:
    struck = [
        *answers()["members"],
        {"name": "陈大明", "relation": "spouse", "income_fen": 10**8, "health": "disabled"},
    ]
    found = reckoned(record(members=struck, cause="accident"))
    assert found.tier == "accident"


def test_until_it_is_checked_the_answer_has_no_day(mother: UUID, record: Record, facts: Facts) -> None:
    assert facts(mother) == {}
    case = record()
    told = facts(mother)
    assert (told["family__tier"], told["family__check"], told["checked_on"]) == ("deep", None, None)
    aid.mark_checked(by=SYSTEM, case_id=case, result="failed", on=date(2026, 11, 20))
    told = facts(mother)
    assert (told["family__tier"], told["family__check"]) == ("deep", "failed")
    assert told["checked_on"] == date(2026, 11, 20)


def test_the_source_declares_every_column_it_gives(mother: UUID, record: Record, facts: Facts) -> None:
    record()
    assert {fact.column for fact in SOURCES[0].facts} | {"id", SOURCES[0].as_of} == set(facts(mother))


def test_a_check_says_passed_or_failed(record: Record) -> None:
    with pytest.raises(CheckResultUnknown):
        aid.mark_checked(by=SYSTEM, case_id=record(), result="not_verified")


def test_only_a_checked_file_is_archived_and_twice_is_once(mother: UUID, record: Record) -> None:
    case = record()
    with pytest.raises(WrongFileState):
        aid.archive_file(by=SYSTEM, case_id=case)
    aid.mark_checked(by=SYSTEM, case_id=case, result="passed")
    aid.archive_file(by=SYSTEM, case_id=case)
    aid.archive_file(by=SYSTEM, case_id=case)
    file = aid.file_of(person_id=mother)
    assert file
    assert (file.state, file.archived_on) == ("archived", date(2026, 11, 23))


def test_recording_twice_is_recording_once(mother: UUID, record: Record) -> None:
    case = record()
    record(case, homes=2)
    file = aid.file_of(person_id=mother)
    assert file
    assert (file.tier, len(file.members)) == ("none", 3)
    assert FamilyMember.objects.count() == 3
    assert FamilyNumber.objects.count() == 3
    aid.mark_checked(by=SYSTEM, case_id=case, result="passed")
    record(case)
    assert reckoned(case).tier == "none"


def test_a_new_application_renews_the_file_and_keeps_the_family(mother: UUID, record: Record, facts: Facts) -> None:
    first = record()
    family = facts(mother)["family__file"]
    with clock.frozen("2027-11-23"):
        second = record()
        assert facts(mother)["family__file"] == family
    old, new = aid.file_for_case(case_id=first), aid.file_for_case(case_id=second)
    assert old
    assert new
    assert (old.state, old.ended_on, new.state) == ("renewed", date(2027, 11, 23), "declared")


def test_nobody_is_in_two_live_files(tree: SimpleNamespace, record: Record) -> None:
    record()
    father = member(tree, "陈大明", id_number("19840101", 135), "13900002222")
    shared = [*answers()["members"][1:], {"name": "陈大明", "relation": "self", "income_fen": 0}]
    with pytest.raises(FamilyHasFile, match="林"):
        aid.record_family(by=SYSTEM, case_id=uuid7(), person_id=father, answers=answers(members=shared))
    assert aid.file_of(person_id=father) is None
    why = aid.other_file(person_id=father, answers=answers(members=shared))
    assert str(why).startswith("家庭成员陈*已经在另一份困难职工档案里（林*名下）")
    assert aid.other_file(person_id=father, answers=answers(members=shared[-1:])) is None


def test_a_child_of_a_file_does_not_open_one_of_her_own(tree: SimpleNamespace, record: Record) -> None:
    record()
    child = member(tree, "陈小贝", id_number("20180901", 222), "13900003333")
    alone = [{"name": "陈小贝", "relation": "self", "income_fen": 0}]
    with pytest.raises(FamilyHasFile):
        aid.record_family(by=SYSTEM, case_id=uuid7(), person_id=child, answers=answers(members=alone))


def test_the_database_itself_holds_one_live_file_a_person(mother: UUID, record: Record) -> None:
    record()
    file = FamilyFile.objects.get(person_id=mother)
    file.id, file.case_id, file._state.adding = uuid7(), uuid7(), True
    with pytest.raises(IntegrityError, match="aid_family_one_live"), transaction.atomic():
        file.save(force_insert=True)


def test_a_dropped_file_frees_its_people(tree: SimpleNamespace, mother: UUID, record: Record) -> None:
    aid.drop_file(by=SYSTEM, case_id=record())
    assert aid.file_of(person_id=mother) is None
    assert not FamilyNumber.objects.exists()
    assert record()


def test_numbers_and_health_are_sealed_and_shown_masked(mother: UUID, record: Record) -> None:
    record()
    file = aid.file_of(person_id=mother)
    assert file
    sick = file.members[2]
    assert (sick.name_masked, sick.id_number_masked[:4], sick.has_health_note) == ("陈*", "3501", True)
    with connection.cursor() as cursor:
        cursor.execute("select string_agg(m::text, '') from aid_member m")
        (stored,) = cursor.fetchone()
    assert "chronic" not in stored
    assert id_number("20180901", 222) not in stored


def test_of_who_is_well_no_note_is_kept(mother: UUID, record: Record) -> None:
    record(members=[member | {"health": "good"} for member in answers()["members"]])
    file = aid.file_of(person_id=mother)
    assert file
    assert not any(member.has_health_note for member in file.members)


@pytest.mark.parametrize(
    "wrong",
    [{"members": []}, {"members": [{"name": ""}]}, {"members": [{"name": "甲", "income_fen": -1}]}, {"rigid_fen": -1}],
)
def test_an_unclear_family_is_refused(mother: UUID, record: Record, wrong: dict[str, Any]) -> None:
    with pytest.raises(BadFamily):
        record(**wrong)


def test_she_herself_and_officers_of_her_line_handle_a_file(
    tree: SimpleNamespace, mother: UUID, record: Record
) -> None:
    case = uuid7()
    aid.record_family(by=Actor(mother, "本人"), case_id=case, person_id=mother, answers=answers())
    with pytest.raises(NotAllowed):
        aid.mark_checked(by=officer(tree.other), case_id=case, result="passed")
    with pytest.raises(NotAllowed):
        aid.mark_checked(by=Actor(mother, "本人"), case_id=case, result="passed")
    aid.mark_checked(by=officer(tree.county), case_id=case, result="passed")


def test_the_standard_is_a_dated_parameter(tree: SimpleNamespace, mother: UUID, record: Record) -> None:
    seeded = aid.standards()
    assert len(seeded) == 14
    assert not any(standard.verified for standard in seeded)
    enter = {"region_code": "350121", "year": 2026, "basis": "闽民〔2026〕1号"}
    aid.set_living_standard(by=officer(tree.city), monthly_fen=50_000, **enter)
    assert aid.standard_for(region_code="350121001", year=2027).monthly_fen == 50_000
    assert aid.standard_for(region_code="350121", year=2025).monthly_fen == 80_000
    case = record()
    aid.set_living_standard(by=SYSTEM, monthly_fen=90_000, **enter)
    found = reckoned(case)
    assert (found.standard_fen, found.tier) == (50_000, "relative")


def test_the_standard_is_the_citys_to_enter(tree: SimpleNamespace) -> None:
    enter = {"region_code": "350121", "year": 2026, "monthly_fen": 50_000, "basis": "闽民〔2026〕1号"}
    with pytest.raises(NotAllowed):
        aid.set_living_standard(by=officer(tree.county), **enter)
    with pytest.raises(BadStandard):
        aid.set_living_standard(by=SYSTEM, **enter | {"basis": " "})
    with pytest.raises(NoStandard):
        aid.standard_for(region_code="110101", year=2026)


def test_a_person_without_a_card_number_is_found_by_the_form(tree: SimpleNamespace, record: Record) -> None:
    nameless = people.begin_person(by=SYSTEM, phone="13900004444")
    people.join_union(by=SYSTEM, person_id=nameless, union_id=tree.works.id)
    record()
    with pytest.raises(FamilyHasFile):
        aid.record_family(by=SYSTEM, case_id=uuid7(), person_id=nameless, answers=answers())


@pytest.mark.parametrize(("state", "gives_way"), [("refused", True), ("withdrawn", True), ("returned", False)])
def test_a_file_whose_case_has_ended_gives_way(
    tree: SimpleNamespace, mother: UUID, record: Record, state: str, gives_way: bool
) -> None:
    case = record()
    Case.objects.create(
        id=case, number="261123-1", service="hardship-aid", version=3, period="live", subject_kind="person",
        subject_id=mother, person_id=mother, union_id=tree.works.id, path=tree.works.path, origin="applied",
        state=state, created_at=clock.now(),
    )  # fmt: skip
    father = member(tree, "陈大明", id_number("19840101", 135), "13900002222")
    try:
        aid.record_family(by=SYSTEM, case_id=uuid7(), person_id=father, answers=answers())
    except FamilyHasFile:
        assert not gives_way
    else:
        assert gives_way
        assert aid.file_of(person_id=mother) is None
        assert aid.file_for_case(case_id=case).state == "dropped"  # type: ignore[union-attr]  # it is there


def test_the_verdict_is_not_known_until_the_check(mother: UUID, record: Record) -> None:
    def verdict() -> str:
        return catalogue.verdict_now(service="hardship-aid", subject_id=mother)

    assert verdict() == "unknown"
    case = record()
    assert verdict() == "unknown"
    aid.mark_checked(by=SYSTEM, case_id=case, result="passed")
    assert verdict() == "yes"
    with clock.frozen("2028-11-23"):
        assert verdict() == "unknown"
    record(homes=2)
    assert verdict() != "yes"
