"""Judging the rows of a workbook of dues, one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from niangjia.kernel import uscc
from niangjia.kernel.imports import Remark
from niangjia.kernel.money import NotMoney, parse_yuan
from niangjia.kernel.text import N_, clean_name, unsafe_text

MOST_NAME = 120
FIRST_YEAR = 2000
YES_NO = {"是": True, "否": False}
QUARTER_WORDS = ("{n}", "Q{n}", "q{n}", "{n}季度", "第{n}季度", "{zh}季度", "第{zh}季度")
QUARTERS: dict[str, int | None] = {
    **dict.fromkeys(("", "全年", "年"), None),
    **{word.format(n=n, zh=zh): n for n, zh in enumerate("一二三四", 1) for word in QUARTER_WORDS},
}

REASONS = {
    "missing_payer": N_("没有写缴费单位。"),
    "unsafe_text": N_("名称里有公式、网页代码或看不见的控制字符，不能收。"),
    "too_long": N_("名称太长，最多 120 个字。"),
    "missing_uscc": N_("没有写统一社会信用代码。缴费单位靠它来认。"),
    "bad_uscc": N_("统一社会信用代码不对：应是 18 位数字和大写字母，没有 I、O、S、V、Z。"),
    "missing_union": N_("没有写所属工会。"),
    "unknown_union": N_("所属工会不在系统里，请先导入工会或核对名称。"),
    "ambiguous_union": N_("有几个工会叫这个名称，看不出是哪一个。"),
    "outside_reach": N_("这个工会不在你的工会范围里。"),
    "bad_year": N_("年度认不出来，请写成 2025 这样。"),
    "future_year": N_("年度在今年之后。"),
    "bad_quarter": N_("季度只能是 1、2、3、4；全年的空着。"),
    "bad_paid": N_("缴费金额认不出来，请写金额，最多两位小数，不能是负数。"),
    "bad_handed_up": N_("上缴金额认不出来，请写金额，最多两位小数，不能是负数。"),
    "more_up_than_paid": N_("上缴金额比缴费金额还大。"),
    "bad_date": N_("缴费日期认不出来，请写成 2025-04-15 这样。"),
    "future_date": N_("缴费日期在今天之后。"),
    "bad_flag": N_("国有控股、机关事业只能写是或否，不清楚就空着。"),
    "duplicate": N_("这个单位这一期在前面已经出现过。"),
    "mixed_periods": N_("这个单位这一年既有全年的一笔，又有分季度的，会重复计算。"),
    "uscc_check": N_("统一社会信用代码的校验位对不上，先收下了，请核对执照。"),
    "name_differs": N_("单位名称和系统里登记的不一样，先按登记的名称收下了。"),
}


@dataclass(frozen=True, slots=True)
class DuesRow:
    """A row as it stood, cells as clean text; ``paid_on`` None means unreadable or empty."""

    number: int
    payer: str
    uscc: str
    union: str
    year: str
    quarter: str
    paid: str
    handed_up: str
    paid_on: date | None
    state_controlled: str = ""
    public_body: str = ""


@dataclass(frozen=True, slots=True)
class KnownUnion:
    """A living union of the name a row gives."""

    id: UUID
    path: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An accepted row in the code's own words. None in the yes/no fields: the list does not say."""

    row: int
    payer: str
    uscc: str
    union_id: UUID
    year: int
    quarter: int | None
    paid_fen: int
    handed_up_fen: int
    paid_on: date
    state_controlled: bool | None
    public_body: bool | None

    @property
    def period(self) -> tuple[str, int, int | None]:
        return self.uscc, self.year, self.quarter


@dataclass(slots=True)
class Judgement:
    entries: list[Entry] = field(default_factory=list)
    rejected: list[Remark] = field(default_factory=list)
    warned: list[Remark] = field(default_factory=list)


