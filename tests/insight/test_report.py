"""The report's 62 lines, its chapters and comparators."""

from __future__ import annotations

import csv
from decimal import Decimal
from importlib.resources import files

import pytest

from niangjia.config.cli.figures import listed, number, table
from niangjia.insight import api as insight
from niangjia.insight.rules.report import holds

LINES = insight.report_lines()


def test_there_are_62_in_the_order_of_the_report() -> None:
    text = (files("niangjia.insight") / "data" / "figures.csv").read_text(encoding="utf-8")
    assert [line.key for line in LINES] == [row["key"] for row in csv.DictReader(text.splitlines())]
    assert len({line.key for line in LINES}) == 62


def test_the_chapters_tell_each_once() -> None:
    told = [key for chapter in insight.CHAPTERS for key in chapter.keys]
    assert sorted(told) == sorted(line.key for line in LINES)
    assert [len(chapter.keys) for chapter in insight.CHAPTERS] == [16, 9, 8, 10, 12, 7]


def test_every_unit_period_and_comparator_has_words() -> None:
    assert {line.unit for line in LINES} == set(insight.UNITS)
    assert {line.period for line in LINES} == set(insight.PERIODS)
    assert {line.comparator for line in LINES} == set(insight.COMPARED) == set(insight.AGREES)


@pytest.mark.parametrize(
    ("comparator", "value", "expected", "agrees"),
    [
        ("eq", 62, 62, True), ("eq", 63, 62, False), ("gt", 62, 62, False), ("gt", 63, 62, True), ("ge", 62, 62, True),
        ("le", 62, 62, True), ("le", 63, 62, False), ("near", 97, 100, True), ("near", 96, 100, False), ("near", 101, 100, False),
        ("approx", 101, 100, True), ("approx", 99, 100, True), ("approx", 102, 100, False),
    ],
)  # fmt: skip
def test_comparators_mean_what_the_report_says(comparator: str, value: int, expected: int, agrees: bool) -> None:
    assert holds(comparator, Decimal(value), Decimal(expected)) is agrees


def test_a_figure_is_handed_on_as_a_number_or_as_nothing() -> None:
    yes = listed(insight.FigureValue(LINES[0], Decimal("785.00")))
    assert yes == {"key": "contests", "value": 785, "expected": 785, "comparator": "eq", "state": "produced"}
    no = listed(insight.FigureValue(LINES[0], None))
    assert (no["value"], no["state"]) == (None, "not yet")
    assert isinstance(yes["value"], int)
    assert number(Decimal("0.50")) == 0.5


def test_people_read_a_table() -> None:
    lines = table([insight.FigureValue(LINES[0], Decimal(785)), insight.FigureValue(LINES[1], None)], insight)
    assert lines[0].startswith("✓ 劳动和技能竞赛场次")
    assert lines[1].endswith("尚未产出")
    assert lines[-1] == "1 / 2"
