"""What workers say of themselves when they are asked: invented, and a good part of them was never asked."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

# Shares are guesses of ours. Age at the first child and the spacing are drawn; a stage follows from the child's age.
NEVER_ASKED = 0.35
SINGLE = ((25, 0.82), (30, 0.45), (35, 0.2), (45, 0.09), (200, 0.05))  # up to this age, share
CHILDREN = ((25, 0.1), (30, 0.42), (35, 0.74), (45, 0.9), (200, 0.93))
SECOND = 0.42
FIRST_AT, LAST_AT = 22, 36  # age at the first child
STAGES = ((3, "infant"), (6, "kindergarten"), (12, "primary"), (15, "junior"), (18, "senior"), (22, "college"))

ASKED = ("infant", "primary", "junior", "senior", "college")  # the stages that can be answered, in the question's order


@dataclass(frozen=True, slots=True)
class PlannedAnswers:
    """``home_region`` is the region code of the county she comes from; ``children``: the stage of each, "grown" above 22."""

    single: bool
    children: tuple[str, ...]
    home_region: str


def told_by(random: Random, age: float, region: str) -> PlannedAnswers | None:
    """Her answers, or None for whoever was never asked."""
    if random.random() < NEVER_ASKED:
        return None
    single = random.random() < _share(SINGLE, age)
    children = (
        () if single or random.random() >= _share(CHILDREN, age) / (1 - _share(SINGLE, age)) else _children(random, age)
    )
    return PlannedAnswers(single, children, region)


def worded(told: PlannedAnswers) -> dict[str, str]:
    """As the register of answers keeps them, by question; a stage that no question names (kindergarten) counts as the one before school."""
    stages = {"infant" if stage == "kindergarten" else stage for stage in told.children}
    return {
        "children": ",".join(stage for stage in ASKED if stage in stages),
        "single": "yes" if told.single else "no",
        "home_region": _home(told.home_region),
    }


def _home(region: str) -> str:
    if region.startswith("3501"):
        return "fuzhou"
    return "fujian" if region.startswith("35") else "outside"


def stage_at(age: float) -> str:
    """Where a child of this age is."""
    return next((stage for limit, stage in STAGES if age < limit), "grown")


def _children(random: Random, age: float) -> tuple[str, ...]:
    first = age - random.uniform(FIRST_AT, max(min(LAST_AT, age), FIRST_AT))
    ages = [max(first, 0.0)]
    if first > 3 and random.random() < SECOND:
        ages.append(first - random.uniform(2, min(8.0, first)))
    return tuple(stage_at(max(each, 0.0)) for each in ages)


def _share(shares: tuple[tuple[int, float], ...], age: float) -> float:
    return next(share for limit, share in shares if age < limit)
