"""Aid for a family: the file, the visit, the check, the notice, two signatures, the cap."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from niangjia.aid import api as aid
from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.casework.errors import AmountMissing, CapReached, SameSigner
from niangjia.casework.models import Case
from niangjia.catalogue import api as catalogue
from niangjia.ledger import api as ledger
from niangjia.notices import api as notices
from niangjia.people import api as people
from tests.casework.conftest import Run, later, state, steps, waits_at
from tests.casework.test_study_grant import pay_by_bank
from tests.cast import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def second_aid_officer(known: World) -> None:
    """Two people at the city may sign."""
    city = known.unions["city"].id
    people.appoint_to_post(by=SYSTEM, person_id=known["leader"].id, union_id=city, role="aid")


@pytest.fixture
def fund(known: World) -> None:
    ledger.appropriate(
        by=SYSTEM, union_id=known.unions["city"].id, fund="hardship", year=2026, amount_fen=200_000_00, basis="测试预算"
    )


@pytest.fixture
def asking(known: World, fund: None, run_jobs: Run) -> UUID:
    mother = known["mother"]
    case = casework.apply_for_service(by=mother.actor, service="hardship-aid", answers=family(known, income="12,000"))
    run_jobs()
    return case


@pytest.fixture
def checked(known: World, asking: UUID, run_jobs: Run) -> UUID:
    casework.approve(by=known["grassroots_officer"].actor, case_id=asking)
    casework.record_visit(
        by=holder(known, asking), case_id=asking, found="两居室，孩子在读初中，家里简朴。", signed=True
    )
    casework.record_check(by=known["county_officer"].actor, case_id=asking, result="passed", found="与申报一致")
    run_jobs()
    return asking


@pytest.fixture
def at_the_city(known: World, checked: UUID, run_jobs: Run) -> UUID:
    with later("2026-12-02"):
        notices.end_due()
        run_jobs()
        casework.approve(by=known["county_officer"].actor, case_id=checked, amount_fen=8_000_00)
    return checked


def family(world: World, *, income: str) -> dict[str, Any]:
    mother = world["mother"]
    return {
        "cause": "illness",
        "members": [
            {"name": mother.name, "relation": "self", "id_number": mother.id_number, "income_fen": income, "health": "ill"},
        ],
        "rigid_fen": "6,000",
        "homes": "1",
        "business": "no",
        "check_consent": "on",
        "notice_consent": "on",
    }  # fmt: skip


def holder(world: World, case_id: UUID) -> Any:
    """Whoever the visit fell to: nobody at the grassroots union holds the aid post."""
    assert waits_at(case_id) == "上街镇总工会"
    return world["town_officer"].actor


def test_the_family_file_is_opened_with_the_application(known: World, asking: UUID) -> None:
    assert aid.reckoned_for_case(case_id=asking) is not None


def test_before_the_check_the_tier_is_not_known(known: World, asking: UUID) -> None:
    lines = catalogue.explain(service="hardship-aid", subject_id=known["mother"].id)
    assert next(line for line in lines if line.name == "in_difficulty").value is None


def test_a_visit_falls_to_the_town_where_nobody_at_the_unit_does_aid(known: World, asking: UUID) -> None:
    casework.approve(by=known["grassroots_officer"].actor, case_id=asking)
    assert "vacancy" in steps(asking)


def test_after_the_check_she_is_entitled(known: World, checked: UUID) -> None:
    assert catalogue.verdict_now(service="hardship-aid", subject_id=known["mother"].id) == "yes"
    assert state(checked) == "notice"


def test_a_failed_check_refuses_nobody_a_person_decides(known: World, asking: UUID, run_jobs: Run) -> None:
    casework.approve(by=known["grassroots_officer"].actor, case_id=asking)
    casework.record_visit(by=holder(known, asking), case_id=asking, found="名下有一辆营运车辆。", signed=True)
    casework.record_check(by=known["county_officer"].actor, case_id=asking, result="failed", found="名下另有住房")
    run_jobs()
    assert state(asking) == "notice"
    with later("2026-12-02"):
        notices.end_due()
        run_jobs()
        assert state(asking) == "review"
        casework.refuse(by=known["county_officer"].actor, case_id=asking, reason="核对查到另有住房，不符合条件")
    assert state(asking) == "refused"


def test_the_same_person_cannot_sign_twice(known: World, at_the_city: UUID) -> None:
    with later("2026-12-02"):
        casework.approve(by=known["municipal_officer"].actor, case_id=at_the_city)
        assert state(at_the_city) == "review"
        with pytest.raises(SameSigner):
            casework.approve(by=known["municipal_officer"].actor, case_id=at_the_city)


def test_whoever_signed_first_has_it_no_longer_on_her_desk(known: World, at_the_city: UUID) -> None:
    first, second = known["municipal_officer"].actor, known["leader"].actor
    assert [casework.counts_for(each)["all"] for each in (first, second)] == [1, 1]
    with later("2026-12-02"):
        casework.approve(by=first, case_id=at_the_city)
    assert [len(casework.waiting_for(each)) for each in (first, second)] == [0, 1]


def test_whoever_stepped_aside_has_it_no_longer_on_her_desk(known: World, at_the_city: UUID) -> None:
    first, second = known["municipal_officer"].actor, known["leader"].actor
    with later("2026-12-02"):
        casework.step_aside(by=first, case_id=at_the_city, reason="申请人是我的亲属")
    assert [len(casework.waiting_for(each)) for each in (first, second)] == [0, 1]


def test_the_second_signature_orders_the_money(known: World, at_the_city: UUID, run_jobs: Run) -> None:
    sign_twice(known, at_the_city)
    assert state(at_the_city) == "delivering"
    with later("2026-12-03"):
        pay_by_bank(known)
        run_jobs()
    assert state(at_the_city) == "delivered"
    assert Case.objects.get(id=at_the_city).record["tier"] in {"deep", "relative", "accident"}


def test_an_amount_has_to_be_proposed(known: World, checked: UUID, run_jobs: Run) -> None:
    with later("2026-12-02"):
        notices.end_due()
        run_jobs()
        casework.approve(by=known["county_officer"].actor, case_id=checked)
        with pytest.raises(AmountMissing):
            sign_twice(known, checked)


@pytest.mark.parametrize("scope", ["case", "person", "family"])
def test_nobody_gets_more_than_the_cap_whatever_its_scope(known: World, at_the_city: UUID, scope: str) -> None:
    catalogue.set_parameter(
        by=SYSTEM, service="hardship-aid", name="cap_scope", value=scope, from_day=date(2026, 1, 1), basis="测试"
    )
    Case.objects.filter(id=at_the_city).update(amount_fen=50_001_00)
    with pytest.raises(CapReached):
        sign_twice(known, at_the_city)
    Case.objects.filter(id=at_the_city).update(amount_fen=50_000_00, first_signer=None)
    sign_twice(known, at_the_city)
    assert state(at_the_city) == "delivering"


def test_a_withdrawn_case_leaves_no_family_file(known: World, asking: UUID, run_jobs: Run) -> None:
    casework.withdraw(by=known["mother"].actor, case_id=asking)
    run_jobs()
    assert aid.file_of(person_id=known["mother"].id) is None


def sign_twice(world: World, case_id: UUID) -> None:
    with later("2026-12-02"):
        if Case.objects.get(id=case_id).first_signer is None:
            casework.approve(by=world["municipal_officer"].actor, case_id=case_id)
        casework.approve(by=world["leader"].actor, case_id=case_id)


def test_a_second_signature_is_another_persons(known: World, at_the_city: UUID) -> None:
    both = casework.turn_of(case_id=at_the_city)
    assert (both.signatures, both.out) == (2, frozenset({known["mother"].id}))
    with later("2026-12-02"):
        casework.approve(by=known["municipal_officer"].actor, case_id=at_the_city)
    one = casework.turn_of(case_id=at_the_city)
    assert (one.union_id, one.role) == (both.union_id, both.role)
    assert (one.signatures, one.out) == (1, both.out | {known["municipal_officer"].id})


def test_what_the_file_cannot_hold_is_put_before_the_officers(known: World, asking: UUID, run_jobs: Run) -> None:
    """Somebody of the family is in another live file: the case says so instead of failing in silence."""
    other = casework.apply_for_service(
        by=known["worker"].actor, service="hardship-aid", answers=family(known, income="12,000")
    )
    run_jobs()
    assert "problem" in steps(other)
