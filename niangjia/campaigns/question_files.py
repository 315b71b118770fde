"""The question file of a quiz, xlsx or csv, row by row."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any

from niangjia.base.spreadsheets import MissingColumns, UnreadableWorkbook, as_text, read_sheet
from niangjia.campaigns.rules.question_rows import COLUMNS, REQUIRED, NewQuestion, Refused, question_of
from niangjia.kernel.text import clean

MOST_BYTES = 2 << 20
ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """What came of it: the questions, and the rows that are none with their number in the file and the reason."""

    questions: list[NewQuestion]
    refused: list[Refused]


def read_questions(upload: Any, *, known: Collection[str] = ()) -> QuestionFile:
    """Every row stands for itself. ``known``: questions that are there already.

    :raises UnreadableWorkbook, MissingColumns: the file is refused whole.
    """
    content: bytes = upload.read(MOST_BYTES + 1)
    if not content or len(content) > MOST_BYTES:
        raise UnreadableWorkbook
    found, seen = QuestionFile([], []), set(known)
    for number, cells in _sheet(content) if content.startswith(ZIP) else _text(content):
        question = question_of(cells, known=seen)
        if isinstance(question, str):
            found.refused.append(Refused(number, question))
            continue
        seen.add(question.text)
        found.questions.append(question)
    return found


def _sheet(content: bytes) -> Iterator[tuple[int, Mapping[str, str]]]:
    for row in read_sheet(BytesIO(content), COLUMNS, required=REQUIRED):
        if not row.blank:
            yield row.number, {key: cell if isinstance(cell, str) else as_text(cell) for key, cell in row.cells.items()}


def _text(content: bytes) -> Iterator[tuple[int, Mapping[str, str]]]:
    """UTF-8, or what Excel and WPS save in China."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", errors="replace")
    if "\x00" in text:
        raise UnreadableWorkbook
    lines = csv.reader(StringIO(text))
    places = _places(next(lines, []))
    for cells in lines:
        told = {key: cells[place] for key, place in places.items() if place < len(cells)}
        if any(cell.strip() for cell in told.values()):
            yield lines.line_num, told


def _places(header: list[str]) -> dict[str, int]:
    wanted = {title: key for key, titles in COLUMNS.items() for title in titles}
    found: dict[str, int] = {}
    for place, cell in enumerate(header):
        if key := wanted.get(clean(cell)):
            found.setdefault(key, place)
    if lacking := [COLUMNS[key][0] for key in REQUIRED if key not in found]:
        raise MissingColumns(columns="、".join(lacking))
    return found
