"""What the public sees, and what it must never see."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from niangjia.kernel.text import N_, clean, clean_name, unsafe_text

MOST_LETTERS = 60
_DIGITS = re.compile(r"\d(?:[\s·\-—_.*•()]?\d){5,}")
_MONEY = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|(?<!\d)\d{1,5}\.\d{1,2}(?!\d)")
_BODY = re.compile(r"工会|公司|集团|委员会|联合会|班组|车间|中心|协会|学校|医院|总队|支队")
_FORBIDDEN = re.compile(
    r"身份证|证件号|手机|电话|银行卡|账号|住址|病|癌|肿瘤|诊断|住院|残疾|小学|初中|中学|高中|幼儿园|学院|大学|就读"
)
WHY = {
    "empty": N_("没有写姓名或单位"),
    "long": N_("有一项写得太长"),
    "digits": N_("里面有像号码的一串数字"),
    "unmasked": N_("姓名没有遮蔽"),
    "private": N_("类别或金额档里有病情、学校或联系方式"),
    "unsafe": N_("里面有不能用的符号"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a roster as given: the masked name, the unit, a class (困难类别 …), an amount band. ``ref`` stays inside."""

    ref: UUID
    name: str
    unit: str
    band: str = ""
    kind: str = ""

    def cleaned(self) -> Row:
        return Row(self.ref, clean_name(self.name), clean_name(self.unit), clean(self.band), clean(self.kind))


def flaw(row: Row) -> str | None:
    """Why this row must not be shown, as a key of ``WHY``; None when it may.

    A name without * must be an organisation's. Digit runs of six and more are numbers of something, with or without gaps.
    """
    texts = (row.name, row.unit, row.kind, row.band)
    if not row.name or not row.unit:
        return "empty"
    if any(len(text) > MOST_LETTERS for text in texts):
        return "long"
    if any(_DIGITS.search(text) for text in (row.name, row.unit, row.kind, _MONEY.sub("", row.band))):
        return "digits"
    if any(unsafe_text(text) for text in texts):
        return "unsafe"
    if "*" not in row.name and not (len(row.name) > 4 and _BODY.search(row.name)):
        return "unmasked"
    return "private" if _FORBIDDEN.search(row.kind) or _FORBIDDEN.search(row.band) else None


def canonical(
    *, number: str, title: str, union: str, opens_on: date, closes_on: date, rows: Sequence[dict[str, object]]
) -> bytes:
    """The text that is hashed, as anybody can rebuild it from the public page: JSON, sorted keys, no spaces, UTF-8.

    ``rows`` are {no, name, unit, kind, band}.
    """
    whole = {
        "number": number,
        "title": title,
        "union": union,
        "opens_on": opens_on.isoformat(),
        "closes_on": closes_on.isoformat(),
        "rows": [{key: row[key] for key in ("no", "name", "unit", "kind", "band")} for row in rows],
    }
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
