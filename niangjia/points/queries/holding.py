"""What a person has, when it expires, where it came from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Sum

from niangjia.ledger import api as ledger
from niangjia.points.lapsing import lapsing
from niangjia.points.models import Earning
from niangjia.points.rules.earning import EarningRule, all_rules, in_force, title_of
from niangjia.points.rules.lapse import Lapse, lapses


@dataclass(frozen=True, slots=True)
class Holding:
    """Her balance, and what of it can be used until when, soonest first."""

    balance: int
    lapses: tuple[Lapse, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of her statement. ``asked`` is what the rule would have given, had the cap of the period ``capped_by`` left room;
    ``about`` is what the move was for, as its key names it: the source, the booking.

    ``reason_zh`` is a msgid; ``memo`` says what for (of what expired: its last day, ISO), ``title`` what gave the points that
    came or were taken back. ``rule`` is "" where no rule gave it.
    """

    id: UUID
    at: datetime
    points: int
    reason: str
    reason_zh: str
    memo: str
    title: str
    link: str
    rule: str
    rule_title: Mapping[str, str]
    asked: int
    capped_by: str
    about: UUID | None


@dataclass(frozen=True, slots=True)
class Fallen:
    """Points taken back from one person, with the title of what had given them."""

    person_id: UUID
    points: int
    title: str
    reason: str
    turn: int


def holding(*, person_id: UUID) -> Holding:
    """Two queries."""
    given = Earning.objects.filter(person_id=person_id, closed_at=None).values("expires_on")
    sums = given.annotate(net=Sum(F("points") - F("taken"))).values_list("expires_on", "net")
    balance = ledger.points_of(person_id=person_id)
    return Holding(balance, tuple(lapses(balance, (Lapse(on, net) for on, net in sums))))


def statement(*, person_id: UUID, before: UUID | None = None, limit: int = 30) -> list[Line]:
    """Her moves, newest first, each with what it was for; ``before`` (a line's id) turns the page. Two queries."""
    moves = ledger.points_statement(person_id=person_id, before=before, limit=limit)
    sources = [source for move in moves if (source := _about(move.key))]
    known = {one.key: one for one in Earning.objects.filter(person_id=person_id, source_id__in=sources)}
    return [_line(move, known.get(move.key.replace("back/", "earn/", 1))) for move in moves]


def expiring(*, person_ids: Collection[UUID], on: date) -> dict[UUID, int]:
    """How many points of these people can be used up to and on that day and no longer, as it stands now."""
    return lapsing(person_ids, on)


def fallen(*, rule: str, source_id: UUID, person_ids: Collection[UUID]) -> list[Fallen]:
    """What was taken back from these people for this source, the last time."""
    rows = Earning.objects.filter(person_id__in=person_ids, rule=rule, source_id=source_id, fell_at__isnull=False)
    newest = {row.person_id: row for row in rows.order_by("turn")}
    return [Fallen(row.person_id, row.taken, row.title, row.fell_why, row.turn) for row in newest.values()]


def earning_rules(*, on: date) -> list[EarningRule]:
    """The rules in force that day."""
    return in_force(all_rules(), on)


def _about(key: str) -> UUID | None:
    """``earn/attended/<source>#2``, ``redemption/<booking>``; keys that end otherwise name nothing."""
    last = key.rpartition("/")[2].partition("#")[0]
    return UUID(last) if len(last) == len(str(UUID(int=0))) else None


def _line(move: ledger.PointLine, earning: Earning | None) -> Line:
    said = (move.id, move.at, move.amount, move.reason, move.reason_zh, move.memo)
    about = _about(move.key)
    if earning is None:
        return Line(*said, title="", link="", rule="", rule_title={}, asked=move.amount, capped_by="", about=about)
    title = title_of(all_rules(), earning.rule)
    asked, capped_by = (earning.asked, earning.capped_by) if move.amount > 0 else (move.amount, "")
    return Line(*said, earning.title, earning.link, earning.rule, title, asked, capped_by, about)
