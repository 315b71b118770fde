"""冬送温暖、夏送清凉: in the rounds of ten years the warmth project reached nearly everybody, in goods."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from niangjia.base.actor import SYSTEM
from niangjia.casework.api import NewRound, NewStep
from niangjia.demo.actions.found_city import moment
from niangjia.demo.actions.seat_cast import cast_ids
from niangjia.demo.past.hands import DAY, Hands, step
from niangjia.demo.queries.members_since import members_since
from niangjia.demo.rules.tree import REPORT_BEGAN
from niangjia.kernel.ids import uuid_from_seed

SERVICE, STAGE = "consolation", 1
# A year's rounds: what for, month and day, what was given, in which years only. That these were the rounds is ours.
ROUNDS = (
    ("festival", (1, 18), "春节慰问品：米、油、年货", None),
    ("epidemic", (2, 24), "防疫物资：口罩、消毒液", range(2020, 2023)),
    ("festival", (4, 25), "五一慰问品：毛巾、保温杯", None),
    ("heat", (7, 12), "防暑降温品：凉茶、毛巾、藿香正气", None),
    ("festival", (9, 25), "中秋国庆慰问品：月饼、水果", None),
    ("festival", (11, 10), "入冬慰问品：棉被、米、油", None),
)
LASTS, SETTLED = 6, timedelta(10)  # days from the list to the last parcel; how long the newest round lies back


@dataclass(frozen=True, slots=True)
class _Round:
    day: date
    campaign: str
    goods: str


def past_rounds(hands: Hands, *, people: int, out: Collection[UUID]) -> list[NewRound]:
    """So many people got it once each, in some round after they had joined; drawn by their keys, the cast and those in ``out`` left out."""
    city = hands.city
    rounds = sorted(_rounds(city.as_of), key=lambda one: one.day)
    days, out = [one.day for one in rounds], {*cast_ids(city.seed), *out}
    reached: dict[int, list[UUID]] = defaultdict(list)
    for who, since in _drawn(days[-1], out)[:people]:
        first = bisect_right(days, since)
        reached[first + (who.int >> 16) % (len(days) - first)].append(who)
    return [_round(hands, rounds[n], sorted(reached[n])) for n in sorted(reached)]


def _rounds(as_of: date) -> Iterator[_Round]:
    for year in range(REPORT_BEGAN.year + 1, as_of.year + 1):
        for campaign, (month, day), goods, years in ROUNDS:
            if (years is None or year in years) and date(year, month, day) < as_of - SETTLED:
                yield _Round(date(year, month, day), campaign, goods)


def _drawn(last: date, out: set[UUID]) -> list[tuple[UUID, date]]:
    """Who was a member before the last round, in the order of a lot."""
    fit = [(who, since) for who, since in members_since() if since < last and who not in out]
    return sorted(fit, key=lambda one: (one[0].int & 0xFFFFFFFF, one[0]))


def _round(hands: Hands, one: _Round, people: list[UUID]) -> NewRound:
    at, seed = moment(one.day), hands.city.seed
    first, second = hands.officer("municipal"), hands.officer("municipal2")
    return NewRound(
        service=SERVICE, applied_at=at, decided_at=at + DAY, ended_at=at + LASTS * DAY, steps=tuple(_steps(hands, one)),
        answers={"campaign": one.campaign}, record={"goods": one.goods}, signers=(first.id, second.id),
        cases=tuple((uuid_from_seed(seed, SERVICE, who, at=at), who) for who in people),
    )  # fmt: skip


def _steps(hands: Hands, one: _Round) -> Iterator[NewStep]:
    at, second = moment(one.day), hands.officer("municipal2")
    yield step("opened", at, SYSTEM)
    yield step("approved", at + DAY, second, stage=STAGE, union=hands.top, amount_fen=None)
    yield step("delivered", at + LASTS * DAY, stage=STAGE, amount_fen=None, record={"goods": one.goods})
