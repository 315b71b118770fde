"""The beginning of every batch: the pool's row, then the people, in one order; then what stands of them, seen anew."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Sum
from django.db.models.functions import Coalesce

from niangjia.base import clock
from niangjia.base.together import array, uuids
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


def hold(pool_ids: Collection[UUID], person_ids: Collection[UUID] = ()) -> dict[UUID, Held]:
    """The pools' rows, then the people's, then their points' accounts where places cost points, each in the order of the keys.

    Two journeys to the database, however many. Two batches that hold the same pools or people wait for each other, never in a circle.

    :raises NotFound: no such pool.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select pool_id, waited, reserved from quotas_lock(%s::uuid[], %s::uuid[])",
            [uuids(pool_ids), uuids(person_ids)],
        )
        rows = {pool_id: (waited, reserved) for pool_id, waited, reserved in cursor.fetchall()}
    pools = Pool.objects.in_bulk(rows)
    if len(pools) < len(set(pool_ids)):
        raise NotFound
    return {pool_id: Held(pools[pool_id], waited, _counts(kept)) for pool_id, (waited, kept) in rows.items()}


def _counts(found: str | Mapping[str, int]) -> Mapping[str, int]:
    return (
        found if isinstance(found, Mapping) else json.loads(found)
    )  # Django leaves jsonb of its own statements a text


def locked_pool(pool_id: UUID) -> Pool:
    """The pool alone, held; for a verb that learns only then whom it is about.

    :raises NotFound:
    """
    return hold([pool_id])[pool_id].pool


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


def wishes_of(asked: Sequence[tuple[Pool, Claim]], stocks: Mapping[UUID, Stock]) -> list[Wish]:
    """What stands of each who asks; call it behind the locks. Where a case has decided, the verdict is not asked again.

    One statement, and one more a service where places are kept for some. Who is owed the counting of what she just got is settled first.
    """
    known = standing(asked)
    if owed := {claim.person_id for (_, claim), each in zip(asked, known, strict=True) if each.owed}:
        catalogue.settle_help(person_ids=owed)
        known = standing(asked)
    return wishes_from(asked, known, _groups([(pool, claim) for pool, claim in asked if stocks[pool.id].reserved]))


class Standing(NamedTuple):
    """What the records say of one who asks. ``owed``: she was given help that is not counted yet, so that the verdict may be old."""

    key: UUID | None
    id: UUID | None
    entitled: bool
    unknown: bool
    points: int
    served: bool
    barred: bool
    owed: bool


def standing(asked: Sequence[tuple[Pool, Claim]]) -> list[Standing]:
    """Of each who asks, in their order."""
    pools = {pool.id: pool for pool, _ in asked}.values()
    briefs = {pool.id: (catalogue.in_brief(service=pool.service).bit, current_period(pool)) for pool in pools}
    with connection.cursor() as cursor:
        cursor.execute(
            _STANDING,
            {
                "now": clock.now(),
                "people": uuids(claim.person_id for _, claim in asked), "parties": array(claim.party for _, claim in asked),
                "pools": uuids(pool.id for pool, _ in asked), "services": array(pool.service for pool, _ in asked),
                "bits": array(briefs[pool.id][0] for pool, _ in asked), "periods": array(briefs[pool.id][1] for pool, _ in asked),
                "bar_days": array(pool.bar_days for pool, _ in asked),
            },
        )  # fmt: skip
        return [Standing(*row) for row in cursor.fetchall()]


def wishes_from(
    asked: Sequence[tuple[Pool, Claim]],
    known: Sequence[Standing],
    groups: Mapping[tuple[UUID, UUID], frozenset[str]] = MappingProxyType({}),
) -> list[Wish]:
    """As the records stand; a service of which a source is not believed entitles nobody now."""
    doubted = {service: catalogue.is_doubted(service=service) for service in {pool.service for pool, _ in asked}}
    return [
        Wish(
            person_id=claim.person_id, key=claim.key, seats=claim.seats, party=claim.party,
            had=(each.key, each.id) if each.key and each.id else None,
            entitled=pool.mode == CASE or (each.entitled and not doubted[pool.service]),
            unknown=each.unknown or doubted[pool.service], points=each.points, served=each.served, barred=each.barred,
            groups=groups.get((pool.id, claim.person_id), frozenset()),
        )
        for (pool, claim), each in zip(asked, known, strict=True)
    ]  # fmt: skip


def current_period(pool: Pool) -> str:
    """The period a booking made now counts in; "" where a person may have any number."""
    return catalogue.period_of(pool.period, clock.today()) if pool.period else ""


def _groups(asked: Sequence[tuple[Pool, Claim]]) -> dict[tuple[UUID, UUID], frozenset[str]]:
    found = {}
    for service in {pool.service for pool, _ in asked}:
        mine = [(pool, claim) for pool, claim in asked if pool.service == service]
        version = version_of(service)
        told = catalogue.groups_of(
            [catalogue.Asked(service, version, claim.person_id, claim.answers) for _, claim in mine], of="reserves"
        )
        for (pool, claim), each in zip(mine, told, strict=True):
            found[pool.id, claim.person_id] = frozenset(name for name, true in each.items() if true)
    return found


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
       coalesce(get_bit(v.entitled, c.bit) = 1, false), coalesce(get_bit(v.unknown, c.bit) = 1, true),
       coalesce(p.balance, 0),
       s.served is not null, m.missed is not null, w.owed is not null
from unnest(%(people)s::uuid[], %(parties)s::bytea[], %(pools)s::uuid[], %(services)s::text[], %(bits)s::int[], %(periods)s::text[],
            %(bar_days)s::int[]) with ordinality c(person, party, pool, service, bit, period, bar_days, nr)
left join lateral (
    select key, id from quotas_booking where person_id = c.person and pool_id = c.pool and party = c.party
    and state in ('entered', 'waiting', 'held', 'booked', 'used', 'missed') offset 0) b on true
left join lateral (select entitled, unknown from catalogue_v_verdict_person where person_id = c.person offset 0) v on true
left join lateral (select balance from ledger_v_points where person_id = c.person offset 0) p on true
left join lateral (
    select 1 as served from quotas_booking where c.period <> '' and person_id = c.person and service = c.service and period = c.period
    and party = c.party and state in ('entered', 'waiting', 'held', 'booked', 'used', 'missed', 'money') limit 1) s on true
left join lateral (
    select 1 as missed from quotas_booking where c.bar_days > 0 and person_id = c.person and service = c.service and state = 'missed'
    and ended_at > %(now)s - make_interval(days => c.bar_days) limit 1) m on true
left join lateral (select 1 as owed from catalogue_v_help_owed where person_id = c.person limit 1) w on true
order by c.nr
"""
