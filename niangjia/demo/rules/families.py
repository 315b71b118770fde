"""Families on the hardship file: invented, so that each is clearly of the tier it was drawn for. All shares are guesses of ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from niangjia.demo.rules.names import person_name
from niangjia.demo.rules.numbers import Births, resident_number
from niangjia.demo.rules.workers import PlannedWorker

TIERS = (("deep", 0.3), ("relative", 0.58), ("accident", 0.12))
CAUSES = {
    "deep": ("illness", "illness", "low_income", "schooling"), "relative": ("illness", "low_income", "schooling", "other"),
    "accident": ("accident",),
}  # fmt: skip
HEAD = {
    "deep": (0.3, 0.95),
    "relative": (1.05, 1.9),
    "accident": (2.1, 3.5),
}  # a month and person, times the living standard
YUAN = {"deep": (8_000, 20_000), "relative": (3_000, 8_000), "accident": (10_000, 50_000)}
# Numbers of relatives are given out in a region where no worker of the city comes from, so that nobody has two.
ELSEWHERE = "350583"
SPOUSES, CHILDREN = Births(date(1968, 1, 1), 30 * 365, 0, 400), Births(date(2001, 1, 1), 14 * 365, 0, 400)
ALONE, SECOND_CHILD, MOST_ROUND = 0.25, 0.35, 50_000
STILL_ON_FILE = {0: 1.0, 1: 0.9, 2: 0.7, 3: 0.45}  # by years since; later 0.2
LATER = 0.2


@dataclass(frozen=True, slots=True)
class PlannedRelative:
    name: str
    relation: str
    born: date
    id_number: str
    income_fen: int
    health: str


@dataclass(frozen=True, slots=True)
class PlannedFamily:
    """Fen. ``lasts``: years until it is off the file, None while it is on it."""

    tier: str
    cause: str
    relatives: tuple[PlannedRelative, ...]
    own_income_fen: int
    rigid_fen: int
    sudden_fen: int
    aid_fen: int
    lasts: int | None

    @property
    def income_fen(self) -> int:
        return self.own_income_fen + sum(one.income_fen for one in self.relatives)


def plan_family(worker: PlannedWorker, *, seed: int, years_ago: int, standard_fen: int) -> PlannedFamily:
    """The family of a worker; ``standard_fen``: the living standard a month."""
    random = Random(f"{seed}/family-file/{worker.number}")
    tier = _one(random, TIERS)
    relatives = tuple(_relatives(random, worker))
    people, head = 1 + len(relatives), random.uniform(*HEAD[tier])
    rigid = random.randrange(5, 41) * 100_000
    total = round(head * standard_fen * 12 * people / 10_000) * 10_000 + rigid
    low, high = YUAN[tier]
    return PlannedFamily(
        tier=tier, cause=random.choice(CAUSES[tier]), relatives=relatives, own_income_fen=total - sum(r.income_fen for r in relatives),
        rigid_fen=rigid, sudden_fen=round(total * 0.9) if tier == "accident" else 0,
        aid_fen=min(random.randrange(low, high + 1, 500), MOST_ROUND) * 100, lasts=_lasts(random, years_ago),
    )  # fmt: skip


def _relatives(random: Random, worker: PlannedWorker) -> list[PlannedRelative]:
    """A spouse as a rule, one child or two; by running numbers, so that nobody comes twice."""
    found, other = [], "m" if worker.sex == "f" else "f"
    ill = "ill" if random.random() < 0.4 else "good"
    if random.random() >= ALONE:
        born, turn = SPOUSES.of(worker.number)
        found.append(_relative(person_name(random, other), "spouse", born, other, turn, ill))
    for nr in range(1 + (random.random() < SECOND_CHILD)):
        born, turn = CHILDREN.of(worker.number)
        sex = "mf"[nr]  # of two children on the same number one is a girl, one a boy
        found.append(_relative(worker.name[0] + person_name(random, sex)[1:], "child", born, sex, turn, "good"))
    return found


def _relative(name: str, relation: str, born: date, sex: str, turn: int, health: str) -> PlannedRelative:
    return PlannedRelative(name, relation, born, resident_number(ELSEWHERE, born, sex, turn), 0, health)


def _lasts(random: Random, years_ago: int) -> int | None:
    if years_ago < 1 or random.random() < STILL_ON_FILE.get(years_ago, LATER):
        return None
    return random.randrange(1, min(years_ago, 3) + 1)


def _one(random: Random, shares: tuple[tuple[str, float], ...]) -> str:
    drawn = random.random()
    for value, share in shares:
        drawn -= share
        if drawn < 0:
            return value
    return shares[-1][0]
