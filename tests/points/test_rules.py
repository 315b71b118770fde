"""What gives points, and what never may."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from pydantic import ValidationError

from niangjia.points.rules.earning import all_rules, in_force, read_rules
from niangjia.points.rules.lapse import Lapse, lapses

RULE = """
- key: attended
  earns: {earns}
  title: {{zh: 到场, en: Coming}}
  from: 2026-01-01
  points: 40
  caps: {caps}
  years: 1
  basis: unverified
"""


def rule(earns: str = "attended", caps: str = "{day: 80}") -> str:
    return RULE.format(earns=earns, caps=caps)


def test_the_shipped_rules_are_in_force() -> None:
    assert [one.key for one in in_force(all_rules(), date(2026, 6, 15))] == [
        "attended",
        "learned",
        "volunteered",
        "campaign",
    ]
    assert in_force(all_rules(), date(2025, 12, 31)) == []


@pytest.mark.parametrize("earns", ["checkin", "check_in", "streak", "ranking", "like", "share", "online-time", "login"])
def test_it_refuses_to_reward_what_would_become_a_duty(earns: str) -> None:
    with pytest.raises(ValidationError, match="都不得作为积分依据"):
        read_rules(rule(earns))
    assert read_rules(rule("attended"))


@pytest.mark.parametrize("caps", ["{}", "{day: 39}", "{day: 80, month: 60}", "{week: 80}"])
def test_it_refuses_caps_that_make_no_sense(caps: str) -> None:
    with pytest.raises(ValidationError):
        read_rules(rule(caps=caps))


def test_it_refuses_two_entries_from_the_same_day() -> None:
    with pytest.raises(ValueError, match="same day"):
        read_rules(rule() + rule())


def test_a_later_entry_takes_over_on_its_day_and_one_that_has_ended_gives_nothing() -> None:
    later = rule().replace("2026-01-01", "2026-07-01").replace("points: 40", "points: 50")
    rules = read_rules(rule() + later)
    assert [one.points for one in in_force(rules, date(2026, 6, 30))] == [40]
    assert [one.points for one in in_force(rules, date(2026, 7, 1))] == [50]
    ended = read_rules(rule() + later.replace("  points", "  until: 2026-07-31\n  points"))
    assert in_force(ended, date(2026, 8, 1)) == []


def test_points_hold_to_the_end_of_the_next_year() -> None:
    first = all_rules()[0]
    assert first.expires_on(date(2026, 1, 1)) == first.expires_on(date(2026, 12, 31)) == date(2027, 12, 31)


# -- what is spent first, told a second way: lot by lot ------------------------------------------------------------------
YEARS = [date(year, 12, 31) for year in (2027, 2028, 2029)]
happenings = st.lists(st.tuples(st.sampled_from(["earn", "spend", "night"]), st.integers(1, 500)), max_size=40)


@drawn(happenings)
def test_it_never_expires_a_point_that_was_spent(happened: list[tuple[str, int]]) -> None:
    """Beside the rule a purse of lots, spent oldest first. Nights go on to the next year's end."""
    lots: dict[date, int] = {}
    given_out: dict[date, int] = {}
    balance, given_sum, spent, expired, year = 0, 0, 0, 0, 0
    for what, amount in happened:
        if what == "earn" and year < len(YEARS):
            day = YEARS[year]
            lots[day], given_out[day] = lots.get(day, 0) + amount, given_out.get(day, 0) + amount
            balance, given_sum = balance + amount, given_sum + amount
        elif what == "spend" and amount <= balance:
            balance, spent, rest = balance - amount, spent + amount, amount
            for day in sorted(lots):
                part = min(rest, lots[day])
                lots[day], rest = lots[day] - part, rest - part
        elif what == "night" and year < len(YEARS):
            day, year = YEARS[year], year + 1
            given = [Lapse(*pair) for pair in given_out.items()]
            gone = sum(one.points for one in lapses(balance, given) if one.on == day)
            assert gone == lots.pop(day, 0)
            given_out.pop(day, None)
            balance, expired = balance - gone, expired + gone
        told = {one.on: one.points for one in lapses(balance, [Lapse(*pair) for pair in given_out.items()])}
        assert told == {day: left for day, left in lots.items() if left}
    assert given_sum == balance + spent + expired


def test_what_came_back_after_its_day_goes_with_the_soonest() -> None:
    assert lapses(70, [Lapse(YEARS[1], 40), Lapse(YEARS[2], 10)]) == [Lapse(YEARS[1], 60), Lapse(YEARS[2], 10)]
    assert lapses(70, []) == []
