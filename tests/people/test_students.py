"""The yearly list of students."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.spreadsheets import MissingColumns, write_list
from niangjia.kernel.imports import ImportResult
from niangjia.people import api
from niangjia.people.rules.school_years import parse_school_year, school_year_of
from niangjia.people.rules.students import REASONS
from tests.cast import Member, World

pytestmark = pytest.mark.django_db
HEADER = ("姓名", "身份证号", "学校", "层次", "学年", "在读", "考核", "处分")
Rows = Sequence[Sequence[str]]


def workbook(rows: Rows, header: Sequence[str] = HEADER) -> BytesIO:
    target = BytesIO()
    write_list(target, header, rows)
    target.seek(0)
    return target


def bring_in(rows: Rows, *, by: Actor = SYSTEM, apply: bool = True) -> ImportResult:
    with clock.frozen("2026-11-23"):
        return api.import_students(by=by, source=workbook(rows), apply=apply)


def row_of(member: Member, **changes: str) -> list[str]:
    cells = dict(
        zip(
            HEADER,
            (member.name, member.id_number, "福建开放大学", "专科", "2026-2027", "是", "合格", "无"),
            strict=True,
        )
    )
    return list((cells | changes).values())


def test_a_list_is_kept(worker: Member) -> None:
    assert bring_in([row_of(worker)]).as_json() == {
        "accepted": 1, "blank": 0, "rejected": [], "warned": [], "created": 1, "changed": 0, "unchanged": 0,
    }  # fmt: skip
    study = api.studies_of(person_id=worker.id)[0]
    assert (study.level_zh, study.school_year, study.passed, study.punished) == ("专科", "2026-2027", True, False)


def test_a_second_run_changes_nothing(worker: Member) -> None:
    bring_in([row_of(worker)])
    again = bring_in([row_of(worker)])
    assert (again.created, again.changed, again.unchanged) == (0, 0, 1)


def test_a_correction_replaces(worker: Member) -> None:
    bring_in([row_of(worker)])
    assert bring_in([row_of(worker, 考核="不合格")]).changed == 1
    assert [study.passed for study in api.studies_of(person_id=worker.id)] == [False]


def test_an_empty_cell_is_unknown(worker: Member) -> None:
    bring_in([row_of(worker, 考核="", 处分="")])
    study = api.studies_of(person_id=worker.id)[0]
    assert (study.passed, study.punished) == (None, None)


def test_a_preview_writes_nothing(worker: Member) -> None:
    assert bring_in([row_of(worker)], apply=False).created == 1
    assert api.studies_of(person_id=worker.id) == []


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"姓名": ""}, "missing_name"), ({"姓名": "林秀英"}, "name_conflict"), ({"身份证号": ""}, "missing_id"),
        ({"身份证号": "350121199001012328"}, "unknown_person"), ({"身份证号": "350121199001012329"}, "bad_check_digit"),
        ({"层次": "博士后"}, "bad_level"), ({"学年": "2026-2028"}, "bad_school_year"), ({"学年": "2030-2031"}, "bad_school_year"),
        ({"在读": "也许"}, "bad_enrolled"), ({"考核": "A+"}, "bad_passed"), ({"处分": "?"}, "bad_punished"),
        ({"学校": ""}, "missing_school"), ({"学校": "<script>"}, "unsafe_text"),
    ],
)  # fmt: skip
def test_a_row_is_rejected_with_its_reason(worker: Member, changes: dict[str, str], why: str) -> None:
    result = bring_in([row_of(worker, **changes)])
    assert [(remark.row, remark.why) for remark in result.rejected] == [(2, why)]
    assert why in REASONS


def test_the_second_row_of_a_year_is_a_duplicate(worker: Member) -> None:
    result = bring_in([row_of(worker), row_of(worker, 学校="福州大学"), row_of(worker, 学年="2025-2026学年")])
    assert [remark.as_json() for remark in result.rejected] == [{"row": 3, "why": "duplicate", "same_as": 2}]
    assert result.created == 2


def test_an_officer_brings_in_her_own_people_alone(world: World, worker: Member, courier: Member) -> None:
    assert bring_in([row_of(worker)], by=world["county_officer"].actor).created == 1
    for who in (worker, courier):
        assert bring_in([row_of(who)], by=world["stranger"].actor).rejected[0].why == "outside_reach"


def test_a_file_without_its_columns_is_refused_whole() -> None:
    with pytest.raises(MissingColumns, match="学年"):
        api.import_students(by=SYSTEM, source=workbook([], HEADER[:4]))


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2026-2027", "2026-2027"),
        ("2026—2027学年", "2026-2027"),
        ("2026/2027", "2026-2027"),
        ("2026", None),
        ("2027-2026", None),
    ],
)
def test_school_years_are_read_as_they_are_written(text: str, year: str | None) -> None:
    assert parse_school_year(text) == year


def test_a_school_year_begins_in_september() -> None:
    with clock.frozen("2026-08-31"):
        assert school_year_of(clock.today()) == "2025-2026"
    with clock.frozen("2026-09-01"):
        assert school_year_of(clock.today()) == "2026-2027"
