"""Which union somebody belongs to; the membership as an outcome; the figures of the tree."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor, Scope
from niangjia.base.declare import OutcomeCase
from niangjia.kernel.ids import uuid7
from niangjia.organising import api as organising
from niangjia.organising.figures import FIGURES
from niangjia.organising.outcomes import OUTCOMES
from niangjia.people import api as people
from niangjia.people.errors import MemberElsewhere
from niangjia.unions import api as unions

pytestmark = pytest.mark.django_db


def names(choices: list[organising.JoinChoice]) -> list[tuple[str, str]]:
    return [(choice.union.name, choice.why) for choice in choices]


@pytest.mark.parametrize(
    "wanted", [{"text": "闽江电子"}, {"uscc": "91350100M000100Y43"}, {"text": "91350100m000100y43"}]
)
def test_the_employer_is_found_by_name_or_code(tree: SimpleNamespace, wanted: dict[str, str]) -> None:
    choices = organising.join_choices(**wanted)
    assert names(choices) == [(tree.works.name, "employer")]
    assert choices[0].employer
    assert choices[0].why_zh


def test_an_employer_without_a_union_leads_to_the_town(tree: SimpleNamespace) -> None:
    unions.record_enterprise(by=SYSTEM, uscc="92350102MA00000000", name="上街小馆", region_code="350121001")
    choices = organising.join_choices(text="上街小馆")
    assert names(choices)[0] == (tree.town.name, "town")
    assert choices[0].employer
    assert choices[0].employer.name == "上街小馆"


def test_a_courier_goes_to_the_town_where_she_works(tree: SimpleNamespace) -> None:
    assert names(organising.join_choices(region_code="350121001")) == [
        (tree.town.name, "town"),
        (tree.riders.name, "new_form"),
        (tree.joint.name, "joint"),
    ]


def test_a_place_without_a_town_federation_goes_to_the_county(tree: SimpleNamespace) -> None:
    assert names(organising.join_choices(region_code="350121099")) == [(tree.county.name, "county")]


def test_with_nothing_to_go_by_nothing_is_offered(tree: SimpleNamespace) -> None:
    assert organising.join_choices() == []
    assert organising.join_choices(text="没有的公司") == []


def test_the_counties_of_the_city_are_listed(tree: SimpleNamespace) -> None:
    assert tree.county.name in [ref.name for ref in organising.counties()]
    assert {ref.level for ref in organising.counties()} == {"county"}


def case_of(person_id: Any, union_id: Any) -> OutcomeCase:
    decided = datetime(2025, 11, 2, 17, tzinfo=UTC)  # one in the morning of the 3rd in Fuzhou
    return OutcomeCase(uuid7(), "251103-00000001", "join", person_id, "person", person_id, union_id, {}, {}, decided)


def test_the_outcome_of_joining_is_a_membership(tree: SimpleNamespace) -> None:
    (kind,) = OUTCOMES
    person_id = people.begin_person(by=SYSTEM, phone="13900001111")
    case = case_of(person_id, tree.riders.id)
    officer = Actor(uuid7(), "审核", (Scope("reviewer", tree.riders.path),))
    first = kind.deliver(by=officer, case=case)
    assert first["union"] == tree.riders.name
    assert kind.deliver(by=officer, case=case) == first
    (membership,) = people.memberships_of(person_id=person_id)
    assert membership.since == date(2025, 11, 3)
    with pytest.raises(MemberElsewhere):
        kind.deliver(by=SYSTEM, case=case_of(person_id, tree.works.id))


def ask(sql: str, path: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"today": clock.today(), "path": path})
        return cursor.fetchall()


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.key)
def test_a_figure_opens_into_as_many_records(tree: SimpleNamespace, figure: Any) -> None:
    unions.found_union(
        by=SYSTEM, name="闽侯县快递业工会联合会", level="town", kind="industry", parent_id=tree.county.id,
        founded_on=date(2019, 1, 1),
    )  # fmt: skip
    for path, expected in (("", 1), (tree.county.path, 1), (tree.other_town.path, 0)):
        (value,) = ask(figure.sql, path)[0]
        assert value == len(ask(figure.drill, path)) == expected
