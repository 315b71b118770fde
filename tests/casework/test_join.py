"""Joining: the union that is near answers within its days, or the next level does."""

from __future__ import annotations

from uuid import UUID

import pytest

from niangjia.casework import api as casework
from niangjia.casework.errors import AlreadyOpen, NotEntitled, NotYourTurn
from niangjia.catalogue import api as catalogue
from niangjia.people import api as people
from niangjia.people.models import Identity, Person
from tests.casework.conftest import Run, join_answers, later, state, steps, waits_at
from tests.cast import World

pytestmark = pytest.mark.django_db


def test_a_courier_without_an_employers_union_waits_at_his_town(joining: UUID) -> None:
    assert (state(joining), waits_at(joining)) == ("review", "上街镇总工会")


def test_approval_makes_him_a_member_of_that_union(known: World, joining: UUID) -> None:
    casework.approve(by=known["town_officer"].actor, case_id=joining)
    assert state(joining) == "delivered"
    assert people.profile(known["courier"].id).union_name == "上街镇总工会"


def test_his_verdicts_follow_in_the_same_transaction(known: World, joining: UUID) -> None:
    casework.approve(by=known["town_officer"].actor, case_id=joining)
    from_now = {v.key: v.verdict for v in catalogue.entitlements_of(known["courier"].id)}
    assert from_now["join"] == "no"


def test_three_working_days_are_the_unions_the_next_are_the_towns(known: World) -> None:
    case = casework.apply_for_service(by=known["courier"].actor, service="join", answers=join_answers(known, "ronghe"))
    with later("2026-11-26"):
        assert casework.escalate_overdue() == 0
    with later("2026-11-27"):
        assert casework.escalate_overdue() == 1
        assert waits_at(case) == "上街镇总工会"
    with later("2026-12-01"):
        assert casework.escalate_overdue() == 1
        assert waits_at(case) == "闽侯县总工会"


def test_a_stranger_from_another_county_cannot_decide_it(known: World, joining: UUID) -> None:
    with pytest.raises(NotYourTurn):
        casework.approve(by=known["stranger"].actor, case_id=joining)


def test_a_member_cannot_join_twice(known: World) -> None:
    with pytest.raises(NotEntitled):
        casework.apply_for_service(by=known["worker"].actor, service="join", answers=join_answers(known, "shangjie"))


def test_nobody_has_two_applications_at_once(known: World, joining: UUID) -> None:
    with pytest.raises(AlreadyOpen):
        casework.apply_for_service(by=known["courier"].actor, service="join", answers=join_answers(known, "ronghe"))


def test_a_refusal_carries_its_reason_and_frees_the_way(known: World, joining: UUID, run_jobs: Run) -> None:
    casework.refuse(by=known["town_officer"].actor, case_id=joining, reason="工作地在鼓楼，应由鼓东街道办理")
    assert state(joining) == "refused"
    again = casework.apply_for_service(by=known["courier"].actor, service="join", answers=join_answers(known, "gudong"))
    assert waits_at(again) == "鼓东街道总工会" or "vacancy" in steps(again)


def test_a_town_that_is_asked_first_has_the_same_three_days(known: World, joining: UUID) -> None:
    with later("2026-11-26"):
        assert casework.escalate_overdue() == 0
    with later("2026-11-27"):
        assert casework.escalate_overdue() == 1
        assert waits_at(joining) == "闽侯县总工会"


def test_a_name_told_in_the_form_stands_masked_in_the_officers_list(known: World) -> None:
    courier = known["courier"]
    Person.objects.filter(id=courier.id).update(
        name="", name_masked="", id_number=None, id_number_masked="", id_kind="", identified_on=None
    )
    Identity.objects.filter(person_id=courier.id, kind="id_number").delete()
    answers = join_answers(known, "shangjie") | {"name": courier.name, "id_number": courier.id_number}
    casework.apply_for_service(by=courier.actor, service="join", answers=answers)
    assert [line.name for line in casework.waiting_for(known["town_officer"].actor)] == ["黄*"]
