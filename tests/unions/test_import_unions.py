"""The workbook of unions with a database behind it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor, Scope
from niangjia.base.spreadsheets import MissingColumns, write_list
from niangjia.kernel.ids import uuid7
from niangjia.kernel.imports import ImportResult
from niangjia.unions.actions.import_unions import COLUMNS
from niangjia.unions.api import import_unions, move_union, subtree, union_named
from niangjia.unions.models import Enterprise, Union

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[1] / "data"
CITY = {"name": "福州市总工会", "level": "市", "kind": "地方总工会", "region_code": "350100"}
COUNTY = {
    "name": "鼓楼区总工会",
    "parent": "福州市总工会",
    "level": "县",
    "kind": "地方总工会",
    "region_code": "350102",
}
WORKS = {
    "name": "某某工会委员会",
    "parent": "鼓楼区总工会",
    "level": "基层",
    "kind": "企业工会",
    "employer": "某某有限公司",
    "uscc": "91350100M000100Y43",
    "founded_on": "2020.01.01",
}


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.frozen("2026-11-23"):
        yield


@pytest.fixture
def read(tmp_path: Path):
    """Import rows given as dictionaries by column key."""

    def run(*rows: dict[str, str], by: Actor = SYSTEM, apply: bool = True) -> ImportResult:
        file = tmp_path / f"{uuid7()}.xlsx"
        write_list(
            file, [titles[0] for titles in COLUMNS.values()], [[row.get(key, "") for key in COLUMNS] for row in rows]
        )
        return import_unions(by=by, source=file, apply=apply)

    return run


def counts(result: ImportResult) -> tuple[int, int, int]:
    return result.created, result.changed, result.unchanged


def without_same_as(result: ImportResult) -> list[dict[str, object]]:
    return [{"row": one.row, "why": one.why} for one in sorted(result.rejected, key=lambda one: one.row)]


def test_the_real_tree_answers_as_expected_and_twice_is_once(django_assert_max_num_queries) -> None:
    expected = json.loads((DATA / "unions.expected.json").read_text())
    with django_assert_max_num_queries(30):
        first = import_unions(by=SYSTEM, source=DATA / "unions.xlsx")
    assert {key: first.as_json()[key] for key in expected} == expected
    assert counts(first) == (260, 0, 0)
    second = import_unions(by=SYSTEM, source=DATA / "unions.xlsx")
    assert {key: second.as_json()[key] for key in expected} == expected
    assert counts(second) == (0, 0, 260)
    assert (first.warned, first.blank) == ([], 0)


def test_the_tree_stands_after_the_import() -> None:
    import_unions(by=SYSTEM, source=DATA / "unions.xlsx")
    assert subtree(path="000001/")[0].name == "福州市总工会"
    assert len(subtree(path="000001/", level="town")) == 186
    for union in Union.objects.select_related("parent").exclude(parent=None):
        assert union.path.startswith(union.parent.path)
    works = union_named(name="福州红然茶业有限公司工会委员会")
    assert works is not None
    assert Enterprise.objects.get(id=works.employer_id).uscc == "9135012378932879R3"


def test_a_preview_stores_nothing(read) -> None:
    assert counts(read(CITY, COUNTY, WORKS, apply=False)) == (3, 0, 0)
    assert not Union.objects.exists()
    assert not Enterprise.objects.exists()


def test_children_may_stand_before_their_parents(read) -> None:
    assert counts(read(WORKS, COUNTY, CITY)) == (3, 0, 0)
    works = union_named(name="某某工会委员会")
    assert works is not None
    assert works.path == "000001/000001/000001/"


def test_news_change_a_union_and_an_empty_cell_says_nothing(read) -> None:
    read(CITY, COUNTY, WORKS)
    assert counts(read({**WORKS, "founded_on": "2021-05-01", "uscc": "", "employer": ""})) == (0, 1, 0)
    works = Union.objects.get(name="某某工会委员会")
    assert works.founded_on.isoformat() == "2021-05-01"
    assert works.employer is not None
    assert counts(read({**WORKS, "founded_on": "", "employer": "某某新有限公司"})) == (0, 1, 0)
    assert Enterprise.objects.get().name == "某某新有限公司"


def test_a_second_union_of_an_employer_is_a_duplicate_also_across_files(read) -> None:
    read(CITY, COUNTY, WORKS)
    assert without_same_as(read({**WORKS, "name": "某某第二工会委员会"})) == [{"row": 2, "why": "duplicate"}]


def test_a_file_does_not_move_a_union(read) -> None:
    read(CITY, COUNTY, WORKS)
    assert without_same_as(read({**WORKS, "parent": "福州市总工会"})) == [{"row": 2, "why": "other_parent"}]


def test_an_ordinal_is_not_used_again_after_a_move(read) -> None:
    read(CITY, COUNTY, {**COUNTY, "name": "台江区总工会"}, WORKS)
    works, taijiang = Union.objects.get(name="某某工会委员会"), Union.objects.get(name="台江区总工会")
    move_union(by=SYSTEM, union_id=works.id, parent_id=taijiang.id)
    second = {**WORKS, "name": "另一家工会委员会", "uscc": "", "employer": "另一家"}
    assert counts(
        read(second, {**second, "name": "第三家工会委员会", "parent": "台江区总工会", "kind": "联合工会"})
    ) == (2, 0, 0)


def test_an_officer_imports_below_her_own_union_only(read) -> None:
    read(CITY, COUNTY, {**COUNTY, "name": "台江区总工会"})
    officer = Actor(uuid7(), "陈干事", (Scope("reviewer", Union.objects.get(name="鼓楼区总工会").path),))
    result = read(WORKS, {**WORKS, "name": "别家", "parent": "台江区总工会", "uscc": ""}, by=officer)
    assert without_same_as(result) == [{"row": 3, "why": "outside_reach"}]
    assert result.created == 1


def test_a_file_without_its_columns_is_refused_whole(tmp_path: Path) -> None:
    write_list(tmp_path / "a.xlsx", ["工会名称"], [["甲"]])
    with pytest.raises(MissingColumns, match="上级工会、级别、类型"):
        import_unions(by=SYSTEM, source=tmp_path / "a.xlsx")
