"""Who of those who ask together gets a place: in their order, no place twice, reserved places to whom they are reserved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from niangjia.quotas.rules.names import (
    AGAIN,
    ALREADY,
    BARRED,
    CLOSED,
    GONE,
    LIMIT,
    NOT_ENTITLED,
    OK,
    POOR,
    TOO_MANY,
    UNKNOWN,
)


class Wish(NamedTuple):
    """One who asks, and what stands of her behind the locks. ``had``: the live booking she has of this pool, by (key, id)."""

    person_id: UUID
    key: UUID
    seats: int = 1
    party: bytes = b""
    had: tuple[UUID, UUID] | None = None
    entitled: bool = False
    unknown: bool = True
    points: int = 0
    served: bool = False
    barred: bool = False
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Stock:
    """What there is: places ``left``, of them ``reserved`` and not yet taken by whom they are reserved for; what one costs in points."""

    left: int
    is_open: bool = True
    points: int = 0
    most_seats: int = 1
    reserved: Mapping[str, int] = field(default_factory=dict)


class Allotted(NamedTuple):
    """The answer to one wish. ``kept``: how many of its places came out of those kept for ``share``.
    ``could``: of a wish that is "gone", how many there would have been for it.

    ``first``: of a wish repeated with the same key, the place in the list of the one it repeats."""

    code: str
    share: str = ""
    kept: int = 0
    first: int | None = None
    could: int = 0


def allot(wishes: Sequence[Wish], stock: Stock) -> list[Allotted]:
    """One answer a wish, in the order of asking.

    A wish that asks for more than is left is "gone" and may leave places for a smaller one behind it. "again": she asked twice in
    one batch for different parties; the second is judged when the first stands.
    """
    left, reserved = stock.left, dict(stock.reserved)
    seen: dict[UUID, int] = {}
    answers: list[Allotted] = []
    for place, wish in enumerate(wishes):
        earlier = seen.get(wish.person_id)
        if earlier is not None and answers[earlier].code == OK:
            answers.append(_repeated(wish, wishes[earlier], earlier))
            continue
        code = _refusal(wish, stock)
        share, taken = ("", 0) if code else _place(wish, left, reserved)
        if not code and not taken:
            answers.append(Allotted(GONE, could=_could(wish, left, reserved)))
            continue
        if not code:
            left -= wish.seats
            if share:
                reserved[share] -= taken
            seen[wish.person_id] = place
        answers.append(Allotted(code or OK, share, taken if share else 0))
    return answers


def allot_each(pool_ids: Sequence[UUID], wishes: Sequence[Wish], stocks: Mapping[UUID, Stock]) -> list[Allotted]:
    """``allot`` of several pools, each with its own wishes in their order; ``pool_ids`` says which wish asks which."""
    places: dict[UUID, list[int]] = {}
    for place, pool_id in enumerate(pool_ids):
        places.setdefault(pool_id, []).append(place)
    answers: dict[int, Allotted] = {}
    for pool_id, mine in places.items():
        for place, answer in zip(mine, allot([wishes[n] for n in mine], stocks[pool_id]), strict=True):
            answers[place] = answer if answer.first is None else answer._replace(first=mine[answer.first])
    return [answers[place] for place in range(len(wishes))]


def _repeated(wish: Wish, first: Wish, place: int) -> Allotted:
    if wish.key == first.key:
        return Allotted(OK, first=place)
    return Allotted(ALREADY if wish.party == first.party else AGAIN)


def _refusal(wish: Wish, stock: Stock) -> str:
    """Why not, whatever is left; "" when nothing stands against it. What she has already comes first: the same key, the same answer."""
    if wish.had:
        return OK if wish.had[0] == wish.key else ALREADY
    if not stock.is_open:
        return CLOSED
    if not 1 <= wish.seats <= stock.most_seats:
        return TOO_MANY
    if wish.served:
        return LIMIT
    if not wish.entitled:
        return UNKNOWN if wish.unknown else NOT_ENTITLED
    if wish.barred:
        return BARRED
    return POOR if wish.points < stock.points * wish.seats else ""


def _share_for(wish: Wish, reserved: Mapping[str, int]) -> str:
    """The first group she is in for which places are still kept; "" without one."""
    return next((name for name, places in reserved.items() if places and name in wish.groups), "")


def _place(wish: Wish, left: int, reserved: Mapping[str, int]) -> tuple[str, int]:
    """(the share it comes out of, how many of it are used up), or ("", 0) when there is none for her; without a share the second is 1."""
    share = _share_for(wish, reserved)
    mine = min(reserved[share], wish.seats) if share else 0
    free = left - sum(reserved.values())
    if wish.seats - mine > max(free, 0) or wish.seats > left:
        return "", 0
    return share, mine or 1


def _could(wish: Wish, left: int, reserved: Mapping[str, int]) -> int:
    """The most places there are for her now."""
    share = _share_for(wish, reserved)
    free = max(left - sum(reserved.values()), 0)
    return min(left, free + (reserved[share] if share else 0))
