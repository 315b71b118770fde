"""The order of a rush as anybody can compute it again: the seed, its fingerprint, a lot for each who waited; nothing else decides."""

from __future__ import annotations

import json
from dataclasses import dataclass

from niangjia.quotas.rules.pools import commitment_of, lot_of

RUSH_KIND = "rush"


@dataclass(frozen=True, slots=True)
class RushVerified:
    """``differs``: what is not as it must be, "" when all is. ``entries``: how many lots there are."""

    differs: str
    entries: int


def verify_rush(text: str) -> RushVerified:
    """The fingerprint, every lot and the order once more, out of the public file (JSON).

    :raises ValueError, KeyError: it is no such file.
    """
    told = json.loads(text)
    if not isinstance(told, dict) or told.get("kind") != RUSH_KIND:
        raise ValueError(RUSH_KIND)
    seed, lots = told["seed"], told["lots"]
    return RushVerified(
        _differs(seed, told["commitment"], [(o["order"], o["number"], o["lot"]) for o in lots]), len(lots)
    )


def _differs(seed: str, commitment: str, lots: list[tuple[int, str, str]]) -> str:
    if commitment_of(seed) != commitment:
        return "commitment"
    if odd := next((number for _, number, lot in lots if lot_of(seed, number) != lot), ""):
        return f"the lot of {odd}"
    if len({number for _, number, _ in lots}) < len(lots):
        return "a number stands twice"
    ranked = [(place, number) for place, (_, number) in enumerate(sorted((lot, number) for _, number, lot in lots), 1)]
    said = sorted((order, number) for order, number, _ in lots)
    return next(
        (
            f"the place of {number}"
            for (place, number), theirs in zip(ranked, said, strict=True)
            if (place, number) != theirs
        ),
        "",
    )