def flaw_of(row: DuesRow, today: date) -> str | None:
    """What is wrong with the row by itself; the first thing found."""
    year = int(row.year) if row.year.isdecimal() and len(row.year) == 4 else None
    paid, up = _fen(row.paid), _fen(row.handed_up)
    checks = (
        ("missing_payer", not row.payer),
        ("unsafe_text", any(unsafe_text(text, name=True) for text in (row.payer, row.union))),
        ("too_long", max(len(row.payer), len(row.union)) > MOST_NAME),
        ("missing_uscc", not row.uscc),
        ("bad_uscc", uscc.parse(row.uscc).flaw == "bad_uscc"),
        ("missing_union", not row.union),
        ("bad_year", year is None or year < FIRST_YEAR),
        ("future_year", year is not None and year > today.year),
        ("bad_quarter", row.quarter not in QUARTERS),
        ("bad_paid", paid is None),
        ("bad_handed_up", up is None),
        ("more_up_than_paid", paid is not None and up is not None and up > paid),
        ("bad_date", row.paid_on is None),
        ("future_date", row.paid_on is not None and row.paid_on > today),
        ("bad_flag", any(text and text not in YES_NO for text in (row.state_controlled, row.public_body))),
    )
    return next((why for why, wrong in checks if wrong), None)


def judge(
    rows: Iterable[DuesRow],
    *,
    unions: Mapping[str, list[KnownUnion]],
    names: Mapping[str, str],
    periods: Iterable[tuple[str, int, int | None]],
    today: date,
    within_reach: Callable[[str], bool] = lambda _: True,
) -> Judgement:
    """Every row accepted or rejected with a reason.

    :param unions: living unions by name.
    :param names: names of the payers that are known, by code.
    :param periods: what is recorded of these payers already: (code, year, quarter).
    """
    result, seen = Judgement(), _Periods(periods)
    for row in rows:
        why = flaw_of(row, today) or _union_flaw(row, unions, within_reach)
        if why:
            result.rejected.append(Remark(row.number, why))
            continue
        entry = _entry(row, unions)
        if remark := seen.conflict(entry):
            result.rejected.append(remark)
            continue
        seen.add(entry)
        result.entries.append(entry)
        result.warned += [Remark(row.number, why) for why in _warnings(entry, names)]
    return result


class _Periods:
    """What is paid for when: no period twice in a file, no year both whole and in quarters."""

    def __init__(self, recorded: Iterable[tuple[str, int, int | None]]) -> None:
        self._kinds = {(code, year, quarter is None) for code, year, quarter in recorded}
        self._rows: dict[tuple[str, int, int | None], int] = {}

    def conflict(self, entry: Entry) -> Remark | None:
        if entry.period in self._rows:
            return Remark(entry.row, "duplicate", same_as=self._rows[entry.period])
        other_kind = (entry.uscc, entry.year, entry.quarter is not None)
        return Remark(entry.row, "mixed_periods") if other_kind in self._kinds else None

    def add(self, entry: Entry) -> None:
        self._rows[entry.period] = entry.row
        self._kinds.add((entry.uscc, entry.year, entry.quarter is None))


def _union_flaw(
    row: DuesRow, unions: Mapping[str, list[KnownUnion]], within_reach: Callable[[str], bool]
) -> str | None:
    found = unions.get(clean_name(row.union), [])
    if not found:
        return "unknown_union"
    if len(found) > 1:
        return "ambiguous_union"
    return None if within_reach(found[0].path) else "outside_reach"


def _entry(row: DuesRow, unions: Mapping[str, list[KnownUnion]]) -> Entry:
    assert row.paid_on is not None
    return Entry(
        row=row.number,
        payer=clean_name(row.payer),
        uscc=uscc.parse(row.uscc).code,
        union_id=unions[clean_name(row.union)][0].id,
        year=int(row.year),
        quarter=QUARTERS[row.quarter],
        paid_fen=parse_yuan(row.paid),
        handed_up_fen=parse_yuan(row.handed_up),
        paid_on=row.paid_on,
        state_controlled=YES_NO.get(row.state_controlled),
        public_body=YES_NO.get(row.public_body),
    )


def _warnings(entry: Entry, names: Mapping[str, str]) -> Iterable[str]:
    if uscc.parse(entry.uscc).flaw == "uscc_check":
        yield "uscc_check"
    if names.get(entry.uscc, entry.payer) != entry.payer:
        yield "name_differs"


def _fen(text: str) -> int | None:
    try:
        fen = parse_yuan(text)
    except NotMoney:
        return None
    return fen if fen >= 0 else None
