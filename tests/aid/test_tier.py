"""The tier on its boundaries. No database, no floats."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.aid.rules.tier import EXCLUSIONS, Household, calculate, exact_decimal, exact_yuan

L = 80_000
amounts = st.integers(0, 10**10)
heads = st.integers(1, 15)
standards = st.integers(1, 10**6)


@given(people=heads, standard=standards, rigid=amounts)
def test_exactly_the_standard_is_not_deep_and_one_fen_less_is(people: int, standard: int, rigid: int) -> None:
    income = rigid + 12 * people * standard
    assert calculate(Household(people, income, rigid), standard).tier == "relative"
    if income:
        assert calculate(Household(people, income - 1, rigid), standard).tier == "deep" or income - 1 < 0


@given(people=heads, standard=standards, rigid=amounts)
def test_exactly_twice_the_standard_is_not_relative_and_one_fen_less_is(people: int, standard: int, rigid: int) -> None:
    income = rigid + 24 * people * standard
    assert calculate(Household(people, income, rigid), standard).tier == "none"
    assert calculate(Household(people, income - 1, rigid), standard).tier == "relative"


@given(fifths=st.integers(1, 10**8))
def test_exactly_eighty_per_cent_is_not_over_and_one_fen_more_is(fifths: int) -> None:
    rich = Household(1, 5 * fifths, sudden_fen=4 * fifths)
    more = Household(1, 5 * fifths, sudden_fen=4 * fifths + 1)
    assert not calculate(rich, 0).sudden_over
    assert calculate(more, 0).sudden_over
    assert calculate(more, 0).tier == "accident"


@given(people=heads, income=amounts, rigid=amounts, standard=standards)
def test_the_rounded_figure_never_moves_a_boundary(people: int, income: int, rigid: int, standard: int) -> None:
    found = calculate(Household(people, income, rigid), standard)
    assert (found.per_capita_fen < standard) == found.below_standard
    assert (found.per_capita_fen < 2 * standard) == found.below_twice
    assert found.per_capita * 12 * people == income - rigid


@given(people=heads, income=amounts, rigid=amounts, standard=standards, more=st.integers(0, 10**6))
def test_more_spending_never_makes_a_family_better_off(
    people: int, income: int, rigid: int, standard: int, more: int
) -> None:
    order = ["deep", "relative", "none"]
    first = calculate(Household(people, income, rigid), standard).tier
    second = calculate(Household(people, income, rigid + more), standard).tier
    assert order.index(second) <= order.index(first)


def test_a_family_without_income_is_struck_by_any_sudden_cost() -> None:
    found = calculate(Household(1, 0, sudden_fen=1), 0)
    assert found.sudden_over
    assert found.sudden_share is None
    assert found.tier == "accident"


def test_a_disaster_with_death_or_disability_counts_without_costs() -> None:
    assert calculate(Household(1, 10**8, disaster=True), L).tier == "accident"


def test_a_deep_family_struck_by_an_accident_stays_deep() -> None:
    assert calculate(Household(3, 0, sudden_fen=10**7, disaster=True), L).tier == "deep"


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ({"homes": 2}, "homes"),
        ({"business": True}, "business"),
        ({"car": True}, "car"),
        ({"private_school": True}, "private_school"),
        ({"migrant": True, "settled": False}, "not_settled"),
        ({"migrant": True, "labour_year": False}, "short_labour"),
    ],
)
def test_every_exclusion_takes_the_tier_and_leaves_the_reckoning(said: dict[str, object], key: str) -> None:
    found = calculate(Household(3, 0, **said), L)
    assert (found.by_money, found.tier, found.exclusions) == ("deep", "none", (key,))
    assert key in EXCLUSIONS


def test_what_was_not_said_excludes_nobody() -> None:
    assert calculate(Household(3, 0), L).exclusions == ()
    assert calculate(Household(3, 0, homes=1, car=False, settled=False), L).exclusions == ()


def test_the_whole_calculation_is_shown() -> None:
    found = calculate(Household(3, 4_000_000, 2_000_000, sudden_fen=3_200_000), L)
    shown = {line.key: line for line in found.lines()}
    assert shown["per_capita"].working == "(40,000 元 − 20,000 元) ÷ 12 ÷ 3 = 555.55…（5000/9） 元"
    assert shown["below_standard"].working.endswith("< 800 元")
    assert shown["sudden"].working == "32,000 元 ÷ 40,000 元 = 80% = 80%"
    assert shown["sudden"].holds is False
    assert shown["tier"].working == "深度困难"
    assert {"income", "rigid", "people", "standard", "twice", *EXCLUSIONS} <= set(shown)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(1, 8), "0.125"),
        (Fraction(5000, 9), "555.55…（5000/9）"),
        (Fraction(-1, 3), "-0.33…（-1/3）"),
        (Fraction(-5, 4), "-1.25"),
        (Fraction(700), "700"),
    ],
)
def test_a_number_is_never_silently_rounded(value: Fraction, text: str) -> None:
    assert exact_decimal(value) == text
    assert exact_yuan(value * 100) == f"{text} 元"


@pytest.mark.parametrize("wrong", [{"people": 0, "income_fen": 0}, {"people": 1, "income_fen": -1}])
def test_a_family_of_nobody_or_with_negative_income_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="Household"):
        Household(**wrong)
