"""Points in sets. What they are given for, and whether they may be, is decided above."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.kernel.ids import uuid7
from niangjia.ledger.errors import BadAmount, KeyReused, TooFewPoints
from niangjia.ledger.models import Account
from niangjia.ledger.rules.names import POINT, POINTS, POINTS_REASONS


@dataclass(frozen=True, slots=True)
class PointMove:
    """Points to a person (positive) or from her (negative); ``key`` is hers to stand for one move for ever, at most 80 letters."""

    person_id: UUID
    amount: int
    key: str


def lock_points(*, person_ids: Collection[UUID]) -> dict[UUID, int]:
    """Hold the points of these people to the end of the transaction, in the order of their ids, and tell each balance.

    Who has no account yet gets one: an account that is not there could not be held, and two would judge her at once.
    """
    people = sorted(set(person_ids))
    there = set(Account.objects.filter(owner_id__in=people, **_ONE).values_list("owner_id", flat=True))
    new = [
        Account(owner_id=p, id=p, keeps_balance=True, opened_at=clock.now(), **_ONE) for p in people if p not in there
    ]
    Account.objects.bulk_create(new, ignore_conflicts=True)
    with connection.cursor() as cursor:
        cursor.execute("select ledger_points_lock(%s::uuid[])", [people])
    return dict(Account.objects.filter(owner_id__in=people, **_ONE).values_list("owner_id", "balance"))


def move_points(*, by: Actor, reason: str, moves: Sequence[PointMove], memo: str) -> None:
    """Move points between these people and the house, in one statement whatever their number.

    :param reason: one of ``rules.names.POINTS_REASONS``; it says which account of the house stands on the other side.
    :param memo: what they were given or taken for, in words (200 letters); it stands in everybody's statement.
    :raises BadAmount: nothing is no move.
    :raises KeyReused: a key stands for an earlier move; nothing is moved then.
    :raises TooFewPoints: somebody has less than would be taken; nothing is moved then.
    """
    if not all(move.amount for move in moves):
        raise BadAmount
    if not moves:
        return
    people = sorted({move.person_id for move in moves})
    moving = uuid7()
    with act(
        "ledger.move_points", by=by, about=("moving", moving), owner=people[0] if len(people) == 1 else None
    ) as deed:
        balances = lock_points(person_ids=people)
        if _short(balances, moves):
            raise TooFewPoints
        if _moved(moves, reason, memo) != len(moves):
            raise KeyReused
        deed.note(reason=reason, people=len(people), points=sum(move.amount for move in moves))


def _short(balances: dict[UUID, int], moves: Sequence[PointMove]) -> bool:
    left = dict(balances)
    for move in moves:
        left[move.person_id] += move.amount
    return min(left.values()) < 0


def _moved(moves: Sequence[PointMove], reason: str, memo: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from ledger_points_move(%s, %s::uuid[], %s::uuid[], %s::text[], %s::bigint[], %s, %s::text[], %s)",
            [
                POINTS_REASONS[reason].house, [move.person_id for move in moves], [uuid7() for _ in moves],
                [move.key for move in moves], [move.amount for move in moves], reason, [memo[:200]] * len(moves), clock.now(),
            ],
        )  # fmt: skip
        row = cursor.fetchone()
    return int(row[0]) if row else 0


_ONE = {"owner_kind": "person", "unit": POINT, "purpose": POINTS, "year": 0}
