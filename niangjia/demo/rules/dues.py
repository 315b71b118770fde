"""The plan of dues: three years of what employers paid, so that refunds are due to some, not to others, and unknown for a few."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from random import Random

from niangjia.demo.rules.tree import PlannedUnion
from niangjia.kernel.money import yuan

HEADERS = ("缴费单位", "统一社会信用代码", "所属工会", "年度", "季度", "缴费金额", "上缴金额", "缴费日期")
FEN_A_HEAD = (60_000, 150_000)  # dues a member and year; a guess of ours
HANDED_UP = 40  # per cent that go to the upper levels (domain: unverified)
YEAR_MISSING = 0.08
QUARTER_ENDS = ((3, 20), (6, 20), (9, 20), (12, 20))


def dues_rows(unions: Iterable[tuple[PlannedUnion, str]], *, seed: int, as_of: date) -> Iterator[tuple[str, ...]]:
    """Rows of a workbook as ``HEADERS`` say, for unions of employers given with the employer's code."""
    random = Random(f"{seed}/dues")
    for union, code in unions:
        yearly = union.size * random.randrange(*FEN_A_HEAD)
        for year in (as_of.year - 2, as_of.year - 1):
            missing = random.random() < YEAR_MISSING
            if not missing and union.founded_on.year <= year:
                yield _row(union, code, year, None, yearly * random.randrange(92, 108) // 100, date(year, 12, 20))
        for quarter, (month, day) in enumerate(QUARTER_ENDS, 1):
            paid_on = date(as_of.year, month, day)
            if union.founded_on < paid_on <= as_of:
                yield _row(union, code, as_of.year, quarter, yearly // 4, paid_on)


def _row(union: PlannedUnion, code: str, year: int, quarter: int | None, fen: int, on: date) -> tuple[str, ...]:
    assert union.employer
    return (
        union.employer.name, code, union.name, str(year), str(quarter or ""), yuan(fen), yuan(fen * HANDED_UP // 100),
        on.isoformat(),
    )  # fmt: skip
