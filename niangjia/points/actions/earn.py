"""People have done something that gives points."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.kernel.ids import uuid7
from niangjia.ledger import api as ledger
from niangjia.points.errors import NotYet, TooLongAgo, UnknownRule
from niangjia.points.events import PointsEarned
from niangjia.points.models import ledger_key
from niangjia.points.rules.earning import PERIODS, EarningRule, all_rules, in_force, period_of


@dataclass(frozen=True, slots=True)
class Given:
    """What one person got. ``capped_by``: the period (day, month, year) whose cap left her fewer than ``asked``; "" when none did.

    ``repeated``: she had it already, and ``points`` is what she got then.
    """

    person_id: UUID
    points: int
    asked: int
    capped_by: str
    repeated: bool


def earn(
    *,
    by: Actor,
    rule: str,
    source_kind: str,
    source_id: UUID,
    person_ids: Collection[UUID],
    title: str,
    units: int = 1,
    on: date | None = None,
    link: str = "",
) -> list[Given]:
    """Give these people points for one source, once each, in one transaction whatever their number.

    Called by who knows that it was done; whether ``by`` may say so is that package's question.

    :param source_kind: what ``source_id`` is the id of: "booking", "shift", "case" …
    :param title: what was done, in words (120 letters); it stands in their statements.
    :param units: whole hours where the rule counts hours.
    :param on: the day it was done; default today. Its caps and its expiry count.
    :param link: path of its page.
    :return: for each, in the order of their ids, how many and, when it was not all, why.
    :raises UnknownRule, NotYet, TooLongAgo:
    """
    on = on or clock.today()
    found = _rule(rule, on)
    people = sorted(set(person_ids))
    owner = people[0] if len(people) == 1 else None
    with act("points.earn", by=by, about=(source_kind, source_id), owner=owner) as deed:
        ledger.lock_points(person_ids=people)
        rows = _judge(found, people, on, source_kind, source_id, title[:120], found.points * units, link)
        moves = [ledger.PointMove(row.person_id, row.points, row.key) for row in rows if row.new and row.points]
        ledger.move_points(by=by, reason="points-earned", moves=moves, memo=title)
        points = sum(move.amount for move in moves)
        deed.note(rule=rule, source=str(source_id), people=len(people), given=len(moves), points=points)
        if moves:
            deed.emit(PointsEarned(rule, source_kind, source_id, len(moves), points))
    return [Given(row.person_id, row.points, row.asked, row.capped_by, not row.new) for row in rows]


def _rule(key: str, on: date) -> EarningRule:
    found = next((rule for rule in in_force(all_rules(), on) if rule.key == key), None)
    if found is None:
        raise UnknownRule(rule=key, day=on)
    if on > clock.today():
        raise NotYet(day=on)
    if (until := found.expires_on(on)) < clock.today():
        raise TooLongAgo(day=on, until=until)
    return found


@dataclass(frozen=True, slots=True)
class _Row:
    person_id: UUID
    points: int
    asked: int
    capped_by: str
    new: bool
    key: str


def _judge(
    rule: EarningRule, people: Sequence[UUID], on: date, source_kind: str, source_id: UUID, title: str, asked: int, link: str
) -> list[_Row]:  # fmt: skip
    """Write everybody's earning, as far as her caps leave room; whoever has this one is told what she has."""
    values: dict[str, Any] = {
        "people": people, "ids": [uuid7() for _ in people], "rule": rule.key, "kind": source_kind, "source": source_id, "title": title,
        "link": link, "asked": asked, "on": on, "expires": rule.expires_on(on), "now": clock.now(),
    }  # fmt: skip
    for period in PERIODS:
        values[f"{period}_cap"] = getattr(rule.caps, period)
        values[f"{period}_first"], values[f"{period}_last"] = period_of(on, period)
    with connection.cursor() as cursor:
        cursor.execute(_JUDGE, values)
        return [
            _Row(person_id, points, wanted, capped_by, new, ledger_key("earn", rule.key, str(source_id), turn))
            for person_id, points, wanted, capped_by, new, turn in cursor.fetchall()
        ]


# The accounts are held: nobody else counts the caps of these people meanwhile.
_JUDGE = """
with asked as (
    select * from unnest(%(people)s::uuid[], %(ids)s::uuid[]) t(person_id, id)
), hers as (
    select e.* from points_earning e where e.person_id = any(%(people)s::uuid[]) and e.rule = %(rule)s
), there as (
    select * from hers where source_kind = %(kind)s and source_id = %(source)s
), room as (
    select a.person_id, a.id,
           %(day_cap)s::int - coalesce(sum(points - taken) filter (where earned_on between %(day_first)s and %(day_last)s), 0) as day,
           %(month_cap)s::int - coalesce(sum(points - taken) filter (where earned_on between %(month_first)s and %(month_last)s), 0) as month,
           %(year_cap)s::int - coalesce(sum(points - taken) filter (where earned_on between %(year_first)s and %(year_last)s), 0) as year
    from asked a left join hers h on h.person_id = a.person_id
    where not exists (select 1 from there t where t.person_id = a.person_id and t.fell_at is null)
    group by a.person_id, a.id
), judged as (
    select r.*, least(day, month, year) as room, greatest(0, least(%(asked)s, day, month, year))::int as points,
           1 + (select count(*) from there t where t.person_id = r.person_id) as turn
    from room r
), new as (
    insert into points_earning (person_id, id, rule, source_kind, source_id, turn, title, link, asked, points, capped_by, taken,
                                earned_on, expires_on, at, fell_why)
    select person_id, id, %(rule)s, %(kind)s, %(source)s, turn, %(title)s, %(link)s, %(asked)s, points,
           case when points = %(asked)s then '' when year = room then 'year' when month = room then 'month' else 'day' end, 0,
           %(on)s, %(expires)s, %(now)s, ''
    from judged order by person_id
    returning person_id, points, asked, capped_by, true as new, turn
)
select * from new
union all
select person_id, points, asked, capped_by, false, turn from there where fell_at is null
order by person_id
"""
