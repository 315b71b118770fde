"""The beginning of every batch: the pool's row, then the people, in one order; then what stands of them, seen anew."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Sum
from django.db.models.functions import Coalesce

from niangjia.base import clock
from niangjia.base.together import uuids
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotFound
from niangjia.quotas.actions.asking import Claim
from niangjia.quotas.models import Booking, Pool, Share
from niangjia.quotas.rules.allotting import Stock, Wish
from niangjia.quotas.rules.names import CASE, WAITING


@dataclass(frozen=True, slots=True)
class Held:
    """A pool and the people of a batch, locked to the end of the transaction.

    ``waited``: places that those who wait would take; ``reserved``: kept for a group and not taken yet. Places that came back are in it again.
    """

    pool: Pool
    waited: int
    reserved: Mapping[str, int]


def hold(pool_id: UUID, person_ids: Sequence[UUID] = ()) -> Held:
    """The pool's row, then the people's, then their points' accounts where places cost points; two journeys to the database.

    Two batches of different pools that hold the same people wait for each other, and in the order of the people.

    :raises NotFound: no such pool.
    """
    with connection.cursor() as cursor:
        cursor.execute("select waited, reserved from quotas_lock(%s, %s::uuid[])", [pool_id, uuids(person_ids)])
        row = cursor.fetchone()
    if row is None:
        raise NotFound
    return Held(Pool.objects.get(id=pool_id), row[0], _counts(row[1]))


def _counts(found: str | Mapping[str, int]) -> Mapping[str, int]:
    return (
        found if isinstance(found, Mapping) else json.loads(found)
    )  # Django leaves jsonb of its own statements a text


def locked_pool(pool_id: UUID) -> Pool:
    """The pool alone, held; for a verb that learns only then whom it is about.

    :raises NotFound:
    """
    return hold(pool_id).pool


def lock_people(person_ids: Sequence[UUID], *, points: bool) -> None:
    """As ``hold``, behind a pool that is held."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_PEOPLE, [uuids(person_ids)])
        if points:
            cursor.execute("select ledger_points_lock(%s::uuid[])", [uuids(person_ids)])


def stock_of(pool: Pool, now: datetime, reserved: Mapping[str, int] | None = None) -> Stock:
    """What the pool has for whoever asks now. Places kept for a group whose time is over are everybody's.

    ``reserved``: where the caller has it already.
    """
    if reserved is None:
        shares = Share.objects.filter(pool_id=pool.id, released_at=None).values_list("name", "places", "taken")
        reserved = {name: places - taken for name, places, taken in shares if places > taken}
    return Stock(
        left=pool.left,
        is_open=not pool.cancelled_at and (pool.mode == CASE or pool.opens_at <= now < pool.closes_at),
        points=pool.points,
        most_seats=pool.most_seats,
        reserved=reserved,
    )


def seats_waited_for(pool_id: UUID) -> int:
    """How many places those who wait would take; one look at an index, and none where places were never short."""
    waiting = Booking.objects.filter(pool_id=pool_id, state=WAITING)
    return int(waiting.aggregate(seats=Coalesce(Sum("seats"), 0))["seats"])


def wishes_of(pool: Pool, claims: Sequence[Claim], stock: Stock, *, judged: bool = False) -> list[Wish]:
    """What stands of each who asks; call it behind the locks. ``judged``: a case has decided, the verdict is not asked again.

    One statement, and one more where places are kept for some. Who is owed the counting of what she just got is settled first.
    """
    doubted = not judged and catalogue.is_doubted(service=pool.service)
    known = _standing(pool, claims)
    if owed := [claim.person_id for claim, row in zip(claims, known, strict=True) if row[7]]:
        catalogue.settle_help(person_ids=set(owed))
        known = _standing(pool, claims)
    groups = _groups(pool, claims) if stock.reserved else {}
    return [
        Wish(
            person_id=claim.person_id, key=claim.key, seats=claim.seats, party=claim.party,
            had=(row[0], row[1]) if row[0] and row[1] else None,
            entitled=judged or (row[2] and not doubted), unknown=row[3] or doubted, points=row[4], served=row[5], barred=row[6],
            groups=groups.get(claim.person_id, frozenset()),
        )
        for claim, row in zip(claims, known, strict=True)
    ]  # fmt: skip


def _standing(
    pool: Pool, claims: Sequence[Claim]
) -> list[tuple[UUID | None, UUID | None, bool, bool, int, bool, bool, bool]]:
    bit = catalogue.in_brief(service=pool.service).bit
    with connection.cursor() as cursor:
        cursor.execute(
            _STANDING,
            {
                "pool": pool.id, "service": pool.service, "period": current_period(pool), "bit": bit, "now": clock.now(),
                "bar_days": pool.bar_days,
                "people": uuids(claim.person_id for claim in claims), "parties": [claim.party for claim in claims],
            },
        )  # fmt: skip
        return list(cursor.fetchall())


def current_period(pool: Pool) -> str:
    """The period a booking made now counts in; "" where a person may have any number."""
    return catalogue.period_of(pool.period, clock.today()) if pool.period else ""


def _groups(pool: Pool, claims: Sequence[Claim]) -> dict[UUID, frozenset[str]]:
    asked = [
        catalogue.Asked(pool.service, version_of(pool.service), claim.person_id, claim.answers) for claim in claims
    ]
    told = catalogue.groups_of(asked, of="reserves")
    return {
        one.person_id: frozenset(name for name, true in each.items() if true)
        for one, each in zip(claims, told, strict=True)
    }


def version_of(service: str) -> int:
    """The version in force."""
    return catalogue.in_brief(service=service).version


_LOCK_PEOPLE = """
select 1 from (
    select 1 from catalogue_v_verdict_person where person_id = any(%s::uuid[]) order by person_id for update) locked
"""
# Each person by herself (``offset 0``): what a pool has sold a moment ago no statistic knows, and a join would read all of it.
_STANDING = """
select b.key, b.id,
       coalesce(get_bit(v.entitled, %(bit)s) = 1, false), coalesce(get_bit(v.unknown, %(bit)s) = 1, true),
       coalesce(p.balance, 0),
       %(period)s <> '' and exists (
           select from quotas_booking o where o.person_id = c.person and o.service = %(service)s and o.period = %(period)s
           and o.party = c.party and o.state in ('entered', 'waiting', 'held', 'booked', 'used', 'missed')),
       %(bar_days)s > 0 and exists (
           select from quotas_booking m where m.person_id = c.person and m.service = %(service)s and m.state = 'missed'
           and m.ended_at > %(now)s - make_interval(days => %(bar_days)s)),
       w.owed is not null
from unnest(%(people)s::uuid[], %(parties)s::bytea[]) with ordinality c(person, party, nr)
left join lateral (
    select key, id from quotas_booking where person_id = c.person and pool_id = %(pool)s and party = c.party
    and state in ('entered', 'waiting', 'held', 'booked', 'used', 'missed') offset 0) b on true
left join lateral (select entitled, unknown from catalogue_v_verdict_person where person_id = c.person offset 0) v on true
left join lateral (select balance from ledger_v_points where person_id = c.person offset 0) p on true
left join lateral (select 1 as owed from catalogue_v_help_owed where person_id = c.person limit 1) w on true
order by c.nr
"""
