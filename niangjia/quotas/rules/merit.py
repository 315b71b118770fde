"""业绩分: what a definition's list of merits gives one person, by what is known of her."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """``points`` for the ``reasons`` that are true of her; of those ``unknown`` nothing is known, so they give none."""

    points: int
    reasons: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def score_of(truths: Mapping[str, bool | None], merits: Mapping[str, int]) -> Score:
    """The points of every merit that is true of her, in the definition's order; not known is nought, and is said.

    >>> score_of({"front_line": True, "honoured": None, "outside": False}, {"front_line": 3, "honoured": 3, "outside": 2})
    Score(points=3, reasons=('front_line',), unknown=('honoured',))
    """
    reasons = tuple(name for name in merits if truths.get(name) is True)
    unknown = tuple(name for name in merits if truths.get(name) is None)
    return Score(sum(merits[name] for name in reasons), reasons, unknown)
