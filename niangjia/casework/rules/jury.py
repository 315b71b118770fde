"""A jury: who sits on it, what each juror scores, and what follows from all their scores together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from niangjia.kernel.text import N_

KINDS = {
    "model_worker": N_("劳模"),
    "deputy": N_("人大代表"),
    "cppcc": N_("政协委员"),
    "frontline": N_("一线职工"),
    "expert": N_("专家"),
}
JUROR = N_("评委")  # how the people of a case read of a juror: never by name
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing every juror scores, in whole points from 0 to ``most``."""

    name: str
    title: Mapping[str, str]
    most: int


@dataclass(frozen=True, slots=True)
class Jury:
    """``seats`` jurors, every one of ``kinds`` among them; the ``trim`` highest and lowest totals fall away, the mean reaches ``pass_mark``."""

    seats: int
    kinds: tuple[str, ...]
    scores: tuple[Criterion, ...]
    trim: int
    pass_mark: int

    @property
    def full(self) -> int:
        """The most points one juror can give."""
        return sum(score.most for score in self.scores)


@dataclass(frozen=True, slots=True)
class Result:
    """``mean``: points, two decimals, cut off rather than rounded, so that it never shows a pass mark that was not reached.

    ``counted``: how many jurors' totals are in it; ``dropped``: the positions in the given totals of those that fell away.
    """

    mean: Decimal
    counted: int
    dropped: frozenset[int]
    passed: bool

    def as_json(self, jury: Jury) -> dict[str, Any]:
        """What a case keeps and its applicant reads: no juror's name or points."""
        return {
            "mean": str(self.mean), "counted": self.counted, "dropped": len(self.dropped), "full": jury.full,
            "pass_mark": jury.pass_mark, "passed": self.passed,
        }  # fmt: skip


def trimmed_mean(totals: Sequence[int], *, trim: int, pass_mark: int) -> Result:
    """Without the ``trim`` highest and the ``trim`` lowest totals. Reaching the mark is decided on whole numbers, without rounding.

    >>> trimmed_mean([90, 10, 60, 61, 62], trim=1, pass_mark=61).mean
    Decimal('61.00')

    :raises ValueError: nothing would be left.
    """
    order = sorted(range(len(totals)), key=lambda position: (totals[position], position))
    kept = order[trim : len(order) - trim]
    if not kept:
        raise ValueError("no total is left to count")
    points = sum(totals[position] for position in kept)
    mean = (Decimal(points) / len(kept)).quantize(CENT, ROUND_FLOOR)
    return Result(mean, len(kept), frozenset(order) - frozenset(kept), points >= pass_mark * len(kept))


def free_seat(taken: Collection[int], seats: int) -> int | None:
    """The lowest number from 1 to ``seats`` that nobody has; None when all are taken."""
    return next((seat for seat in range(1, seats + 1) if seat not in taken), None)


def kinds_missing(jury: Jury, held: Iterable[str]) -> tuple[str, ...]:
    """The kinds that nobody on the jury is of yet."""
    have = set(held)
    return tuple(kind for kind in jury.kinds if kind not in have)


def leaves_room(jury: Jury, held: Sequence[str], kind: str) -> bool:
    """Whether after one more of ``kind`` there are seats enough for the kinds still missing."""
    after = [*held, kind]
    return len(kinds_missing(jury, after)) <= jury.seats - len(after)


def points_of(jury: Jury, given: Mapping[str, Any]) -> tuple[dict[str, int], dict[str, str]]:
    """The points per criterion out of what was typed, and what is wrong per criterion (a msgid)."""
    points: dict[str, int] = {}
    wrong: dict[str, str] = {}
    for score in jury.scores:
        text = str(given.get(score.name, "")).strip()
        if text.isascii() and text.isdecimal() and len(text) <= 3 and int(text) <= score.most:
            points[score.name] = int(text)
        else:
            wrong[score.name] = N_("请填一个整数，从 0 到满分。")
    return points, wrong
