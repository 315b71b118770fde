"""The bank's file and its receipts, without a database."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.ledger.rules.bank_file import FileLine, bank_file_bytes, harmless
from niangjia.ledger.rules.receipts import LineState, NotReceipts, ReceiptRow, judge, read_receipts

BATCH = UUID(int=7)


@pytest.mark.parametrize("text", ["=1+1", "+8613", "-3", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_spreadsheet_runs_what_is_in_the_file(text: str) -> None:
    assert harmless(text) == f"'{text}"
    content = bank_file_bytes(
        number="PF-1", day=date(2026, 11, 23), total_fen=100, lines=[FileLine(1, "62", text, 100, text)]
    )
    assert "'" + text[0] in content.decode("utf-8-sig")


def test_the_file_begins_with_a_bom_and_its_totals() -> None:
    content = bank_file_bytes(number="PF-1", day=date(2026, 11, 23), total_fen=123_450, lines=[])
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").splitlines()[0] == "批次号,PF-1,日期,2026-11-23,笔数,0,合计,1234.50"


def test_headings_may_stand_below_a_title_and_in_any_order() -> None:
    file = "某某银行代发结果\n\n结果,金额,序号,批次号\n成功,1000.00,1,PF-1\n,,,\n".encode()
    (row,) = read_receipts(file)
    assert (row.row, row.batch, row.seq, row.amount_fen, row.paid) == (4, "PF-1", 1, 100_000, True)


def test_a_file_without_the_columns_is_no_file_of_receipts() -> None:
    with pytest.raises(NotReceipts, match="批次号"):
        read_receipts("序号,结果\n1,成功".encode())


def answer(seq: int, *, paid: bool, tail: str = "") -> ReceiptRow:
    return ReceiptRow(seq, "PF-1", seq, 100, paid, "", tail, "")


@given(st.lists(st.tuples(st.integers(1, 5), st.booleans()), max_size=40))
def test_a_line_is_answered_once_whatever_the_bank_repeats(answers: list[tuple[int, bool]]) -> None:
    lines = {("PF-1", seq): LineState(BATCH, seq, 100, "••••0001", "sent") for seq in range(1, 6)}
    out = judge([answer(seq, paid=paid) for seq, paid in answers], lines, frozenset({"PF-1"}))
    answered = [line.seq for line, _ in out.paid + out.bounced]
    assert len(answered) == len(set(answered)) == len({seq for seq, _ in answers})
    assert len(answered) + out.repeated + len(out.problems) == len(answers)
    first = {}
    for seq, paid in answers:
        first.setdefault(seq, paid)
    assert {line.seq for line, _ in out.paid} == {seq for seq, paid in first.items() if paid}


def test_the_tail_of_the_account_must_agree_when_the_bank_gives_it() -> None:
    lines = {("PF-1", 1): LineState(BATCH, 1, 100, "••••0001", "sent")}
    assert judge([answer(1, paid=True, tail="0002")], lines, frozenset({"PF-1"})).problems[0].why == "account_differs"
    assert judge([answer(1, paid=True, tail="0001")], lines, frozenset({"PF-1"})).paid
