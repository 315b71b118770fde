"""A team, a pair, a couple: who has it together has it once, whether she applies or is named."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from niangjia.base import rotation
from niangjia.base.actor import SYSTEM
from niangjia.base.acts import Deed
from niangjia.casework import api as casework
from niangjia.casework.actions.slots import take_slots
from niangjia.casework.actions.work import Work
from niangjia.casework.errors import AlreadyOpen, NamedElsewhere, NamesHerself, PartyServed
from niangjia.casework.jobs import REINDEX
from niangjia.casework.models import Case, CasePartySlot, CaseSlot
from niangjia.casework.rules.defects import Defect
from niangjia.people.models import Person
from tests.casework.conftest import state
from tests.cast import Member, World, build_world

pytestmark = pytest.mark.django_db
SERVICE = "startup-grant"
Apply = Callable[..., UUID]


def answers(members: list[str], evidence: str) -> dict[str, Any]:
    """``members``: their ID numbers."""
    return {
        "kind": "rent", "project": "社区快修点", "plan": "付头半年的房租。", "proof": [evidence], "notice_consent": "on",
        "members": [{"name": "队员", "id_number": number} for number in members],
    }  # fmt: skip


@pytest.fixture
def ask(known: World, evidence: str) -> Apply:
    def run(who: str, *members: str) -> UUID:
        numbers = [known[member].id_number for member in members]
        return casework.apply_for_service(by=known[who].actor, service=SERVICE, answers=answers(numbers, evidence))

    return run


def test_a_member_of_one_team_is_not_named_in_another(ask: Apply) -> None:
    ask("worker", "courier")
    with pytest.raises(PartyServed, match="队员"):
        ask("mother", "stranger", "courier")
    assert CasePartySlot.objects.count() == 2


def test_a_member_of_one_team_does_not_apply_for_another(ask: Apply) -> None:
    ask("worker", "mother")
    with pytest.raises(NamedElsewhere):
        ask("mother", "courier")


def test_whoever_has_applied_is_not_named_by_another(known: World, ask: Apply) -> None:
    ask("worker", "courier")
    with pytest.raises(PartyServed) as refused:
        ask("mother", "worker")
    assert known["worker"].id_number not in str(refused.value)


def test_nobody_is_her_own_team(ask: Apply) -> None:
    with pytest.raises(NamesHerself):
        ask("worker", "worker")


def test_taking_it_back_frees_the_whole_team(known: World, ask: Apply) -> None:
    first = ask("worker", "mother", "courier")
    casework.withdraw(by=known["worker"].actor, case_id=first)
    assert not CasePartySlot.objects.exists()
    assert not CaseSlot.objects.exists()
    assert state(ask("mother", "worker")) == "review"


def test_a_member_who_was_named_by_mistake_is_freed_by_mending_it(known: World, ask: Apply, evidence: str) -> None:
    first = ask("worker", "mother")
    casework.return_for_repair(
        by=known["county_officer"].actor, case_id=first, defects=[Defect("members", "郑美华说她没有参加")]
    )
    mended = answers([known["courier"].id_number], evidence)
    casework.resubmit(by=known["worker"].actor, case_id=first, answers=mended)
    assert state(ask("mother", "stranger")) == "review"


def test_a_refused_application_that_is_appealed_finds_its_member_gone(known: World, ask: Apply) -> None:
    first = ask("worker", "courier")
    casework.refuse(by=known["county_officer"].actor, case_id=first, reason="材料里没有营业执照")
    ask("mother", "courier")
    with pytest.raises(PartyServed):
        casework.appeal(by=known["worker"].actor, case_id=first, reason="营业执照在第二张")


def test_an_applicant_whose_number_is_not_known_still_has_one_only(known: World, ask: Apply) -> None:
    Person.objects.filter(id=known["worker"].id).update(id_number=None)
    ask("worker", "courier")
    assert CasePartySlot.objects.count() == 1
    with pytest.raises(AlreadyOpen):
        ask("worker", "stranger")


def test_a_new_index_key_finds_applicant_and_members_again(own_ring: None, known: World, ask: Apply) -> None:
    ask("worker", "mother")
    before = set(CasePartySlot.objects.values_list("key", flat=True))
    assert rotation.reindex(REINDEX) == {"casework": 2}
    assert {bytes(key) for key in before}.isdisjoint(
        bytes(key) for key in CasePartySlot.objects.values_list("key", flat=True)
    )
    with pytest.raises(NamedElsewhere):
        ask("mother", "stranger")


@pytest.mark.django_db(transaction=True)
def test_two_who_name_each_other_at_once_and_one_application_stands() -> None:
    world = build_world()
    both = Barrier(2)

    def take(who: str, other: str) -> bool:
        try:
            both.wait(10)
            with transaction.atomic():
                take_slots(_holding(world[who], world[other]))
        except (NamedElsewhere, PartyServed):
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(take, ["worker", "mother"], ["mother", "worker"])) == [False, True]
    assert CasePartySlot.objects.count() == 2


def _holding(applicant: Member, partner: Member) -> Work:
    """A couple's case at the moment of application; the slots ask nothing else of it."""
    plan = SimpleNamespace(identified_by="partner_id", parties=("couple",))
    case = Case(
        service="collective-wedding", period="ever", subject_kind="person", person_id=applicant.id, subject_id=applicant.id,
        private=f'{{"partner_id": "{partner.id_number}"}}',
    )  # fmt: skip
    return Work(case, plan, SYSTEM, Deed())  # type: ignore[arg-type]  # the two words of the plan that count
