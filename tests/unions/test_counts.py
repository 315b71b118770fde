"""The numbers of the tree: whatever is written, folded in and moved, each is what its records add up to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.base.declare import Tally, declared
from niangjia.base.jobs import drain
from niangjia.catalogue import api as catalogue
from niangjia.kernel.ids import uuid7
from niangjia.people import api as people
from niangjia.unions import api as unions
from niangjia.unions import figures
from niangjia.unions.models import Count, Delta, Recount
from tests.cast import UNIONS, World

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
EXAMPLES = 400 if os.environ.get("SIZE") == "full" else 25
PLACES = [key for key in UNIONS if key != "city"]
# Visits of people to places, on days, with an amount: their number, sum, people and largest amount are kept.
VISITS = "create temp table unions_visit (id uuid primary key, person uuid, union_id uuid, day date, amount bigint) on commit drop"
RULES = (
    Tally(
        "visit", ("visits", "spent", "largest"), id="v.id", union="v.union_id",
        sql="""
            select v.id, null::uuid as who, v.union_id, n.key, v.day, n.bucket, n.amount
            from unions_visit v cross join lateral (
                values ('visits', 0, 1), ('spent', 0, v.amount), ('largest', v.amount, 1)) n(key, bucket, amount)
            where {these}
        """,
    ),
    Tally(
        "visit", ("visitors",), id="v.id", union="v.union_id", who="v.person",
        sql="""
            select v.id, v.person as who, v.union_id, 'visitors' as key, null::date as day, 0 as bucket, 1 as amount
            from unions_visit v where {these}
        """,
    ),
)  # fmt: skip
KEYS = ("visits", "spent", "largest", "visitors")


@dataclass(frozen=True)
class Visit:
    id: UUID
    person: UUID
    place: str
    day: date
    amount: int


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.frozen(TODAY):
        yield


@pytest.fixture
def city(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    with connection.cursor() as cursor:
        cursor.execute(VISITS)
    monkeypatch.setattr(figures, "TALLIES", (*figures.TALLIES, *RULES))
    yield world
    assert unions.check_counts().differing == ()
    monkeypatch.undo()


def run(sql: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def write(world: World, *visits: Visit) -> None:
    """Enter them, or bring them up to date, as a verb does."""
    with unions.counting("visit", [visit.id for visit in visits]):
        for visit in visits:
            run(
                "insert into unions_visit values (%s, %s, %s, %s, %s) on conflict (id) do update set (person, union_id, day, amount)"
                " = (excluded.person, excluded.union_id, excluded.day, excluded.amount)",
                visit.id, visit.person, world.unions[visit.place].id, visit.day, visit.amount,
            )  # fmt: skip


def forget(*ids: UUID) -> None:
    with unions.counting("visit", ids):
        run("delete from unions_visit where id = any(%s)", list(ids))


def visit(place: str = "ronghe", person: UUID | None = None, day: date = TODAY, amount: int = 5) -> Visit:
    return Visit(uuid7(), person or uuid7(), place, day, amount)


def paths(world: World) -> dict[str, str]:
    now = unions.unions(union_ids=[ref.id for ref in world.unions.values()])
    return {"": "", **{key: now[ref.id].path for key, ref in world.unions.items()}}


def numbers(path: str) -> tuple[int, int, int | None, int]:
    """Visits, spent, largest, visitors as the tree keeps them."""
    found = unions.counted(path=path, keys=KEYS)
    return found["visits"].amount, found["spent"].amount, found["largest"].largest, found["visitors"].amount


def added_up(visits: list[Visit], at: dict[str, str], path: str) -> tuple[int, int, int | None, int]:
    """The same from the records, one by one."""
    here = [each for each in visits if at[each.place].startswith(path)]
    now = [each.amount for each in here if each.day <= TODAY]
    return len(now), sum(now), max(filter(None, now), default=None), len({each.person for each in here})


def test_a_number_is_current_within_the_transaction_for_all_above(city: World) -> None:
    write(city, visit(amount=7))
    assert {key: numbers(path) for key, path in paths(city).items()} == {
        "": (1, 7, 7, 1), "city": (1, 7, 7, 1), "minhou": (1, 7, 7, 1), "shangjie": (1, 7, 7, 1), "ronghe": (1, 7, 7, 1),
        "gulou": (0, 0, None, 0), "gudong": (0, 0, None, 0),
    }  # fmt: skip


def test_what_is_rolled_back_was_never_counted(city: World) -> None:
    with transaction.atomic():
        write(city, visit())
        transaction.set_rollback(True)
    assert numbers("") == (0, 0, None, 0)


def test_a_change_adds_the_difference_and_no_change_adds_nothing(city: World) -> None:
    first = visit(amount=7)
    write(city, first)
    write(city, Visit(first.id, first.person, "gudong", TODAY, 3))
    assert (numbers(paths(city)["ronghe"]), numbers(paths(city)["gudong"])) == ((0, 0, None, 0), (1, 3, 3, 1))
    before = Delta.objects.count()
    write(city, Visit(first.id, first.person, "gudong", TODAY, 3))
    assert Delta.objects.count() == before


def test_folding_in_changes_no_number(city: World) -> None:
    write(city, *(visit(place) for place in PLACES))
    before = {path: numbers(path) for path in paths(city).values()}
    assert unions.fold(most=3) > 0
    assert {path: numbers(path) for path in paths(city).values()} == before
    assert Delta.objects.count() == 0
    assert unions.fold() == 0


def test_what_lies_ahead_counts_when_its_day_has_come(city: World) -> None:
    write(city, visit(day=TODAY + timedelta(1), amount=9))
    unions.fold()
    assert numbers("")[:3] == (0, 0, None)
    with clock.frozen(TODAY + timedelta(1)):
        assert numbers("")[:3] == (1, 9, 9)
        unions.fold()
        assert numbers("")[:3] == (1, 9, 9)
        assert Delta.objects.count() == 0
        assert unions.check_counts().ok
    unions.recount("visit")


def test_somebody_with_records_in_two_places_is_one_wherever_both_are(city: World) -> None:
    worker = city["worker"].id
    write(city, visit("ronghe", worker), visit("ronghe", worker), visit("gudong", worker), visit("shangjie", worker))
    at = paths(city)
    assert {key: numbers(at[key])[3] for key in at} == dict.fromkeys(at, 1)


def test_the_largest_is_the_next_one_when_it_goes(city: World) -> None:
    big, small = visit(amount=900), visit(amount=30)
    write(city, big, small)
    unions.fold()
    forget(big.id)
    assert numbers("")[2] == 30
    forget(small.id)
    assert numbers("")[2] is None


@pytest.mark.parametrize("folded", [True, False])
def test_a_union_takes_its_numbers_along(city: World, folded: bool) -> None:
    worker = city["worker"].id
    visits = [visit("ronghe", worker), visit("gudong", worker), visit("minhou")]
    write(city, *visits)
    if folded:
        unions.fold()
    unions.move_union(by=SYSTEM, union_id=city.unions["shangjie"].id, parent_id=city.unions["gulou"].id)
    at = paths(city)
    assert {key: numbers(at[key]) for key in at} == {key: added_up(visits, at, at[key]) for key in at}
    assert (
        unions.counted(path=at["gulou"], keys=["members"])["members"].amount == 5
    )  # four of the town, one of the county


def test_the_check_tells_what_differs_and_a_recount_mends_it(city: World) -> None:
    write(city, visit())
    unions.fold()
    Count.objects.filter(key="visits", union_id=city.unions["minhou"].id).update(amount=5)
    run("delete from unions_visit")
    found = {(each.path, each.key): (each.kept, each.counted) for each in unions.check_counts().differing}
    assert found[city.unions["minhou"].path, "visits"] == (5, 0)
    assert found[city.unions["city"].path, "visitors"] == (1, 0)
    unions.recount("visit")
    assert unions.check_counts().ok


def test_other_rules_are_counted_anew_and_the_same_are_not(city: World, monkeypatch: pytest.MonkeyPatch) -> None:
    run("insert into unions_visit values (%s, %s, %s, %s, 4)", uuid7(), uuid7(), city.unions["ronghe"].id, TODAY)
    assert "visit" in unions.recount_changed()
    assert numbers("") == (1, 4, 4, 1)
    assert unions.recount_changed() == []
    Recount.objects.filter(kind="visit").update(digest="another")
    assert unions.recount_changed() == ["visit"]


def test_what_nobody_counts_any_more_goes_with_the_next_full_recount(city: World) -> None:
    Count.objects.create(union_id=city.unions["city"].id, key="gone", amount=3)
    unions.recount()
    assert not Count.objects.filter(key="gone").exists()


def test_the_members_own_union_knows_at_once_and_those_above_when_it_is_folded_in(world: World) -> None:
    catalogue.refresh_everybody()
    people.join_union(by=SYSTEM, person_id=world["courier"].id, union_id=world.unions["ronghe"].id)
    assert (known(world, "ronghe"), known(world, "shangjie")) == (4, 4)
    unions.fold()
    drain()
    assert (known(world, "shangjie"), known(world, "minhou"), known(world, "city")) == (5, 6, 11)


def known(world: World, union: str) -> object:
    return catalogue.fact_value(subject="union", subject_id=world.unions[union].id, fact="union.members")


def test_a_key_is_counted_in_one_place() -> None:
    rules = [rule() if callable(rule) else rule for rule in declared("figures", "TALLIES")]
    kinds: dict[str, set[str]] = {}
    for rule in rules:
        for key in rule.keys:
            kinds.setdefault(key, set()).add(rule.kind)
    assert [key for key, several in kinds.items() if len(several) > 1] == []


changes = st.one_of(
    st.tuples(st.just("write"), st.integers(0, 5), st.integers(0, 2), st.sampled_from(PLACES), st.integers(-1, 1), st.integers(0, 3)),
    st.tuples(st.just("forget"), st.integers(0, 5)),
    st.tuples(st.just("fold"), st.integers(1, 4)),
    st.tuples(st.just("move"), st.sampled_from(["gudong", "shangjie", "ronghe"]), st.sampled_from(["gulou", "minhou", "gudong", "shangjie"])),
)  # fmt: skip
FIVE = [uuid7() for _ in range(6)]
THREE = [uuid7() for _ in range(3)]


@given(steps=st.lists(changes, min_size=3, max_size=14))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_number_is_that_of_its_records_after_any_writes_folds_and_moves(
    city: World, steps: list[tuple[Any, ...]]
) -> None:
    there: dict[UUID, Visit] = {}
    with transaction.atomic():
        for kind, *rest in steps:
            if kind == "write":
                record, person, place, days, amount = rest
                made = Visit(FIVE[record], THREE[person], place, TODAY + timedelta(days), amount)
                there[made.id] = made
                write(city, made)
            elif kind == "forget":
                there.pop(FIVE[rest[0]], None)
                forget(FIVE[rest[0]])
            elif kind == "fold":
                unions.fold(most=rest[0])
            else:
                move(city, *rest)
        at = paths(city)
        assert {key: numbers(at[key]) for key in at} == {key: added_up(list(there.values()), at, at[key]) for key in at}
        assert unions.check_counts().ok
        transaction.set_rollback(True)


def move(world: World, one: str, below: str) -> None:
    """Where the levels allow it; a grassroots union stands below a town or a county, a town below a county."""
    if one != "ronghe" and below in ("gudong", "shangjie"):
        return
    unions.move_union(by=SYSTEM, union_id=world.unions[one].id, parent_id=world.unions[below].id)
