"""Workbooks from outside and for outside.

Rows with the sheet's own numbers in; lists that cannot run as formulas out.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO, Any

import xlsxwriter
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from niangjia.kernel.errors import Refusal
from niangjia.kernel.text import N_, clean

Cell = str | float | bool | date | datetime | time | timedelta | None
Source = str | Path | IO[bytes]
MOST_ROWS = 300_000
MOST_UNPACKED_BYTES = 1_500_000_000
_HEADER_WITHIN = 10  # rows: titles and notes may stand above the header
_DATE = re.compile(
    r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?(?:[ T]00:00(?::00(?:\.0+)?)?)?|(\d{4})(\d{2})(\d{2})"
)
_EXCEL_ZERO = date(1899, 12, 30)
_EXCEL_SERIALS = range(5_000, 73_051)  # 1913 to the end of 2099


class UnreadableWorkbook(Refusal):
    """Not a workbook, damaged, locked with a password, or beyond the limits of size."""

    key = "unreadable_workbook"
    what = N_("这个文件打不开，或者不是 Excel 工作簿。")
    todo = N_("请用 Excel 或 WPS 另存为 .xlsx（不要加密码），再导一次。")


class MissingColumns(Refusal):
    """No row near the top has the columns the import needs."""

    key = "missing_columns"
    what = N_("表头里少了这些列：{columns}。")
    todo = N_("请对照模板补上表头，列的先后不限。")


class TooManyRows(Refusal):
    """More rows than one file may have."""

    key = "too_many_rows"
    what = N_("这个文件有 {rows} 行，一次最多 {most} 行。")
    todo = N_("请分成几个文件，一个一个地导。")


@dataclass(frozen=True, slots=True)
class Row:
    """``number`` is the sheet's row; ``cells`` by column key, only the columns asked for."""

    number: int
    cells: Mapping[str, Cell]

    @property
    def blank(self) -> bool:
        return not any(cell.strip() if isinstance(cell, str) else cell is not None for cell in self.cells.values())


class Sheet:
    """The first sheet of a workbook, under the header that was found."""

    def __init__(self, sheet: CalamineSheet, header_at: int, places: Mapping[str, int]) -> None:
        self._sheet, self.header_row, self._places = sheet, header_at, dict(places)
        self.total = max(_height(sheet) - header_at, 0)

    def __iter__(self) -> Iterator[Row]:
        """Row by row; nothing is kept, so a sheet may be walked twice."""
        places = self._places.items()
        for number, cells in enumerate(self._sheet.iter_rows(), 1):
            if number > self.header_row:
                yield Row(number, {key: cells[place] for key, place in places})

    def column(self, key: str) -> Iterator[Cell]:
        """One column, without making rows."""
        place = self._places[key]
        return (cells[place] for number, cells in enumerate(self._sheet.iter_rows(), 1) if number > self.header_row)


def read_sheet(source: Source, columns: Mapping[str, Sequence[str]], *, required: Iterable[str]) -> Sheet:
    """Open a workbook's first sheet.

    ``columns``: key → the header texts that mean it; their order in the sheet is free and further columns are ignored.
    ``required``: keys without which nothing can be read.

    :raises UnreadableWorkbook, MissingColumns, TooManyRows: the file is refused whole.
    """
    sheet = _open(source)
    if _height(sheet) > MOST_ROWS:
        raise TooManyRows(rows=_height(sheet), most=MOST_ROWS)
    wanted = {title: key for key, titles in columns.items() for title in titles}
    best: dict[str, int] = {}
    for number, cells in zip(range(1, _HEADER_WITHIN + 1), sheet.iter_rows(), strict=False):
        places = _places(cells, wanted)
        if all(key in places for key in required):
            return Sheet(sheet, number, places)
        best = max(best, places, key=len)
    raise MissingColumns(columns="、".join(columns[key][0] for key in required if key not in best))


def _height(sheet: CalamineSheet) -> int:
    """The last row's number. (calamine's own ``total_height`` is one short.)"""
    return sheet.end[0] + 1 if sheet.end else 0


def _places(cells: Iterable[Cell], wanted: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        key = wanted.get(re.sub(r"[\s*:：]", "", as_text(cell)))
        if key:
            found.setdefault(key, place)
    return found


def _open(source: Source) -> CalamineSheet:
    try:
        _refuse_bombs(source)
        return CalamineWorkbook.from_object(source).get_sheet_by_index(0)
    except (CalamineError, OSError, zipfile.BadZipFile, IndexError, ValueError) as error:
        raise UnreadableWorkbook from error


def _refuse_bombs(source: Source) -> None:
    if not zipfile.is_zipfile(source):
        return
    with closing(zipfile.ZipFile(source)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED_BYTES:
            raise UnreadableWorkbook
    if not isinstance(source, str | Path):
        source.seek(0)


def as_text(cell: Cell) -> str:
    """The cell as clean text; a whole number loses its ".0", a day is ISO."""
    if isinstance(cell, str):
        return clean(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def as_date(cell: Cell) -> date | None:
    """A day from a date cell, a serial number, or text such as 2024-01-31, 2024.1.31, 2024年1月31日, 20240131.

    Else None.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and _EXCEL_SERIALS[0] <= cell <= _EXCEL_SERIALS[-1]:
        return _EXCEL_ZERO + timedelta(int(cell))
    if isinstance(cell, str) and len(cell) == 10 and cell[4] == cell[7] == "-":
        try:
            return date.fromisoformat(cell)
        except ValueError:
            return None
    found = _DATE.fullmatch(as_text(cell))
    if not found:
        return None
    try:
        return date(*(int(part) for part in found.groups() if part))
    except ValueError:
        return None


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula, also after a detour through CSV."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def write_list(
    target: str | Path | IO[bytes], headers: Sequence[str], rows: Iterable[Sequence[Any]], *, marked: int = 0
) -> int:
    """Write one sheet, row by row in constant memory; every cell is text. The first ``marked`` columns are highlighted.

    Returns the number of rows written under the header.
    """
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(target if not isinstance(target, Path) else str(target), options)
    written = 0
    with closing(book):
        sheet = book.add_worksheet("数据")
        plain, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "bg_color": "#F3EFE7"})
        mark = book.add_format({"num_format": "@", "font_color": "#B3261E"})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(headers) - 1, 0), 18)
        for place, title in enumerate(headers):
            sheet.write_string(0, place, title, bold)
        for written, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                sheet.write_string(written, place, harmless(_outgoing(cell)), mark if place < marked else plain)
    return written


def write_rejected(
    source: Source, target: str | Path | IO[bytes], *, header_row: int, reasons: Mapping[int, str]
) -> int:
    """Copy the rows named in ``reasons`` out of a workbook, all their columns, to be corrected and imported again.

    The reason and the row's old number stand before them; an import passes over both columns.
    Returns the number of rows written.
    """
    sheet = _open(source)
    rows = enumerate(sheet.iter_rows(), 1)
    titles = next((cells for number, cells in rows if number == header_row), [])
    headers = ["原因", "原表行号", *(as_text(cell) for cell in titles)]
    found = ([reasons[number], str(number), *cells] for number, cells in rows if number in reasons)
    return write_list(target, headers, found, marked=1)


def _outgoing(cell: Any) -> str:
    """As it stood, for text: who corrects a row must see her own entry."""
    return cell if isinstance(cell, str) else as_text(cell)
