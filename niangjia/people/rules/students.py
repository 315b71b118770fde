"""Judging the rows of a yearly list of students, one by one (求学圆梦; stop conditions: left school, assessment failed, punished)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from niangjia.base.spreadsheets import Cell, Row, as_text
from niangjia.kernel import resident_id
from niangjia.kernel.imports import Remark
from niangjia.kernel.resident_id import Flaw, ResidentId
from niangjia.kernel.text import N_, clean_name, unsafe_text
from niangjia.people.rules.school_years import parse_school_year

T = TypeVar("T")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("姓名", "学生姓名", "学员姓名"),
    "id_number": ("身份证号", "身份证号码", "证件号码", "证件号"),
    "school": ("学校", "学校名称", "院校"),
    "level": ("层次", "学历层次"),
    "school_year": ("学年", "学年度"),
    "enrolled": ("在读", "是否在读"),
    "passed": ("考核", "考核结果"),
    "punished": ("处分", "是否受处分"),
}
REQUIRED = ("name", "id_number", "school", "level", "school_year", "enrolled")
LEVELS = {
    "专科": "college", "大专": "college", "高职": "college", "本科": "undergraduate",
    "高中": "senior", "中专": "senior", "中职": "senior",
}  # fmt: skip
ENROLLED = {"是": True, "在读": True, "否": False, "休学": False, "退学": False, "毕业": False, "已毕业": False}
PASSED = {"合格": True, "通过": True, "是": True, "不合格": False, "未通过": False, "否": False}
PUNISHED = {"有": True, "是": True, "无": False, "否": False, "没有": False}
MOST_SCHOOL = 80

REASONS = {
    "missing_name": N_("没有写姓名。"),
    "missing_id": N_("没有写身份证号。"),
    Flaw.BAD_LENGTH.value: N_("证件号码的位数不对。"),
    Flaw.BAD_CHARACTER.value: N_("证件号码里有不该有的字符。"),
    Flaw.IMPOSSIBLE_DATE.value: N_("证件号码里的出生日期不存在。"),
    Flaw.BAD_CHECK_DIGIT.value: N_("证件号码的校验位对不上，多半是抄错了一位。"),
    "unsafe_text": N_("这一行有公式、网页代码或看不见的控制字符，不能收。"),
    "missing_school": N_("没有写学校，或者太长。"),
    "bad_level": N_("层次只能是：专科、本科、高中。"),
    "bad_school_year": N_("学年认不出来，请写成 2026-2027 这样。"),
    "bad_enrolled": N_("在读请写是或否。"),
    "bad_passed": N_("考核请写合格或不合格，没有考核就空着。"),
    "bad_punished": N_("处分请写有或无，不清楚就空着。"),
    "unknown_person": N_("工会没有登记这个证件号码的职工。"),
    "name_conflict": N_("姓名和工会登记的不一样。"),
    "outside_reach": N_("这位职工不在你的工会范围里。"),
    "duplicate": N_("这个人这一学年在前面已经出现过。"),
}


@dataclass(frozen=True, slots=True)
class StudentRow:
    """An accepted row in the code's own words; None: the list does not say."""

    row: int
    name: str
    id_number: str
    school: str
    level: str
    school_year: str
    enrolled: bool
    passed: bool | None
    punished: bool | None


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """The person behind an ID number; ``path`` is "" without a live membership."""

    id: UUID
    name: str
    path: str


class _Refused(Exception):
    """A row fails; carries the reason key."""


def read_row(row: Row, *, this_year: str) -> StudentRow | Remark:
    """What the row says by itself."""
    cells = row.cells
    texts = {key: as_text(cells.get(key)) for key in COLUMNS}
    try:
        _refuse_unsafe(cells)
        return StudentRow(
            row.number, _name(texts["name"]), _number(texts["id_number"]), _school(texts["school"]),
            _word(texts["level"], LEVELS, "bad_level"), _year(texts["school_year"], this_year),
            _word(texts["enrolled"], ENROLLED, "bad_enrolled"), _optional(texts["passed"], PASSED, "bad_passed"),
            _optional(texts["punished"], PUNISHED, "bad_punished"),
        )  # fmt: skip
    except _Refused as refused:
        return Remark(row.number, str(refused))


def match(
    rows: list[StudentRow], known: Mapping[str, KnownPerson], within_reach: Callable[[str], bool]
) -> tuple[list[tuple[StudentRow, KnownPerson]], list[Remark]]:
    """The rows with the people they mean (by ID number), and why the others mean nobody."""
    accepted, rejected = [], []
    first: dict[tuple[UUID, str], int] = {}
    for row in rows:
        person = known.get(row.id_number)
        why = _mismatch(row, person, within_reach)
        if person is None or why:
            rejected.append(Remark(row.row, why))
            continue
        earlier = first.setdefault((person.id, row.school_year), row.row)
        if earlier == row.row:
            accepted.append((row, person))
        else:
            rejected.append(Remark(row.row, "duplicate", same_as=earlier))
    return accepted, rejected


def latest_allowed(this_year: str) -> str:
    """Lists come before the year begins (the college's list by 10 June): one year ahead at most."""
    first = int(this_year[:4]) + 1
    return f"{first}-{first + 1}"


def _mismatch(row: StudentRow, person: KnownPerson | None, within_reach: Callable[[str], bool]) -> str:
    if person is None:
        return "unknown_person"
    if not within_reach(person.path):
        return "outside_reach"
    return "" if person.name == row.name else "name_conflict"


def _refuse_unsafe(cells: Mapping[str, Cell]) -> None:
    for key, cell in cells.items():
        if isinstance(cell, str) and unsafe_text(cell, name=key in ("name", "school")):
            raise _Refused("unsafe_text")


def _name(text: str) -> str:
    if not (name := clean_name(text)):
        raise _Refused("missing_name")
    return name


def _number(text: str) -> str:
    if not text:
        raise _Refused("missing_id")
    parsed = resident_id.parse(text)
    if not isinstance(parsed, ResidentId):
        raise _Refused(parsed.value)
    return parsed.number


def _school(text: str) -> str:
    school = clean_name(text)
    if not school or len(school) > MOST_SCHOOL:
        raise _Refused("missing_school")
    return school


def _year(text: str, this_year: str) -> str:
    year = parse_school_year(text)
    if year is None or year > latest_allowed(this_year):
        raise _Refused("bad_school_year")
    return year


def _word(text: str, words: Mapping[str, T], why: str) -> T:
    if text not in words:
        raise _Refused(why)
    return words[text]


def _optional(text: str, words: Mapping[str, bool], why: str) -> bool | None:
    return _word(text, words, why) if text else None
