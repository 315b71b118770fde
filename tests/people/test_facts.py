"""What criteria get to know of people and of unions' members."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.base.declare import FactSource
from niangjia.people import api, facts, figures
from niangjia.people.models import Person
from tests.cast import Member, World

pytestmark = pytest.mark.django_db


def read(source: FactSource, ids: Iterable[UUID], today: date | None = None) -> dict[UUID, dict[str, Any]]:
    sql = source.sql.replace("p_ids", "%(ids)s::uuid[]").replace("p_today", "%(today)s::date")
    with connection.cursor() as cursor:
        cursor.execute(sql, {"ids": list(ids), "today": today or clock.today()})
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {row.pop("id"): row for row in rows}


@pytest.mark.parametrize("source", facts.SOURCES, ids=lambda source: source.key)
def test_every_source_gives_what_it_declares(world: World, source: FactSource) -> None:
    one = world.unions["ronghe"].id if source.subject == "union" else world["worker"].id
    if source.key == "education":
        api.record_study(
            by=SYSTEM, person_id=one, school="福建开放大学", level="college", school_year="2026-2027", enrolled=True
        )
    if source.key == "told":
        with clock.frozen("2026-09-30"):
            api.tell(by=SYSTEM, person_id=one, question="single", answers=["no"])
    row = read(source, [one], date(2026, 10, 1))[one]
    assert set(row) - {source.as_of} == {fact.column for fact in source.facts}


def test_a_member_is_active_since_she_joined(worker: Member) -> None:
    row = read(facts.MEMBERSHIP, [worker.id])[worker.id]
    assert row == {"member__status": "active", "member__since": date(2020, 3, 2), "member__union_level": "grassroots"}


def test_who_never_joined_is_known_not_to_be_a_member(courier: Member) -> None:
    assert read(facts.MEMBERSHIP, [courier.id])[courier.id]["member__status"] == "none"


def test_who_left_is_told_by_how_she_left(worker: Member) -> None:
    api.withdraw_membership(by=worker.actor, person_id=worker.id)
    assert read(facts.MEMBERSHIP, [worker.id])[worker.id]["member__status"] == "withdrawn"


def test_what_is_not_stated_is_unknown(mother: Member) -> None:
    Person.objects.filter(id=mother.id).update(employment="", cadre=None)
    row = read(facts.PERSON, [mother.id])[mother.id]
    assert row["person__employment"] is None
    assert row["person__skill"] is None
    assert row["person__cadre"] is None
    assert row["person__sex"] == "f"


@pytest.mark.parametrize(
    ("today", "known"),
    [("2026-08-31", False), ("2026-09-01", True), ("2027-02-28", True), ("2027-08-31", True), ("2027-09-01", False)],
)
def test_a_study_counts_in_its_school_year(worker: Member, today: str, known: bool) -> None:
    api.record_study(
        by=SYSTEM, person_id=worker.id, school="福建开放大学", level="college", school_year="2026-2027", enrolled=True
    )
    assert (worker.id in read(facts.EDUCATION, [worker.id], date.fromisoformat(today))) is known


def test_a_union_counts_its_members_with_all_below(world: World, worker: Member) -> None:
    wanted = {key: world.unions[key].id for key in ("city", "minhou", "ronghe", "gudong")}
    counted = read(facts.MEMBERS, wanted.values())
    assert {key: counted[union]["union__members"] for key, union in wanted.items()} == {
        "city": 10, "minhou": 5, "ronghe": 3, "gudong": 0,
    }  # fmt: skip
    api.withdraw_membership(by=worker.actor, person_id=worker.id)
    assert read(facts.MEMBERS, wanted.values())[wanted["city"]]["union__members"] == 9


def figure(path: str) -> tuple[int, list[Any]]:
    (declared,) = figures.FIGURES
    with connection.cursor() as cursor:
        cursor.execute(declared.sql, {"today": clock.today(), "path": path})
        value = cursor.fetchone()[0]
        cursor.execute(declared.drill, {"today": clock.today(), "path": path})
        return value, cursor.fetchall()


def test_new_members_open_into_their_names(world: World, courier: Member) -> None:
    assert figure(world.unions["gulou"].path)[0] == 1
    api.join_union(by=SYSTEM, person_id=courier.id, union_id=world.unions["gudong"].id)
    value, rows = figure(world.unions["gulou"].path)
    assert value == len(rows) == 2
    assert rows[0][1:4] == ("鼓东街道总工会", "黄*", "鼓东街道总工会")


def test_a_transfer_makes_no_new_member(world: World, worker: Member) -> None:
    before = figure("")[0]
    api.transfer_membership(by=SYSTEM, person_id=worker.id, union_id=world.unions["gudong"].id)
    assert figure("")[0] == before
