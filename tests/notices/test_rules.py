"""Days and masks, without a database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.kernel.ids import uuid7
from niangjia.kernel.workdays import announced
from niangjia.notices.rules.days import closing_day, is_over, resumed
from niangjia.notices.rules.roster import Row, canonical, flaw

CALENDAR = announced()
DAYS = st.dates(date(2024, 1, 1), date(2026, 6, 30))


def test_five_full_days_after_a_tuesday_evening_end_the_next_tuesday() -> None:
    assert closing_day(CALENDAR, date(2026, 11, 24), 5).day == date(2026, 12, 1)


def test_holidays_and_make_up_days_count_as_the_state_council_says() -> None:
    # National Day 2025: 1 to 8 October off, 28 September and 11 October worked.
    assert closing_day(CALENDAR, date(2025, 9, 26), 5).day == date(2025, 10, 10)


def test_a_year_nobody_has_announced_is_flagged() -> None:
    reckoned = closing_day(CALENDAR, date(2031, 12, 29), 5)
    assert not reckoned.certain
    assert reckoned.unknown_years == (2031, 2032)


@given(DAYS, st.integers(1, 20))
def test_a_notice_stands_exactly_its_working_days(published: date, days: int) -> None:
    closes = closing_day(CALENDAR, published, days).day
    assert CALENDAR.between(published, closes).days == days
    assert CALENDAR.is_working_day(closes)
    assert not is_over(closes, closes)
    assert is_over(closes, closes + timedelta(days=1))


@given(DAYS, st.integers(1, 20), st.data())
def test_a_halt_costs_no_day_and_gives_none(published: date, days: int, data: st.DataObject) -> None:
    closes = closing_day(CALENDAR, published, days).day
    stopped = data.draw(st.dates(published, closes))
    settled = data.draw(st.dates(stopped, stopped + timedelta(days=40)))
    again = resumed(CALENDAR, stopped=stopped, closes=closes, settled=settled).day
    before = max(CALENDAR.between(published, stopped - timedelta(days=1)).days, 0)
    after = CALENDAR.between(settled, again).days
    if stopped == published:
        assert after in (days, days + 1)  # the day of publishing never counted
    else:
        assert before + after == days


def row(**changed: str) -> Row:
    return Row(
        uuid7(),
        **({"name": "陈*兰", "unit": "上街镇新洲村股份经济合作社", "band": "1–2 万元", "kind": "深度困难"} | changed),
    )


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"name": "陈秀兰"}, "unmasked"),
        ({"name": ""}, "empty"),
        ({"unit": ""}, "empty"),
        ({"unit": "环卫站 13800004417"}, "digits"),
        ({"unit": "环卫站 138-0000-4417"}, "digits"),
        ({"name": "陈*3501021992"}, "digits"),
        ({"band": "6222 0200 0000"}, "digits"),
        ({"kind": "因病致困"}, "private"),
        ({"kind": "子女就读福州三中"}, "private"),
        ({"unit": "=HYPERLINK(1)"}, "unsafe"),
        ({"unit": "长" * 61}, "long"),
    ],
)
def test_what_the_public_may_not_know_is_refused(changed: dict[str, str], why: str) -> None:
    assert flaw(row(**changed)) == why


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"name": "欧阳*"},
        {"name": "榕城锦绣餐饮有限公司工会"},
        {"band": "5,000 元"},
        {"band": "12,345.60 元"},
        {"unit": "洋里乡中心小学食堂"},
        {"kind": ""},
    ],
)
def test_surname_unit_class_and_band_may_be_shown(changed: dict[str, str]) -> None:
    assert flaw(row(**changed)) is None


def test_the_hashed_text_can_be_rebuilt_from_the_page_alone() -> None:
    public = {"no": 1, "name": "陈*", "unit": "甲", "kind": "", "band": ""}
    days = {"opens_on": date(2026, 11, 24), "closes_on": date(2026, 12, 1)}
    whole = {"number": "公示〔2026〕1 号", "title": "金秋助学", "union": "乙", **days}
    assert canonical(rows=[public | {"ref": "hidden"}], **whole) == canonical(rows=[public], **whole)
    assert canonical(rows=[public | {"name": "林*"}], **whole) != canonical(rows=[public], **whole)
