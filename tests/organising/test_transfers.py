"""会籍转接: two unions answer, or five working days do."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from uuid import UUID

import pytest

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor, Scope
from niangjia.kernel.errors import NotAllowed, ReasonMissing
from niangjia.kernel.ids import uuid7
from niangjia.organising import api as organising
from niangjia.organising.errors import AlreadyThere, NoMembership, NotMemberOfEither, TransferEnded, TransferOpen
from niangjia.people import api as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(tree: SimpleNamespace) -> UUID:
    person_id = people.begin_person(by=SYSTEM, phone="13900001111")
    people.join_union(by=SYSTEM, person_id=person_id, union_id=tree.works.id, since=date(2020, 1, 1))
    return person_id


def officer(union: object) -> Actor:
    return Actor(uuid7(), "审核", (Scope("reviewer", union.path),))  # type: ignore[attr-defined]  # a reference


def herself(person_id: UUID) -> Actor:
    return Actor(person_id, "本人")


def ask(tree: SimpleNamespace, member: UUID) -> UUID:
    return organising.request_transfer(by=herself(member), person_id=member, to_union_id=tree.joint.id)


def test_with_both_yeses_the_membership_moves(tree: SimpleNamespace, member: UUID) -> None:
    transfer = ask(tree, member)
    key = {"person_id": member, "transfer_id": transfer}
    assert organising.answer_transfer(by=officer(tree.works), agree=True, **key) == "asked"
    assert people.union_of(member) == tree.works.id
    assert organising.answer_transfer(by=officer(tree.joint), agree=True, **key) == "moved"
    assert people.union_of(member) == tree.joint.id
    assert not organising.transfers_of(person_id=member)[0].automatic


def test_one_officer_above_both_unions_answers_for_both(tree: SimpleNamespace, member: UUID) -> None:
    transfer = ask(tree, member)
    organising.answer_transfer(by=officer(tree.town), person_id=member, transfer_id=transfer, agree=True)
    assert people.union_of(member) == tree.joint.id


def test_a_union_that_asks_for_a_member_has_said_yes(tree: SimpleNamespace, member: UUID) -> None:
    transfer = organising.request_transfer(by=officer(tree.joint), person_id=member, to_union_id=tree.joint.id)
    organising.answer_transfer(by=officer(tree.works), person_id=member, transfer_id=transfer, agree=True)
    assert people.union_of(member) == tree.joint.id


def test_after_five_working_days_silence_is_a_yes(tree: SimpleNamespace, member: UUID) -> None:
    ask(tree, member)
    (row,) = organising.transfers_of(person_id=member)
    assert row.due_on == date(2025, 11, 10)
    with clock.frozen("2025-11-10"):
        assert organising.accept_overdue_transfers() == 0
    with clock.frozen("2025-11-11"):
        assert organising.accept_overdue_transfers() == 1
        assert organising.accept_overdue_transfers() == 0
    assert people.union_of(member) == tree.joint.id
    assert organising.transfers_of(person_id=member)[0].automatic


def test_a_no_needs_a_reason_and_ends_it(tree: SimpleNamespace, member: UUID) -> None:
    key = {"person_id": member, "transfer_id": ask(tree, member), "agree": False}
    with pytest.raises(ReasonMissing):
        organising.answer_transfer(by=officer(tree.works), reason=" ", **key)
    assert organising.answer_transfer(by=officer(tree.works), reason="劳动关系还在本单位", **key) == "refused"
    assert people.union_of(member) == tree.works.id
    with pytest.raises(TransferEnded):
        organising.answer_transfer(by=officer(tree.works), reason="劳动关系还在本单位", **key)
    assert ask(tree, member)


def test_only_the_two_unions_answer(tree: SimpleNamespace, member: UUID) -> None:
    transfer = ask(tree, member)
    with pytest.raises(NotMemberOfEither):
        organising.answer_transfer(by=officer(tree.riders), person_id=member, transfer_id=transfer, agree=True)


def test_one_transfer_is_open_at_a_time_and_may_be_withdrawn(tree: SimpleNamespace, member: UUID) -> None:
    transfer = ask(tree, member)
    with pytest.raises(TransferOpen):
        ask(tree, member)
    organising.withdraw_transfer(by=herself(member), person_id=member, transfer_id=transfer)
    assert [row.state for row in organising.transfers_of(person_id=member)] == ["withdrawn"]
    assert ask(tree, member)


def test_who_is_there_or_nowhere_does_not_move(tree: SimpleNamespace, member: UUID) -> None:
    with pytest.raises(AlreadyThere):
        organising.request_transfer(by=herself(member), person_id=member, to_union_id=tree.works.id)
    nobody = people.begin_person(by=SYSTEM, phone="13900002222")
    with pytest.raises(NoMembership):
        organising.request_transfer(by=herself(nobody), person_id=nobody, to_union_id=tree.works.id)


def test_a_stranger_asks_for_nobody(tree: SimpleNamespace, member: UUID) -> None:
    with pytest.raises(NotAllowed):
        organising.request_transfer(by=officer(tree.works), person_id=member, to_union_id=tree.joint.id)


def test_an_officer_sees_what_waits_for_her_union(tree: SimpleNamespace, member: UUID) -> None:
    transfer = ask(tree, member)
    assert [row.id for row in organising.transfers_waiting(officer(tree.works))] == [transfer]
    assert [row.id for row in organising.transfers_waiting(officer(tree.city))] == [transfer]
    assert organising.transfers_waiting(officer(tree.riders)) == []
    assert organising.transfers_waiting(herself(member)) == []
    organising.answer_transfer(by=officer(tree.works), person_id=member, transfer_id=transfer, agree=True)
    assert organising.transfers_waiting(officer(tree.works)) == []
    assert len(organising.transfers_waiting(officer(tree.joint))) == 1
