"""What follows from the points of a jury, as plain values."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.casework.rules.jury import Criterion, Jury, free_seat, kinds_missing, leaves_room, points_of, trimmed_mean

TOTALS = st.lists(st.integers(0, 300), min_size=3, max_size=50)
MARK = st.integers(1, 300)
CRITERIA = (Criterion("skill", {"zh": "手艺"}, 50), Criterion("result", {"zh": "成果"}, 30))
JURY = Jury(seats=5, kinds=("model_worker", "expert", "frontline"), scores=CRITERIA, trim=1, pass_mark=48)


def test_the_highest_and_the_lowest_fall_away() -> None:
    result = trimmed_mean([100, 0, 60, 70, 80], trim=1, pass_mark=70)
    assert (str(result.mean), result.counted, result.dropped, result.passed) == ("70.00", 3, {0, 1}, True)


def test_of_equal_totals_only_as_many_fall_away_as_the_rule_says() -> None:
    assert trimmed_mean([60, 60, 60, 60, 60], trim=1, pass_mark=60).counted == 3


def test_a_mark_that_is_missed_by_a_third_of_a_point_is_never_shown_as_reached() -> None:
    result = trimmed_mean([59, 60, 60], trim=0, pass_mark=60)
    assert (str(result.mean), result.passed) == ("59.66", False)


def test_nothing_left_to_count_is_refused() -> None:
    with pytest.raises(ValueError, match="no total"):
        trimmed_mean([60, 70], trim=1, pass_mark=60)


@given(TOTALS, MARK)
def test_who_passes_shows_the_mark_and_who_fails_shows_less(totals: list[int], mark: int) -> None:
    result = trimmed_mean(totals, trim=1, pass_mark=mark)
    assert result.passed == (result.mean >= mark)


@given(TOTALS, MARK, st.randoms())
def test_the_order_of_the_jurors_changes_nothing(totals: list[int], mark: int, dice: object) -> None:
    shuffled = list(totals)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]  # a Random
    before, after = (trimmed_mean(some, trim=1, pass_mark=mark) for some in (totals, shuffled))
    assert (before.mean, before.counted, before.passed) == (after.mean, after.counted, after.passed)


@given(TOTALS)
def test_the_mean_is_that_of_the_middle_counted_by_hand(totals: list[int]) -> None:
    middle = sorted(totals)[1:-1]
    result = trimmed_mean(totals, trim=1, pass_mark=1)
    exact = Fraction(sum(middle), len(middle))
    assert result.counted == len(middle)
    assert 0 <= exact - Fraction(result.mean) < Fraction(1, 100)


@given(TOTALS, MARK, st.data())
def test_one_juror_who_gives_more_never_lowers_the_mean(totals: list[int], mark: int, data: st.DataObject) -> None:
    who = data.draw(st.integers(0, len(totals) - 1))
    kinder = [total + 10 if i == who else total for i, total in enumerate(totals)]
    before, after = (trimmed_mean(some, trim=1, pass_mark=mark) for some in (totals, kinder))
    assert after.mean >= before.mean
    assert after.passed >= before.passed


@given(st.lists(st.integers(50, 60), min_size=4, max_size=50), st.integers(0, 1000))
def test_a_single_juror_cannot_carry_the_result_out_of_the_others_range(others: list[int], alone: int) -> None:
    assert 50 <= trimmed_mean([*others, alone], trim=1, pass_mark=1).mean <= 60


def test_seats_are_given_from_the_lowest_and_an_empty_one_again() -> None:
    assert free_seat([], 3) == 1
    assert free_seat([1, 3], 3) == 2
    assert free_seat([1, 2, 3], 3) is None


def test_the_last_seats_are_kept_for_the_kinds_still_missing() -> None:
    held = ["expert", "expert", "expert"]
    assert kinds_missing(JURY, held) == ("model_worker", "frontline")
    assert not leaves_room(JURY, held, "expert")
    assert leaves_room(JURY, held, "frontline")


@given(st.lists(st.sampled_from(JURY.kinds), max_size=40))
def test_whoever_is_let_in_a_full_jury_has_every_kind(asked: list[str]) -> None:
    held: list[str] = []
    for kind in asked:
        if len(held) < JURY.seats and leaves_room(JURY, held, kind):
            held.append(kind)
    assert len(kinds_missing(JURY, held)) <= JURY.seats - len(held)


@pytest.mark.parametrize("typed", ["", "51", "-1", "40.5", "四十", "1e1", "٣", None])
def test_points_out_of_range_or_not_whole_are_told_by_criterion(typed: object) -> None:
    points, wrong = points_of(JURY, {"skill": typed, "result": "30"})
    assert points == {"result": 30}
    assert list(wrong) == ["skill"]


@given(st.integers(0, 50), st.integers(0, 30))
def test_whole_points_up_to_the_most_are_taken_as_they_are(skill: int, result: int) -> None:
    given_ = {"skill": str(skill), "result": f" {result} "}
    assert points_of(JURY, given_) == ({"skill": skill, "result": result}, {})
