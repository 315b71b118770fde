"""The beginning of every batch: the pool's row, then the people, in one order; then what stands of them, seen anew."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Sum
from django.db.models.functions import Coalesce

from niangjia.base import clock
from niangjia.base.together import sent_together, unless_usual, uuids
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotFound
from niangjia.quotas.actions.asking import Claim
from niangjia.quotas.models import Booking, Pool, Share
from niangjia.quotas.rules.allotting import Stock, Wish
from niangjia.quotas.rules.names import CASE, WAITING


class Held(NamedTuple):
    """A pool and the people of a batch, locked to the end of the transaction.

    ``waited``: places that those who wait would take; ``reserved``: kept for a group and not taken yet. Places that came back are in it
    again. ``stamp``: the catalogue's, as it is now.
    """

    pool: Pool
    waited: int = 0
    reserved: Mapping[str, int] = MappingProxyType({})
    stamp: int | None = None


def hold(pool_ids: Collection[UUID], person_ids: Collection[UUID] = ()) -> dict[UUID, Held]:
    """The pools' rows, then the people's, then their points' accounts where places cost points, each in the order of the keys.

    Two batches that hold the same pools or people wait for each other, never in a circle.

    :raises NotFound: no such pool.
    """
    with connection.cursor() as cursor:
        _ask_hold(cursor, pool_ids, person_ids)
        return _held(cursor, pool_ids)


def hold_and_look(asked: Sequence[tuple[UUID, Claim]]) -> tuple[dict[UUID, Held], list[Standing]]:
    """``hold`` and what stands of each who asks, seen behind the locks: one journey to the database.

    :raises NotFound: no such pool.
    """
    pool_ids = {pool_id for pool_id, _ in asked}
    with connection.cursor() as locking, connection.cursor() as looking:
        with sent_together():
            _ask_hold(locking, pool_ids, [claim.person_id for _, claim in asked])
            _ask_standing(looking, asked)
        return _held(locking, pool_ids), _standings(looking)


def _ask_hold(cursor: CursorWrapper, pool_ids: Collection[UUID], person_ids: Iterable[UUID]) -> None:
    cursor.execute(_HOLD, [uuids(pool_ids), uuids(person_ids)])


def _held(cursor: CursorWrapper, pool_ids: Collection[UUID]) -> dict[UUID, Held]:
    held = {}
    for *row, waited, reserved, stamp in cursor.fetchall():
        pool = Pool.from_db(connection.alias, _POOL, row)
        held[pool.id] = Held(pool, waited, _counts(reserved), stamp)
    if len(held) < len(set(pool_ids)):
        raise NotFound
    return held


def _counts(found: str) -> Mapping[str, int]:
    counts: Mapping[str, int] = json.loads(found)  # Django leaves jsonb of its own statements a text
    return counts


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

    One statement, and one more a service where places are kept for some.
    """
    held = {pool.id: Held(pool) for pool, _ in asked}
    known = standing([(pool.id, claim) for pool, claim in asked])
    return wishes_behind(held, [(pool.id, claim) for pool, claim in asked], known, stocks)


def wishes_behind(
    held: Mapping[UUID, Held],
    asked: Sequence[tuple[UUID, Claim]],
    known: Sequence[Standing],
    stocks: Mapping[UUID, Stock],
) -> list[Wish]:
    """``wishes_of`` of what ``hold_and_look`` saw. Who is owed the counting of what she just got is settled first, and looked at again."""
    if owed := {claim.person_id for (_, claim), each in zip(asked, known, strict=True) if each.owed}:
        catalogue.settle_help(person_ids=owed)
        known = standing(asked)
    kept = [(held[pool_id].pool, claim) for pool_id, claim in asked if stocks[pool_id].reserved]
    return wishes_from(held, asked, known, _groups(kept) if kept else {})


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


def standing(asked: Sequence[tuple[UUID, Claim]]) -> list[Standing]:
    """Of each who asks (a pool's id and the claim), in their order."""
    with connection.cursor() as cursor:
        _ask_standing(cursor, asked)
        return _standings(cursor)


