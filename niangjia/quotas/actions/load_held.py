"""What was held in the past enters set by set: pools that are over, and who was there."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from niangjia.base import clock
from niangjia.base.actor import Actor, require_system
from niangjia.base.acts import act
from niangjia.base.bulk import Row, copy_rows, look_over
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotFound
from niangjia.kernel.ids import uuid7
from niangjia.quotas.rules.names import CASE, FIRST
from niangjia.quotas.rules.pools import has_one_in
from niangjia.unions import api as unions

OPENED, BOOKED = timedelta(14), timedelta(7)  # so long before it began
POOL = (
    "id", "service", "union_id", "title", "text", "place", "item", "mode", "capacity", '"left"',
    "handed", "points", "seed", "commitment", "most_seats", "period", "opens_at", "closes_at", "starts_at", "ends_at",
    "return_hours", "reply_hours", "bar_days", "counts", "made_at", "made_by",
)  # fmt: skip
CAME = "create temp table quotas_came (id uuid, pool_id uuid, person_id uuid, number int, case_id uuid) on commit drop"
BOOKINGS = """
insert into quotas_booking (person_id, id, pool_id, service, version, period, party, key, state, seats, number, share, share_seats,
    points, who, union_id, answers, "by", case_id, asked_at, booked_at, used_at, why, rating_text)
select c.person_id, c.id, q.id, q.service, v.version, v.period, '', c.id, 'used', 1, c.number, '', 0, 0, p.name_masked, m.union_id,
       v.answers, c.person_id, c.case_id, q.opens_at, v.booked_at, q.starts_at, '', ''
from quotas_came c
join quotas_pool q on q.id = c.pool_id
join jsonb_to_recordset(%s::jsonb) as v(id uuid, version int, period text, answers jsonb, booked_at timestamptz) on v.id = q.id
join people_v_person p on p.id = c.person_id
join people_v_membership m on m.person_id = c.person_id and m.until is null
order by c.pool_id, c.number
"""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who was there; ``case_id``: the case that gave her the place and is the record of it."""

    booking_id: UUID
    person_id: UUID
    case_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class HeldPool:
    """Something that is over, with its guests in the order of their tickets. ``answers``: what all of them had answered."""

    id: UUID
    service: str
    union_id: UUID
    title: str
    place: str
    item: str
    starts_at: datetime
    hours: int
    capacity: int
    made_by: UUID
    guests: tuple[Guest, ...]
    answers: Mapping[str, Any] = field(default_factory=dict)


def load_held(*, by: Actor, pools: Iterable[HeldPool]) -> int:
    """Enter pools that are over and the bookings that were used, with the help they were. Returns how many bookings.

    Who is named is and stays a member; a booking goes to her union of today. Nothing is judged but by the tables' constraints, and
    verdicts are for the caller to bring up to today (``catalogue.refresh_everybody``).

    :raises NotAllowed: only the system loads. NotFound: no such service gives places.
    """
    require_system(by)
    whole = list(pools)
    with act("quotas.load_held", by=by, about=("import", uuid7())) as deed:
        copy_rows("quotas_pool", POOL, map(_pool, whole))
        _book(whole)
        look_over("quotas_pool", "quotas_booking")
        catalogue.record_help_alike(helped=[_help(pool) for pool in whole if not _by_case(pool)])
        unions.recount("case")
        deed.note(places=dict(Counter(pool.service for pool in whole for _ in pool.guests)))
    return sum(len(pool.guests) for pool in whole)


def _pool(one: HeldPool) -> Row:
    definition, opened = _definition(one.service), one.starts_at - OPENED
    quota = definition.outcome.quota
    assert quota
    return (
        one.id, one.service, one.union_id, one.title, "", one.place, one.item, CASE if _by_case(one) else FIRST, one.capacity,
        one.capacity - len(one.guests), len(one.guests), 0, "", "", quota.seats, has_one_in(definition.once), opened, one.starts_at, one.starts_at,
        one.starts_at + timedelta(hours=one.hours), quota.return_hours, quota.reply_hours, quota.bar_days, quota.counts, opened,
        one.made_by,
    )  # fmt: skip


def _book(pools: list[HeldPool]) -> None:
    """All bookings by one statement."""
    values = [
        {
            "id": one.id, "version": _definition(one.service).version, "answers": dict(one.answers),
            "period": _in_period(one), "booked_at": one.starts_at - BOOKED,
        }
        for one in pools
    ]  # fmt: skip
    rows = (
        (guest.booking_id, one.id, guest.person_id, number, guest.case_id)
        for one in pools
        for number, guest in enumerate(one.guests, 1)
    )
    with connection.cursor() as cursor:
        cursor.execute(CAME)
        copy_rows("quotas_came", ("id", "pool_id", "person_id", "number", "case_id"), rows)
        cursor.execute(BOOKINGS, [json.dumps(values, default=str, ensure_ascii=False)])
        cursor.execute("drop table quotas_came")


def _help(one: HeldPool) -> catalogue.HelpedAlike:
    """What it was to each; of places that a case gave, the case is the help."""
    periods = [catalogue.period_of(per, clock.local_date(one.starts_at)) for per in catalogue.GIVEN_IN]
    return catalogue.HelpedAlike(one.service, periods, [guest.person_id for guest in one.guests])


def _by_case(one: HeldPool) -> bool:
    return any(guest.case_id for guest in one.guests)


def _in_period(one: HeldPool) -> str:
    per = has_one_in(_definition(one.service).once)
    return catalogue.period_of(per, clock.local_date(one.starts_at)) if per else ""


def _definition(service: str) -> catalogue.Definition:
    found = catalogue.definition(service)
    if found is None or found.outcome.quota is None:
        raise NotFound
    return found
