"""One child, one grant a school year, whoever of its parents applies; and a parent may have several children."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from niangjia.aid import api as aid
from niangjia.base import rotation
from niangjia.base.actor import SYSTEM
from niangjia.base.acts import Deed
from niangjia.casework import api as casework
from niangjia.casework.actions.slots import take_slots
from niangjia.casework.actions.work import Work
from niangjia.casework.errors import CapReached, PartyServed
from niangjia.casework.jobs import REINDEX
from niangjia.casework.models import CapLine, Case, CasePartySlot, CaseSlot
from niangjia.casework.rules.defects import Defect
from niangjia.catalogue import api as catalogue
from niangjia.insight import api as insight
from niangjia.kernel.ids import uuid7
from niangjia.kernel.resident_id import check_digit
from niangjia.ledger import api as ledger
from niangjia.notices import api as notices
from niangjia.people import api as people
from tests.casework.conftest import Run, later, state, steps
from tests.casework.test_study_grant import pay_by_bank
from tests.cast import Member, World

pytestmark = pytest.mark.django_db
SERVICE = "autumn-tuition"
Apply = Callable[..., UUID]


def child(turn: int) -> str:
    body = f"35012120080901{turn:03d}"
    return body + check_digit(body)


@pytest.fixture
def parents(known: World) -> World:
    """Two families on the hardship file, each with children at school, and money for them."""
    for member in (known["worker"], known["mother"]):
        _on_file(member)
        people.tell(by=member.actor, person_id=member.id, question="children", answers=["senior", "college"])
    city = known.unions["city"].id
    people.appoint_to_post(by=SYSTEM, person_id=known["leader"].id, union_id=city, role="aid")
    ledger.appropriate(by=SYSTEM, union_id=city, fund="warmth", year=2026, amount_fen=20_000_00, basis="测试预算")
    catalogue.refresh("person", [known["worker"].id, known["mother"].id])
    return known


def _on_file(member: Member) -> None:
    case_id = uuid7()
    who = {"name": member.name, "relation": "self", "id_number": member.id_number, "income_fen": 600_000}
    told = {"members": [who], "rigid_fen": 0, "homes": 1, "cause": "illness"}
    aid.record_family(by=SYSTEM, case_id=case_id, person_id=member.id, answers=told)
    aid.mark_checked(by=SYSTEM, case_id=case_id, result="passed")


@pytest.fixture
def ask(parents: World, evidence: str) -> Apply:
    def run(who: str, number: str, stage: str = "college") -> UUID:
        return casework.apply_for_service(
            by=parents[who].actor, service=SERVICE, answers=answers(number, stage, evidence)
        )

    return run


def answers(number: str, stage: str, evidence: str) -> dict[str, Any]:
    consents = dict.fromkeys(("no_double", "child_consent", "notice_consent"), "on")
    return {
        "child_name": "小禾", "child_id": number, "stage": stage, "school": "福州大学", "admission": [evidence], **consents,
    }  # fmt: skip


def test_it_refuses_the_second_parent_of_one_child_and_says_which(parents: World, ask: Apply) -> None:
    ask("worker", child(1))
    with pytest.raises(PartyServed, match="已经有人申请过") as refused:
        ask("mother", child(1))
    assert child(1) not in str(refused.value)
    assert child(1)[-2:] in str(refused.value)
    assert CasePartySlot.objects.count() == 1


def test_the_same_parent_cannot_ask_twice_for_one_child(ask: Apply) -> None:
    ask("worker", child(1))
    with pytest.raises(PartyServed):
        ask("worker", child(1))


def test_whoever_takes_it_back_leaves_the_child_to_the_other_parent(parents: World, ask: Apply) -> None:
    first = ask("worker", child(1))
    casework.withdraw(by=parents["worker"].actor, case_id=first)
    assert state(ask("mother", child(1))) == "review"


def test_a_wrong_number_that_is_mended_frees_the_one_it_took(parents: World, ask: Apply, evidence: str) -> None:
    first = ask("worker", child(1))
    casework.return_for_repair(
        by=parents["grassroots_officer"].actor, case_id=first, defects=[Defect("child_id", "号码和学生证不一样")]
    )
    casework.resubmit(by=parents["worker"].actor, case_id=first, answers=answers(child(2), "college", evidence))
    assert state(ask("mother", child(1))) == "review"
    with pytest.raises(PartyServed):
        ask("mother", child(2))


def test_a_refusal_that_is_appealed_takes_the_child_again(parents: World, ask: Apply) -> None:
    first = ask("worker", child(1))
    casework.refuse(by=parents["grassroots_officer"].actor, case_id=first, reason="学生证看不清楚名字")
    assert not CasePartySlot.objects.exists()
    ask("mother", child(1))
    with pytest.raises(PartyServed):
        casework.appeal(by=parents["worker"].actor, case_id=first, reason="学生证是清楚的")


def test_one_parent_has_it_for_two_children_each_under_its_own_cap(parents: World, ask: Apply, run_jobs: Run) -> None:
    cases = [ask("worker", child(1), "college"), ask("worker", child(2), "senior")]
    assert not CaseSlot.objects.filter(service=SERVICE).exists()
    _grant(parents, cases, run_jobs)
    assert [state(each) for each in cases] == ["delivered", "delivered"], steps(cases[0])
    lines = CapLine.objects.filter(service=SERVICE, owner__startswith="child:")
    assert sorted(lines.values_list("used_fen", flat=True)) == [300_000, 500_000]
    assert CasePartySlot.objects.count() == 2
    with later("2026-12-02"):
        assert insight.figure(key="autumn_tuition_yuan")[1] == 8_000
        assert insight.figure(key="warmth_people")[1] == 1, "two children of one parent are one worker reached"


def test_more_than_the_cap_of_a_child_is_refused(parents: World, ask: Apply, run_jobs: Run) -> None:
    first = ask("worker", child(1))
    _grant(parents, [first], run_jobs)
    CasePartySlot.objects.all().delete()  # as if the database had held no slot: the cap holds by itself
    second = ask("mother", child(1))
    with pytest.raises(CapReached):
        _grant(parents, [second], run_jobs)


def test_a_new_index_key_finds_the_same_children(own_ring: None, parents: World, ask: Apply, run_jobs: Run) -> None:
    _grant(parents, [ask("worker", child(1))], run_jobs)
    before = set(CapLine.objects.values_list("owner", flat=True))
    assert rotation.reindex(REINDEX) == {"casework": 2}
    assert before.isdisjoint(CapLine.objects.values_list("owner", flat=True))
    with pytest.raises(PartyServed):
        ask("mother", child(1))


def _grant(world: World, cases: list[UUID], run_jobs: Run) -> None:
    for who in ("grassroots_officer", "county_officer"):
        for each in cases:
            casework.approve(by=world[who].actor, case_id=each)
    with later("2026-12-02"):
        notices.end_due()
        run_jobs()
        for who in ("municipal_officer", "leader"):
            for each in cases:
                casework.approve(by=world[who].actor, case_id=each)
        pay_by_bank(world)
        run_jobs()


@pytest.mark.django_db(transaction=True)
def test_two_parents_at_once_for_one_child_and_one_of_them_has_it() -> None:
    both = Barrier(2)

    def take(work: Work) -> bool:
        try:
            both.wait(10)
            with transaction.atomic():
                take_slots(work)
        except PartyServed:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(take, [_holding(child(1)), _holding(child(1))])) == [False, True]
    assert CasePartySlot.objects.count() == 1


def _holding(number: str) -> Work:
    """A case at the moment of application; the slots ask nothing else of it."""
    plan = SimpleNamespace(identified_by="child_id", parties=("person", "child"))
    case = Case(service=SERVICE, period="2026-2027", subject_id=uuid7(), private=f'{{"child_id": "{number}"}}')
    return Work(case, plan, SYSTEM, Deed())  # type: ignore[arg-type]  # the two words of the plan that count
