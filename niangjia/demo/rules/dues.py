"""The plan of dues: what employers paid in nine years, so that refunds are due to some, not to others, and unknown for a few."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from niangjia.demo.rules.tree import PlannedUnion

FEN_A_HEAD = (60_000, 150_000)  # dues a member and year; a guess of ours
HANDED_UP = 40  # per cent that go to the upper levels (domain: unverified)
YEAR_MISSING = 0.08
YEARS = 8  # whole years on record before this one
QUARTER_ENDS = ((3, 20), (6, 20), (9, 20), (12, 20))
# The refund of small payers, as the definition has it since 2020.
REFUNDED_SINCE, LINE_FEN, MOST_FEN = 2020, 1_000_000, 1_000_000


@dataclass(frozen=True, slots=True)
class PlannedDues:
    """``quarter`` None: a whole year."""

    year: int
    quarter: int | None
    paid_fen: int
    handed_up_fen: int
    on: date


def plan_dues(union: PlannedUnion, *, seed: int, as_of: date) -> Iterator[PlannedDues]:
    """What the employer of this union paid, oldest first."""
    random = Random(f"{seed}/dues/{union.key}")
    yearly = union.size * random.randrange(*FEN_A_HEAD)
    for year in range(as_of.year - YEARS, as_of.year):
        missing, share = random.random() < YEAR_MISSING, random.randrange(92, 108)
        if not missing and union.founded_on.year <= year:
            yield _paid(year, None, yearly * share // 100, date(year, 12, 20))
    for quarter, (month, day) in enumerate(QUARTER_ENDS, 1):
        on = date(as_of.year, month, day)
        if union.founded_on < on <= as_of:
            yield _paid(as_of.year, quarter, yearly // 4, on)


def refund_fen(paid: Sequence[PlannedDues], year: int) -> int:
    """What a small payer got back in a past year; 0: nothing, it was too large, or a year is missing."""
    by_year = {one.year: one for one in paid if one.quarter is None}
    before = [by_year.get(year - 1), by_year.get(year - 2)]
    now = by_year.get(year)
    if now is None or None in before or sum(one.paid_fen for one in before if one) >= 2 * LINE_FEN:
        return 0
    return min(now.handed_up_fen, MOST_FEN)


def _paid(year: int, quarter: int | None, fen: int, on: date) -> PlannedDues:
    return PlannedDues(year, quarter, fen, fen * HANDED_UP // 100, on)
