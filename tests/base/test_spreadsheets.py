from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from niangjia.base import spreadsheets
from niangjia.base.spreadsheets import (
    Cell,
    MissingColumns,
    TooManyRows,
    UnreadableWorkbook,
    as_date,
    as_text,
    harmless,
    read_sheet,
    write_list,
    write_rejected,
)

COLUMNS = {"name": ("姓名",), "phone": ("手机", "手机号码")}


def workbook(path: Path, *rows: list[object]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            sheet.write(number, place, cell)
    book.close()
    return path


def test_columns_are_found_by_their_titles_in_any_order(tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", ["备注", "手机号码 ", "*姓名："], ["x", "138", "林晓梅"])
    assert [row.cells for row in read_sheet(file, COLUMNS, required=["name"])] == [{"name": "林晓梅", "phone": "138"}]


def test_row_numbers_are_the_sheets_own_below_a_title_and_across_gaps(tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", ["花名册"], [], ["姓名"], ["林"], [], ["陈"])
    sheet = read_sheet(file, COLUMNS, required=["name"])
    assert [(row.number, row.blank) for row in sheet] == [(4, False), (5, True), (6, False)]
    assert (sheet.header_row, sheet.total) == (3, 3)
    assert len(list(sheet)) == 3  # a sheet may be walked twice


def test_a_file_that_is_none_is_refused_whole(tmp_path: Path) -> None:
    bad = tmp_path / "a.xlsx"
    for content in (b"", b"hello", b"PK\x03\x04broken"):
        bad.write_bytes(content)
        with pytest.raises(UnreadableWorkbook):
            read_sheet(bad, COLUMNS, required=["name"])


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "MOST_UNPACKED_BYTES", 1000)
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 10_000)
    with pytest.raises(UnreadableWorkbook):
        read_sheet(tmp_path / "a.xlsx", COLUMNS, required=["name"])


def test_missing_columns_and_too_many_rows_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = workbook(tmp_path / "a.xlsx", ["手机"], ["138"])
    with pytest.raises(MissingColumns, match="姓名"):
        read_sheet(file, COLUMNS, required=["name", "phone"])
    monkeypatch.setattr(spreadsheets, "MOST_ROWS", 1)
    with pytest.raises(TooManyRows):
        read_sheet(file, COLUMNS, required=["phone"])


def test_an_upload_is_read_like_a_file(tmp_path: Path) -> None:
    upload = io.BytesIO(workbook(tmp_path / "a.xlsx", ["姓名"], ["林"]).read_bytes())
    assert [row.cells["name"] for row in read_sheet(upload, COLUMNS, required=["name"])] == ["林"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (13800004417.0, "13800004417"),
        (1.5, "1.5"),
        (None, ""),
        (True, "是"),
        (" 林\u3000", "林"),
        (date(2024, 1, 31), "2024-01-31"),
        (datetime.fromisoformat("2024-01-31"), "2024-01-31"),
    ],
)
def test_cells_become_text(cell: Cell, text: str) -> None:
    assert as_text(cell) == text


@pytest.mark.parametrize(
    "cell", ["", None, "2024-13-01", "2023-02-29", "2024", "昨天", -1.0, 1e9, float("nan"), float("inf")]
)
def test_what_is_no_day_is_none(cell: Cell) -> None:
    assert as_date(cell) is None


@given(st.dates(min_value=date(1914, 1, 1), max_value=date(2099, 12, 31)))
def test_every_way_to_write_a_day_is_the_same_day(day: date) -> None:
    serial = float((day - date(1899, 12, 30)).days)
    ways: list[Cell] = [
        day.isoformat(),
        f"{day:%Y.%m.%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        serial,
    ]
    assert {as_date(way) for way in ways} == {day}


@given(st.text(max_size=20))
def test_no_outgoing_text_is_a_formula(text: str) -> None:
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_written_list_holds_texts_only(tmp_path: Path) -> None:
    file = tmp_path / "b.xlsx"
    assert write_list(file, ["姓名", "手机"], [["=1+1", "13800004417"], ["林", 5.0]]) == 2
    rows = [row.cells for row in read_sheet(file, COLUMNS, required=["name"])]
    assert rows == [{"name": "'=1+1", "phone": "13800004417"}, {"name": "林", "phone": "5"}]
    sheet = zipfile.ZipFile(file).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet


def test_rejected_rows_can_be_corrected_and_read_again(tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", ["名单"], ["姓名", "手机"], ["林", "1"], ["陈", "2"], ["王", "3"])
    target = tmp_path / "rejects.xlsx"
    assert write_rejected(str(file), target, header_row=2, reasons={4: "手机号码不对", 5: "重复"}) == 2
    assert [row.cells for row in read_sheet(target, COLUMNS, required=["name"])] == [
        {"name": "陈", "phone": "2"},
        {"name": "王", "phone": "3"},
    ]
    again = read_sheet(target, {"why": ("原因",), "row": ("原表行号",)}, required=["why"])
    assert [row.cells for row in again] == [{"why": "手机号码不对", "row": "4"}, {"why": "重复", "row": "5"}]
