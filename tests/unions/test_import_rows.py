"""Row by row, without a database."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from niangjia.kernel.imports import Remark
from niangjia.unions.rules.import_rows import REASONS, Judgement, KnownUnion, UnionRow, judge

DATA = Path(__file__).parents[1] / "data"
TODAY = date(2026, 11, 23)
CITY = UnionRow(2, "福州市总工会", "", "市", "地方总工会", "", "", "350100", "", None)
COUNTY = UnionRow(3, "鼓楼区总工会", "福州市总工会", "县", "地方总工会", "", "", "350102", "", None)
WORKS = UnionRow(
    4,
    "某某工会委员会",
    "鼓楼区总工会",
    "基层",
    "企业工会",
    "某某有限公司",
    "91350100M000100Y43",
    "350102001",
    "2020-01-01",
    date(2020, 1, 1),
)


def judged(*rows: UnionRow, known: dict[str, KnownUnion] | None = None, reach: str = "") -> Judgement:
    return judge(rows, known=known or {}, today=TODAY, within_reach=lambda path: path.startswith(reach))


def names(judgement: Judgement) -> list[str]:
    return [entry.name for entry in judgement.entries]


def test_parents_may_stand_after_their_children() -> None:
    result = judged(WORKS, COUNTY, CITY)
    assert names(result) == ["福州市总工会", "鼓楼区总工会", "某某工会委员会"]
    assert not result.rejected


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"name": ""}, "missing_name"),
        ({"name": "=1+1"}, "unsafe_text"),
        ({"name": "工" * 121}, "too_long"),
        ({"level": "乡里"}, "bad_level"),
        ({"kind": "协会"}, "bad_kind"),
        ({"uscc": "91350102000000000I"}, "bad_uscc"),
        ({"region_code": "福州"}, "bad_region"),
        ({"founded_text": "去年", "founded_on": None}, "bad_date"),
        ({"founded_on": date(2026, 11, 24)}, "future_founding"),
        ({"parent": ""}, "missing_parent"),
        ({"parent": "不存在的上级总工会"}, "unknown_parent"),
        ({"level": "县"}, "level_order"),
    ],
)
def test_each_flaw_has_its_reason(change: dict[str, object], reason: str) -> None:
    result = judged(CITY, COUNTY, replace(WORKS, **change))
    assert result.rejected == [Remark(4, reason)]
    assert reason in REASONS


def test_a_second_row_of_a_name_is_a_duplicate() -> None:
    assert judged(CITY, COUNTY, WORKS, replace(WORKS, number=9)).rejected == [Remark(9, "duplicate", same_as=4)]


def test_an_employer_has_one_union_and_may_have_branches() -> None:
    second = replace(WORKS, number=9, name="某某有限公司第二工会委员会")
    assert judged(CITY, COUNTY, WORKS, second).rejected == [Remark(9, "duplicate", same_as=4)]
    joint = replace(second, kind="联合工会")
    assert not judged(CITY, COUNTY, WORKS, joint).rejected


def test_a_refused_row_does_not_make_the_next_a_duplicate() -> None:
    result = judged(CITY, COUNTY, replace(WORKS, parent="没有"), replace(WORKS, number=5))
    assert result.rejected == [Remark(4, "unknown_parent")]
    assert names(result)[-1] == "某某工会委员会"


def test_circles_and_children_of_refused_parents_find_no_place() -> None:
    a = replace(WORKS, number=5, name="甲工会", parent="乙工会", uscc="")
    b = replace(WORKS, number=6, name="乙工会", parent="甲工会", uscc="")
    c = replace(WORKS, number=7, name="丙工会", parent="错级工会", uscc="")
    wrong = replace(COUNTY, number=8, name="错级工会", level="市")
    assert {(r.row, r.why) for r in judged(CITY, COUNTY, a, b, c, wrong).rejected} == {
        (5, "unknown_parent"),
        (6, "unknown_parent"),
        (7, "unknown_parent"),
        (8, "level_order"),
    }


def test_a_wrong_check_digit_only_warns() -> None:
    result = judged(CITY, COUNTY, replace(WORKS, uscc="92350102MA00000000"))
    assert result.warned == [Remark(4, "uscc_check")]
    assert len(result.entries) == 3


def test_what_the_tree_has_is_not_moved_by_a_file() -> None:
    known = {
        "福州市总工会": KnownUnion(UUID(int=1), "福州市总工会", "", "000001/", "municipal"),
        "某某工会委员会": KnownUnion(UUID(int=2), "某某工会委员会", "福州市总工会", "000001/000002/", "grassroots"),
    }
    assert judged(CITY, COUNTY, WORKS, known=known).rejected == [Remark(4, "other_parent")]


def test_an_officer_imports_below_her_own_union_only() -> None:
    known = {
        "福州市总工会": KnownUnion(UUID(int=1), "福州市总工会", "", "000001/", "municipal"),
        "鼓楼区总工会": KnownUnion(UUID(int=2), "鼓楼区总工会", "福州市总工会", "000001/000001/", "county"),
    }
    other = replace(COUNTY, number=5, name="台江区总工会")
    result = judged(WORKS, other, known=known, reach="000001/000001/")
    assert names(result) == ["某某工会委员会"]
    assert result.rejected == [Remark(5, "outside_reach")]


def test_the_expected_reasons_are_known() -> None:
    expected = json.loads((DATA / "unions.expected.json").read_text())
    assert {one["why"] for one in expected["rejected"]} <= set(REASONS)
