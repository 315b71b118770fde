"""The bank's answer, read and judged row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from niangjia.kernel.money import NotMoney, parse_yuan
from niangjia.kernel.text import N_
from niangjia.ledger.rules.names import BOUNCED, PAID, REVERSED, SENT

WANTED = ("批次号", "序号", "金额", "结果")
PAID_WORDS = frozenset({"成功", "交易成功", "已入账", "入账成功", "paid", "success", "ok"})
BOUNCED_WORDS = frozenset({"失败", "交易失败", "退汇", "已退汇", "bounced", "failed"})

Why = Literal[
    "unreadable", "unknown_batch", "unknown_line", "amount_differs", "account_differs", "not_sent", "contradicts"
]
WHY = {
    "unreadable": N_("这一行读不出序号、金额或结果"),
    "unknown_batch": N_("没有这个批次，或者不归你管"),
    "unknown_line": N_("批次里没有这个序号"),
    "amount_differs": N_("金额和批次里的不一样"),
    "account_differs": N_("账号尾号和批次里的不一样"),
    "not_sent": N_("这个批次还没有送银行"),
    "contradicts": N_("和以前的回单相反，请人工核对"),
}


class NotReceipts(ValueError):
    """The file is no table of receipts; the text says why."""


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """``row`` is the number of the row in the file, counted from 1; ``paid`` is None when the result is no known word."""

    row: int
    batch: str
    seq: int | None
    amount_fen: int | None
    paid: bool | None
    reason: str
    account_tail: str
    bank_ref: str


@dataclass(slots=True)
class LineState:
    """What the books know of a line. ``state`` follows the judging, so that a row given twice counts once; ``fresh``: by this file."""

    batch_id: UUID
    seq: int
    amount_fen: int
    account_masked: str
    state: str
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that changed nothing, with the reason; ``why`` is stable, ``WHY`` has its text."""

    row: int
    why: Why

    @property
    def text(self) -> str:
        return WHY[self.why]


@dataclass(slots=True)
class Judged:
    """What a file of receipts comes to. ``reversed``: the bank said paid before, and now sends the money back."""

    paid: list[tuple[LineState, ReceiptRow]] = field(default_factory=list)
    bounced: list[tuple[LineState, ReceiptRow]] = field(default_factory=list)
    reversed: list[tuple[LineState, ReceiptRow]] = field(default_factory=list)
    repeated: int = 0
    problems: list[Problem] = field(default_factory=list)


def read_receipts(content: bytes) -> list[ReceiptRow]:
    """Rows of a CSV in UTF-8 (with or without BOM) or GB 18030; the heading row may stand below a title.

    :raises NotReceipts: no text, or the columns are missing.
    """
    table = list(csv.reader(io.StringIO(_decoded(content))))
    for index, cells in enumerate(table):
        names = [cell.strip() for cell in cells]
        if set(WANTED) <= set(names):
            return list(_rows(names, table[index + 1 :], index + 2))
    raise NotReceipts("缺少列：" + "、".join(WANTED))


def judge(rows: Iterable[ReceiptRow], lines: Mapping[tuple[str, int], LineState], batches: frozenset[str]) -> Judged:
    """Row by row; ``lines`` by (batch number, seq). A repeated answer counts as repeated, a contrary one as a problem.

    "Bounced" after an earlier file's "paid" is no contradiction: the money arrived and came back.
    """
    out = Judged()
    for row in rows:
        line = lines.get((row.batch, row.seq)) if row.seq is not None else None
        if why := _flaw(row, line, batches):
            out.problems.append(Problem(row.row, why))
        elif line is not None:
            _answer(out, row, line)
    return out


def _flaw(row: ReceiptRow, line: LineState | None, batches: frozenset[str]) -> Why | None:
    if row.seq is None or row.amount_fen is None or row.paid is None:
        return "unreadable"
    if row.batch not in batches:
        return "unknown_batch"
    if line is None:
        return "unknown_line"
    if line.amount_fen != row.amount_fen:
        return "amount_differs"
    if row.account_tail and not line.account_masked.endswith(row.account_tail):
        return "account_differs"
    return "not_sent" if line.state in ("listed", "dropped") else None


def _answer(out: Judged, row: ReceiptRow, line: LineState) -> None:
    answer = PAID if row.paid else BOUNCED
    if line.state in (answer, REVERSED):  # a reversed line has had both answers
        out.repeated += 1
    elif line.state == SENT:
        _take(line, row, answer, out.paid if row.paid else out.bounced)
    elif line.state == PAID and not line.fresh:
        _take(line, row, REVERSED, out.reversed)
    else:
        out.problems.append(Problem(row.row, "contradicts"))


def _take(line: LineState, row: ReceiptRow, state: str, answers: list[tuple[LineState, ReceiptRow]]) -> None:
    line.state, line.fresh = state, True
    answers.append((line, row))


def _rows(names: list[str], table: list[list[str]], first: int) -> Iterator[ReceiptRow]:
    at = {name: index for index, name in enumerate(names)}
    for number, cells in enumerate(table, first):
        if not any(cell.strip() for cell in cells):
            continue

        def cell(name: str, cells: list[str] = cells) -> str:
            index = at.get(name)
            return cells[index].strip() if index is not None and index < len(cells) else ""

        yield ReceiptRow(
            row=number,
            batch=cell("批次号"),
            seq=int(cell("序号")) if cell("序号").isdecimal() else None,
            amount_fen=_fen(cell("金额")),
            paid=_result(cell("结果")),
            reason=cell("原因")[:200],
            account_tail="".join(c for c in cell("账号") if c.isdigit())[-4:],
            bank_ref=cell("流水号")[:60],
        )


def _result(word: str) -> bool | None:
    folded = word.casefold()
    if folded in PAID_WORDS:
        return True
    return False if folded in BOUNCED_WORDS else None


def _fen(text: str) -> int | None:
    try:
        return parse_yuan(text)
    except NotMoney:
        return None


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotReceipts("不是文本文件")
