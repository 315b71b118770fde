"""The plans behind the city, without a database."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from niangjia.demo.rules import numbers
from niangjia.demo.rules.cast import CAST, county_officers
from niangjia.demo.rules.dues import plan_dues
from niangjia.demo.rules.places import SHANGJIE, places
from niangjia.demo.rules.steps import distance
from niangjia.demo.rules.tree import REPORT_BEGAN, apportion, plan_tree
from niangjia.demo.rules.workers import plan_workers, seats_of
from niangjia.kernel import resident_id, uscc
from niangjia.kernel.bank_card import card_flaw
from niangjia.kernel.phone import parse_mobile
from niangjia.kernel.resident_id import ResidentId
from niangjia.kernel.workdays import announced

AS_OF = date(2026, 11, 23)
SMALL = plan_tree(seed=1, scale=0.001, as_of=AS_OF)


def test_the_units_are_fuzhou_s() -> None:
    levels = [place.level for place in places()]
    assert (levels.count("municipal"), levels.count("county"), levels.count("town")) == (1, 13, 186)


@given(st.integers(0, 900_000))
def test_every_number_holds(number: int) -> None:
    born, turn = numbers.Births(date(1964, 1, 1), 32 * 365, 0, 250).of(number)
    parsed = resident_id.parse(numbers.resident_number("350121", born, "f", turn))
    assert isinstance(parsed, ResidentId)
    assert (parsed.birth, parsed.sex) == (born, "女")
    assert parse_mobile(numbers.phone(number))
    assert card_flaw(numbers.card(number)) is None
    assert uscc.parse(numbers.social_code("91", "350121", number)).flaw is None


def test_no_number_comes_twice() -> None:
    some = range(20_000)
    births = numbers.Births(date(1964, 1, 1), 32 * 365, 0, 250)
    for made in (
        births.of,
        numbers.phone,
        numbers.card,
        numbers.account,
        lambda n: numbers.social_code("91", "350121", n),
    ):
        assert len({made(n) for n in some}) == len(some)


@given(st.integers(0, 500), st.lists(st.floats(0.1, 50), min_size=1, max_size=30))
def test_shares_sum_to_the_whole(more: int, weights: list[float]) -> None:
    total = len(weights) + more
    shares = apportion(total, weights)
    assert sum(shares) == total
    assert min(shares) >= 1


def test_a_plan_is_the_same_for_the_same_seed() -> None:
    assert plan_tree(seed=1, scale=0.001, as_of=AS_OF) == SMALL
    assert plan_tree(seed=2, scale=0.001, as_of=AS_OF) != SMALL


def test_parents_stand_before_children_and_names_are_free() -> None:
    seen: set[str | None] = {None}
    for union in SMALL:
        assert union.parent in seen
        seen.add(union.key)
    assert len({(union.parent, union.name) for union in SMALL}) == len(SMALL)


def test_sizes_and_dates_follow_the_scale() -> None:
    new = [union for union in SMALL if union.level == "grassroots" and union.founded_on >= REPORT_BEGAN]
    assert len(new) == 31
    assert sum(union.size for union in SMALL) == 1_260
    assert any(union.kind == "new_form" and union.region_code == SHANGJIE for union in SMALL)


def test_people_join_of_age_and_after_their_union_was_founded() -> None:
    workers = list(plan_workers(seats_of(SMALL), seed=1, as_of=AS_OF))
    assert len(workers) == 1_260
    assert sum(worker.since >= REPORT_BEGAN for worker in workers) == 250
    for worker in workers:
        assert worker.born + timedelta(16 * 365) < worker.since <= AS_OF
        assert worker.since >= worker.union.founded_on
        assert (worker.details["employment"] == "platform") == bool(worker.details["new_form"])


def test_a_city_of_the_past_has_no_future() -> None:
    then = date(2021, 11, 23)
    plan = plan_tree(seed=1, scale=0.0005, as_of=then)
    assert max(union.founded_on for union in plan) <= then
    assert max(worker.since for worker in plan_workers(seats_of(plan), seed=1, as_of=then)) <= then


def test_the_cast_has_names_phones_and_documents_of_its_own() -> None:
    everybody = [*CAST, *county_officers(1)]
    for values in (
        {each.phone for each in everybody},
        {each.id_number for each in everybody},
        {each.key for each in everybody},
    ):
        assert len(values) == len(everybody)
    assert all(each.phone.startswith("1380000") for each in everybody)


def test_dues_are_whole_years_before_and_quarters_now() -> None:
    paid = [one for union in SMALL if union.employer for one in plan_dues(union, seed=1, as_of=AS_OF)]
    assert {one.year for one in paid} == set(range(2018, 2027))
    assert all((one.quarter is not None) == (one.year == 2026) for one in paid)
    assert all(0 <= one.handed_up_fen <= one.paid_fen for one in paid)


def test_a_step_is_days_hours_or_working_days() -> None:
    friday = date(2026, 11, 20)
    assert distance("+1wd", today=friday, calendar=announced()) == timedelta(3)
    assert distance("2h", today=friday, calendar=announced()) == timedelta(hours=2)
    assert distance("+4d", today=friday, calendar=announced()) == timedelta(4)
    assert distance("soon", today=friday, calendar=announced()) is None
