"""The file a bank gets: plain CSV, the same bytes for the same batch."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from niangjia.kernel.money import yuan

HEADINGS = ("序号", "账号", "户名", "金额", "用途")
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class FileLine:
    """One payment as the bank reads it; ``account`` is the plain number."""

    seq: int
    account: str
    holder: str
    amount_fen: int
    purpose: str


def bank_file_bytes(*, number: str, day: date, total_fen: int, lines: Iterable[FileLine]) -> bytes:
    """UTF-8 with BOM, CRLF. First row: 批次号, 日期, 笔数, 合计 with their values; then the headings; then a row a payment, in yuan."""
    rows = list(lines)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(("批次号", number, "日期", day.isoformat(), "笔数", len(rows), "合计", yuan(total_fen)))
    writer.writerow(HEADINGS)
    writer.writerows(
        (r.seq, harmless(r.account), harmless(r.holder), yuan(r.amount_fen), harmless(r.purpose)) for r in rows
    )
    return text.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """A text that no spreadsheet will run as a formula."""
    return f"'{text}" if text.startswith(_RISKY) else text
