"""Row by row, without a database: the real workbook against its expected answer, and every oddity by name."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.base.spreadsheets import Cell, Row, as_text, read_sheet
from niangjia.kernel.imports import Remark
from niangjia.kernel.text import clean_name
from niangjia.people.rules.roster import COLUMNS, REASONS, REQUIRED, Candidate, KnownUnion, RosterJudge

DATA = Path(__file__).parents[1] / "data"
TODAY = date(2026, 11, 23)
UNION = KnownUnion(UUID(int=1), "000001/000001/")
GOOD: dict[str, Cell] = {
    "name": "林晓梅",
    "id_kind": "居民身份证",
    "id_number": "35010220010414264X",
    "sex": "女",
    "born": "2001-04-14",
    "nation": "汉族",
    "education": "大专",
    "phone": "13800004417",
    "employer": "福州某某有限公司",
    "uscc": "91350100M000100Y43",
    "union": "某某工会委员会",
    "joined": "2020-08-02",
    "at_work": "在职",
    "employment": "合同制",
    "migrant": "是",
    "new_form": "",
    "skill": "初级工",
    "title": "",
}


def judge_one(**cells: Cell) -> Candidate | Remark:
    judge = RosterJudge(unions={"某某工会委员会": [UNION]}, today=TODAY)
    return judge.judge(Row(2, {**GOOD, **cells}))


def why(**cells: Cell) -> str:
    judged = judge_one(**cells)
    return judged.why if isinstance(judged, Remark) else "accepted"


def accepted(**cells: Cell) -> Candidate:
    judged = judge_one(**cells)
    assert isinstance(judged, Candidate), judged
    return judged


def test_the_real_roster_is_judged_as_expected() -> None:
    expected = json.loads((DATA / "roster.expected.json").read_text())
    tree = read_sheet(DATA / "unions.xlsx", {"name": ("工会名称",)}, required=["name"])
    names = {clean_name(as_text(row.cells["name"])) for row in tree}
    judge = RosterJudge(unions={name: [UNION] for name in names}, today=TODAY)
    rows = list(read_sheet(DATA / "roster.xlsx", COLUMNS, required=REQUIRED))
    judged = [judge.judge(row) for row in rows if not row.blank]
    taken = [one for one in judged if isinstance(one, Candidate)]
    answer = {
        "accepted": len(taken),
        "blank": sum(row.blank for row in rows),
        "rejected": [one.as_json() for one in judged if isinstance(one, Remark)],
        "warned": [{"row": one.row, "why": key} for one in taken for key in one.warnings],
    }
    assert answer == expected


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"name": " \u3000"}, "missing_name"),
        ({"name": '=HYPERLINK("x")'}, "unsafe_text"),
        ({"title": "<script>"}, "unsafe_text"),
        ({"name": "林\u202e梅"}, "unsafe_text"),
        ({"name": "林" * 61}, "too_long"),
        ({"title": "师" * 31}, "too_long"),
        ({"id_number": ""}, "missing_id"),
        ({"id_kind": "学生证"}, "bad_id_kind"),
        ({"id_number": "3501022001041426"}, "bad_length"),
        ({"id_number": "35010220010414264Y"}, "bad_character"),
        ({"id_number": "350102199002310176"}, "impossible_date"),
        ({"id_number": "350102200104142640"}, "bad_check_digit"),
        ({"sex": "男"}, "sex_conflict"),
        ({"sex": "?"}, "bad_sex"),
        ({"born": "2001-04-15"}, "birth_conflict"),
        ({"born": "去年"}, "bad_birth"),
        ({"phone": "1380000441"}, "bad_phone"),
        ({"uscc": "91350102000000000I"}, "bad_uscc"),
        ({"union": ""}, "missing_union"),
        ({"union": "没有这家工会委员会"}, "unknown_union"),
        ({"joined": ""}, "missing_join"),
        ({"joined": "刚才"}, "bad_join"),
        ({"joined": "2026-11-24"}, "future_join"),
        ({"joined": "2017-04-13"}, "under_age"),
        ({"joined": "2017-04-14"}, "accepted"),
        ({"joined": "2026-11-23"}, "accepted"),
        ({"id_kind": "护照", "id_number": "E12345678", "born": ""}, "missing_birth"),
    ],
)
def test_each_flaw_has_its_reason(cells: dict[str, Cell], reason: str) -> None:
    assert why(**cells) == reason
    assert reason in {*REASONS, "accepted"}


@pytest.mark.parametrize(
    "joined", ["2020.08.02", "2020/8/2", "2020年8月2日", "20200802", date(2020, 8, 2), 44045.0, "2020-08-02 00:00:00"]
)
def test_dates_come_in_many_dresses(joined: Cell) -> None:
    assert accepted(joined=joined).joined == date(2020, 8, 2)


def test_spaces_full_width_and_small_x_are_forgiven() -> None:
    one = accepted(name=" 林 晓梅\u3000", phone="１３８００００４４１７", id_number="35010220010414264x")
    assert (one.name, one.phone, one.id_number) == ("林晓梅", "13800004417", "35010220010414264X")


def test_numbers_typed_as_numbers_are_read() -> None:
    assert accepted(phone=13800004417.0).phone == "13800004417"


def test_sex_and_birth_come_from_the_number_when_not_stated() -> None:
    one = accepted(sex="", born="")
    assert (one.sex, one.born) == ("f", date(2001, 4, 14))


def test_a_passport_needs_what_its_number_does_not_say() -> None:
    one = accepted(id_kind="护照", id_number="E12345678", born="1990-01-31", sex="男")
    assert (one.id_kind, one.sex, one.born) == ("passport", "m", date(1990, 1, 31))


@pytest.mark.parametrize(
    ("cells", "warning"),
    [
        ({"uscc": "92350102MA00000000"}, "uscc_check"),
        ({"phone": ""}, "missing_phone"),
        ({"employment": "外包"}, "unknown_choice"),
    ],
)
def test_small_things_only_warn(cells: dict[str, Cell], warning: str) -> None:
    assert accepted(**cells).warnings == [warning]
    assert warning in REASONS


def test_a_repeated_number_names_the_first_row() -> None:
    judge = RosterJudge(unions={"某某工会委员会": [UNION]}, today=TODAY)
    judge.judge(Row(2, {**GOOD, "phone": "1"}))  # refused: it does not count as the first
    assert isinstance(judge.judge(Row(3, GOOD)), Candidate)
    assert judge.judge(Row(9, {**GOOD, "id_number": "350102010414264"})) != Remark(9, "duplicate", same_as=2)
    assert judge.judge(Row(10, {**GOOD, "id_number": "35010220010414264x"})) == Remark(10, "duplicate", same_as=3)


def test_a_name_borne_twice_and_a_union_out_of_reach() -> None:
    two = {"某某工会委员会": [UNION, KnownUnion(UUID(int=2), "000001/000002/")]}
    assert RosterJudge(unions=two, today=TODAY).judge(Row(2, GOOD)) == Remark(2, "ambiguous_union")
    mine = RosterJudge(unions=two, today=TODAY, within_reach=lambda path: path.startswith("000001/000002/"))
    one = mine.judge(Row(2, GOOD))
    assert isinstance(one, Candidate)
    assert one.union_id == UUID(int=2)
    nobody = RosterJudge(unions=two, today=TODAY, within_reach=lambda path: False)
    assert nobody.judge(Row(2, GOOD)) == Remark(2, "outside_reach")


CELLS = st.one_of(st.none(), st.text(max_size=20), st.floats(), st.booleans(), st.dates(), st.datetimes())


@given(st.fixed_dictionaries(dict.fromkeys(COLUMNS, CELLS)))
def test_any_row_gets_an_answer(cells: dict[str, Cell]) -> None:
    judged = RosterJudge(unions={}, today=TODAY).judge(Row(2, cells))
    assert isinstance(judged, Remark)
    assert judged.why in REASONS