def _ask_standing(cursor: CursorWrapper, asked: Sequence[tuple[UUID, Claim]]) -> None:
    cursor.execute(
        _STANDING,
        {
            "now": clock.now(), "periods": _periods(clock.today()),
            "people": uuids([claim.person_id for _, claim in asked]), "pools": uuids([pool_id for pool_id, _ in asked]),
            "parties": unless_usual([claim.party for _, claim in asked], b""),
        },
    )  # fmt: skip


def _standings(cursor: CursorWrapper) -> list[Standing]:
    return list(map(Standing._make, cursor.fetchall()))


@lru_cache(maxsize=2)
def _periods(day: date) -> str:
    """Every kind of period in which a place may be had once, and the one that ``day`` lies in."""
    return json.dumps({kind: catalogue.period_of(kind, day) for kind in catalogue.GIVEN_IN})


def wishes_from(
    held: Mapping[UUID, Held],
    asked: Sequence[tuple[UUID, Claim]],
    known: Sequence[Standing],
    groups: Mapping[tuple[UUID, UUID], frozenset[str]] = MappingProxyType({}),
) -> list[Wish]:
    """As the records stand; a service of which a source is not believed entitles nobody now, and where cases give, only a case does."""
    doubted = {key: catalogue.in_brief(service=each.pool.service, at=each.stamp).doubted for key, each in held.items()}
    decided = {key for key, each in held.items() if each.pool.mode == CASE}
    return [
        Wish(
            claim.person_id, claim.key, claim.seats, claim.party, (each.key, each.id) if each.key and each.id else None,
            claim.case_id is not None if pool_id in decided else each.entitled and not doubted[pool_id], each.unknown or doubted[pool_id],
            each.points, each.served, each.barred, groups.get((pool_id, claim.person_id), frozenset()) if groups else frozenset(),
        )
        for (pool_id, claim), each in zip(asked, known, strict=True)
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


def version_of(service: str, stamp: int | None = None) -> int:
    """The version in force; ``stamp`` as in ``Held``."""
    return catalogue.in_brief(service=service, at=stamp).version


_LOCK_PEOPLE = """
select 1 from (
    select 1 from catalogue_v_verdict_person where person_id = any(%s::uuid[]) order by person_id for update) locked
"""
_POOL = [field.attname for field in Pool._meta.concrete_fields]
_HOLD = f"""
select {", ".join(f'(l.pool)."{field.column}"' for field in Pool._meta.concrete_fields)}, l.waited, l.reserved, l.stamp
from quotas_lock(%s::uuid[], %s::uuid[]) l
"""
# Each person by herself (``offset 0``): what a pool has sold a moment ago no statistic knows, and a join would read all of it.
_STANDING = """
with q as materialized (
    select q.id, q.service, q.bar_days, s.bit, coalesce(%(periods)s::jsonb ->> q.period, '') as period
    from quotas_pool q join catalogue_v_service s on s.key = q.service where q.id = any(%(pools)s::uuid[])
)
select b.key, b.id,
       coalesce(get_bit(v.entitled, q.bit) = 1, false), coalesce(get_bit(v.unknown, q.bit) = 1, true),
       coalesce(p.balance, 0),
       s.served is not null, m.missed is not null, w.owed is not null
from (select person, coalesce(party, '') as party, pool, nr
      from unnest(%(people)s::uuid[], %(parties)s::bytea[], %(pools)s::uuid[]) with ordinality c(person, party, pool, nr)) c
join q on q.id = c.pool
left join lateral (
    select key, id from quotas_booking where person_id = c.person and pool_id = c.pool and party = c.party
    and state in ('entered', 'waiting', 'held', 'booked', 'used', 'missed') offset 0) b on true
left join lateral (select entitled, unknown from catalogue_v_verdict_person where person_id = c.person offset 0) v on true
left join lateral (select balance from ledger_v_points where person_id = c.person offset 0) p on true
left join lateral (
    select 1 as served from quotas_booking where q.period <> '' and person_id = c.person and service = q.service and period = q.period
    and party = c.party and state in ('entered', 'waiting', 'held', 'booked', 'used', 'missed', 'money') limit 1) s on true
left join lateral (
    select 1 as missed from quotas_booking where q.bar_days > 0 and person_id = c.person and service = q.service and state = 'missed'
    and ended_at > %(now)s - make_interval(days => q.bar_days) limit 1) m on true
left join lateral (select 1 as owed from catalogue_v_help_owed where person_id = c.person limit 1) w on true
order by c.nr
"""
