"""Row by row, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from niangjia.kernel.imports import Remark
from niangjia.organising.rules.dues_rows import REASONS, DuesRow, Judgement, KnownUnion, judge
from niangjia.organising.rules.refunds import refund_calendar

TODAY = date(2025, 11, 3)
CODE = "91350100M000100Y43"
ROW = DuesRow(2, "某某有限公司", CODE, "鼓楼区联合工会", "2025", "3", "1,200.50", "480.20", date(2025, 10, 9))
UNIONS = {"鼓楼区联合工会": [KnownUnion(UUID(int=1), "000001/000001/")]}


def judged(*rows: DuesRow, periods: Any = (), reach: str = "", names: dict[str, str] | None = None) -> Judgement:
    return judge(
        rows, unions=UNIONS, names=names or {}, periods=periods, today=TODAY, within_reach=lambda p: p.startswith(reach)
    )


def test_a_sound_row_is_read_in_fen() -> None:
    (entry,) = judged(replace(ROW, state_controlled="否", public_body="是")).entries
    assert (entry.paid_fen, entry.handed_up_fen, entry.quarter) == (120_050, 48_020, 3)
    assert (entry.state_controlled, entry.public_body) == (False, True)


def test_an_empty_flag_says_nothing() -> None:
    (entry,) = judged(ROW).entries
    assert (entry.state_controlled, entry.public_body) == (None, None)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"payer": ""}, "missing_payer"),
        ({"payer": "=1+1"}, "unsafe_text"),
        ({"payer": "厂" * 121}, "too_long"),
        ({"uscc": ""}, "missing_uscc"),
        ({"uscc": "91350100M000100Y4I"}, "bad_uscc"),
        ({"union": ""}, "missing_union"),
        ({"union": "没有的工会"}, "unknown_union"),
        ({"year": "去年"}, "bad_year"),
        ({"year": "1999"}, "bad_year"),
        ({"year": "2026"}, "future_year"),
        ({"quarter": "5"}, "bad_quarter"),
        ({"paid": "一千"}, "bad_paid"),
        ({"paid": "-1"}, "bad_paid"),
        ({"paid": "1.234"}, "bad_paid"),
        ({"handed_up": ""}, "bad_handed_up"),
        ({"handed_up": "1200.51"}, "more_up_than_paid"),
        ({"paid_on": None}, "bad_date"),
        ({"paid_on": date(2025, 11, 4)}, "future_date"),
        ({"state_controlled": "也许"}, "bad_flag"),
    ],
)
def test_each_flaw_has_its_reason(change: dict[str, Any], reason: str) -> None:
    result = judged(replace(ROW, **change))
    assert result.rejected == [Remark(2, reason)]
    assert reason in REASONS


def test_two_unions_of_one_name_are_not_guessed_between() -> None:
    twice = {"鼓楼区联合工会": [*UNIONS["鼓楼区联合工会"], KnownUnion(UUID(int=2), "000001/000002/")]}
    result = judge([ROW], unions=twice, names={}, periods=(), today=TODAY)
    assert result.rejected == [Remark(2, "ambiguous_union")]


def test_a_union_out_of_reach_is_refused() -> None:
    assert judged(ROW, reach="000001/000009/").rejected == [Remark(2, "outside_reach")]


def test_a_period_stands_in_a_file_once() -> None:
    assert judged(ROW, replace(ROW, number=5)).rejected == [Remark(5, "duplicate", same_as=2)]
    assert not judged(ROW, replace(ROW, number=5, quarter="第四季度")).rejected


def test_a_year_is_paid_whole_or_in_quarters() -> None:
    assert judged(ROW, replace(ROW, number=5, quarter="")).rejected == [Remark(5, "mixed_periods")]
    assert judged(ROW, periods=[(CODE, 2025, None)]).rejected == [Remark(2, "mixed_periods")]
    assert not judged(ROW, periods=[(CODE, 2024, None), (CODE, 2025, 2)]).rejected


def test_a_wrong_check_digit_or_another_name_only_warns() -> None:
    assert judged(replace(ROW, uscc="92350102MA00000000")).warned == [Remark(2, "uscc_check")]
    assert judged(ROW, names={CODE: "某某（福州）有限公司"}).warned == [Remark(2, "name_differs")]
    assert {"uscc_check", "name_differs"} <= set(REASONS)


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2025, 11, 3), [(2025, (1, 2, 3), date(2025, 11, 30)), (2025, (4,), date(2026, 3, 31))]),
        (date(2025, 11, 30), [(2025, (4,), date(2026, 3, 31))]),
        (
            date(2026, 3, 30),
            [
                (2025, (4,), date(2026, 3, 31)),
                (2026, (1, 2, 3), date(2026, 11, 30)),
                (2026, (4,), date(2027, 3, 31)),
            ],
        ),
    ],
)
def test_what_must_be_refunded_by_when(today: date, due: list[tuple[int, tuple[int, ...], date]]) -> None:
    assert [(d.year, d.quarters, d.before) for d in refund_calendar(today)] == due


def test_before_the_thirtieth_means_the_twenty_ninth() -> None:
    assert refund_calendar(date(2025, 11, 29))[0].days_left(date(2025, 11, 29)) == 0
