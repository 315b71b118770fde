"""疫情一线慰问: money for those who stood at the front line of the epidemic, in the three years of it, list by list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from niangjia.base.actor import SYSTEM
from niangjia.casework.api import NewRound, NewStep
from niangjia.demo.actions.found_city import moment
from niangjia.demo.actions.settle_people import card_of, worker_id
from niangjia.demo.past.hands import DAY, Hands, step
from niangjia.demo.rules.pasts import RELIEF_EACH, RELIEF_YEARS, Relieved
from niangjia.kernel.ids import uuid_from_seed
from niangjia.ledger.api import NewBatch, NewPaid

SERVICE, CAMPAIGN, FUND, PURPOSE = "consolation", "epidemic", "warmth", "疫情一线慰问"
BEGINS, A_LIST = (3, 5), 2_000  # day of the year on which the first list was signed; people on a list, a list a day
FEN = RELIEF_EACH * 100


@dataclass(frozen=True, slots=True)
class Relief:
    """Rounds, and the batches that paid them."""

    rounds: list[NewRound] = field(default_factory=list)
    batches: list[NewBatch] = field(default_factory=list)


def past_relief(hands: Hands, candidates: Iterable[Relieved], *, people: int) -> Relief:
    """The first ``people`` of the candidates, the same number each year."""
    chosen, found = sorted(candidates)[:people], Relief()
    for turn, year in enumerate(RELIEF_YEARS):
        if date(year, *BEGINS) >= hands.city.as_of - timedelta(300):
            continue
        got = chosen[turn :: len(RELIEF_YEARS)]
        for nr, first in enumerate(range(0, len(got), A_LIST)):
            at = moment(date(year, *BEGINS) + timedelta(nr))
            _list(found, hands, at, got[first : first + A_LIST])
    return found


def _list(found: Relief, hands: Hands, at: datetime, people: Sequence[Relieved]) -> None:
    seed, first, second = hands.city.seed, hands.officer("municipal"), hands.officer("municipal2")
    decided, paid = at + DAY, at + 7 * DAY
    ids = [worker_id(hands.city, one) for one in people]
    keys = [uuid_from_seed(seed, SERVICE, who, at=at) for who in ids]
    holds = tuple(uuid_from_seed(seed, SERVICE, "hold", who, at=decided) for who in ids)
    found.rounds.append(
        NewRound(
            service=SERVICE, applied_at=at, decided_at=decided, ended_at=paid, steps=tuple(_steps(hands, at)), record={},
            answers={"campaign": CAMPAIGN}, signers=(first.id, second.id), cases=tuple(zip(keys, ids, strict=True)), amount_fen=FEN,
            fund=FUND, holds=holds,
        )
    )  # fmt: skip
    lines = [_paid(*each, decided) for each in zip(people, ids, keys, holds, strict=True)]
    found.batches.append(hands.batch(FUND, paid, lines))


def _paid(one: Relieved, person_id: UUID, case_id: UUID, hold_id: UUID, decided: datetime) -> NewPaid:
    return NewPaid(case_id, hold_id, "person", person_id, FUND, FEN, PURPOSE, one.name, card_of(one), decided)


def _steps(hands: Hands, at: datetime) -> Iterator[NewStep]:
    second = hands.officer("municipal2")
    yield step("opened", at, SYSTEM)
    yield step("approved", at + DAY, second, stage=1, union=hands.top, amount_fen=FEN)
    yield step("paid", at + 7 * DAY, stage=1, amount_fen=FEN)
    yield step("delivered", at + 7 * DAY, stage=1, amount_fen=FEN, record={})
