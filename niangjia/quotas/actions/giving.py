"""Places into hands: the bookings, the points, the history of help, the journal. Callers stand behind the locks and inside an act."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from niangjia.base import clock
from niangjia.base.acts import Deed
from niangjia.base.crypto import seal_many
from niangjia.base.together import array, unless_usual, uuids
from niangjia.catalogue import api as catalogue
from niangjia.kernel.ids import uuid7s
from niangjia.quotas.actions.asking import Claim
from niangjia.quotas.actions.behind_locks import current_period, version_of
from niangjia.quotas.events import PlacesBooked
from niangjia.quotas.models import Pool
from niangjia.quotas.rules.names import BOOKED
from niangjia.unions import api as unions

COUNTED = "case"  # bookings and cases add to the same numbers, and who has had both counts once
GIVEN_BACK = "redemption_back"


class Won(NamedTuple):
    """A claim that has got its place: the booking's id (new, or one that was there and waited), its number, the share it came out of."""

    pool: Pool
    claim: Claim
    id: UUID
    number: int
    share: str = ""
    share_seats: int = 0
    state: str = BOOKED
    until: datetime | None = None


def new_bookings(won: Sequence[Won], stamp: int | None = None) -> None:
    """The rows of these bookings, in one statement; ``stamp`` as in ``Held``."""
    claims, pools = [w.claim for w in won], _Pools(won)
    private = None
    if any(claim.private for claim in claims):
        private = array(seal_many([claim.private for claim in claims], aad=b"quotas_booking.private"))
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            {
                "now": clock.now(), "pools": uuids(pools.ids), "services": array(pool.service for pool in pools.all),
                "prices": array(pool.points for pool in pools.all), "versions": array(version_of(pool.service, stamp) for pool in pools.all),
                "periods": array(current_period(pool) for pool in pools.all), "nr": array(pools.nr),
                "people": uuids([claim.person_id for claim in claims]), "ids": uuids([w.id for w in won]),
                "keys": uuids([claim.key for claim in claims]), "parties": unless_usual([claim.party for claim in claims], b""),
                "seats": unless_usual([claim.seats for claim in claims], 1),
                "states": unless_usual([w.state for w in won], BOOKED),
                "numbers": array([w.number if w.state in _NUMBERED else None for w in won]),
                "shares": unless_usual([w.share for w in won], ""), "share_seats": unless_usual([w.share_seats for w in won], 0),
                "answers": unless_usual([_json(claim.answers) for claim in claims], "{}"), "private": private,
                "by": uuids([claim.by or claim.person_id for claim in claims]),
                "cases": unless_usual([claim.case_id for claim in claims], None),
                "until": unless_usual([w.until for w in won], None),
            },
        )  # fmt: skip


def take_out(won: Sequence[Won]) -> None:
    """What these have taken is not left any more; out of the shares too."""
    _give(won, taking=True, paying=False, owing=False)


def pay(won: Sequence[Won], deed: Deed) -> None:
    """These have got their place for good: the points, and the journal."""
    _give(won, taking=False, paying=True, owing=False)
    _enter(won, deed)


def hand_over(won: Sequence[Won], deed: Deed, *, later: bool) -> None:
    """``take_out`` and ``pay`` in one. What follows from it is owed with ``later``; else the caller lets it ``settle``.

    Only what somebody asked for by herself is owed: what a case gives is not.
    """
    _give(won, taking=True, paying=True, owing=later)
    _enter(won, deed)


def _enter(won: Sequence[Won], deed: Deed) -> None:
    for each in won:
        pool, claim = each.pool, each.claim
        asked_by = {"asked_by": str(claim.by)} if claim.by else {}
        deed.also(
            "quotas.booked", about=("booking", each.id), owner=claim.person_id,
            pool=pool.id, number=each.number, seats=claim.seats, points=pool.points * claim.seats, **asked_by,
        )  # fmt: skip


def _give(won: Sequence[Won], *, taking: bool, paying: bool, owing: bool) -> None:
    pools = _Pools(won)
    shares = unless_usual([w.share for w in won], "")
    today = clock.today()
    with connection.cursor() as cursor:
        cursor.execute(
            _GIVE,
            {
                "now": clock.now(), "pools": uuids(pools.ids), "handed": array(pool.handed for pool in pools.all), "nr": array(pools.nr),
                "people": uuids([w.claim.person_id for w in won]), "ids": uuids([w.id for w in won]),
                "seats": unless_usual([w.claim.seats for w in won], 1),
                "shares": shares, "share_seats": array([w.share_seats for w in won]) if shares else None,
                "taking": taking, "paying": paying,
                "owed": array(catalogue.period_of(per, today) for per in catalogue.GIVEN_IN) if owing else None,
                "batches": uuids(uuid7s(len(pools.ids))) if owing else None,
            },
        )  # fmt: skip
    if taking:
        for each in won:
            each.pool.left -= each.claim.seats


class _Pools:
    """The pools of these, each once; and of each place, the how manieth of them it is of (from 1)."""

    def __init__(self, won: Sequence[Won]) -> None:
        numbers: dict[int, int] = {}
        self.nr = [numbers.setdefault(id(each.pool), len(numbers) + 1) for each in won]
        self.all = list({id(each.pool): each.pool for each in won}.values())
        self.ids = [pool.id for pool in self.all]


def settle(won: Sequence[Won], deed: Deed) -> None:
    """What follows from it: help counted, with it the verdicts; the numbers of the tree; the event."""
    for mine in _by_pool(won):
        pool = mine[0].pool
        own = [w for w in mine if w.claim.case_id is None]  # what a case gives, the case counts
        count_help(pool, [w.claim.person_id for w in own], clock.today(), times=1)
        count_in_tree(pool, [w.id for w in own if pool.counts == w.state])
        people, ids = tuple(w.claim.person_id for w in mine), tuple(w.id for w in mine)
        deed.touch_many("person", people)
        deed.emit(PlacesBooked(pool_id=pool.id, person_ids=people, booking_ids=ids))


def _by_pool(won: Sequence[Won]) -> list[list[Won]]:
    pools: dict[UUID, list[Won]] = {}
    for each in won:
        pools.setdefault(each.pool.id, []).append(each)
    return list(pools.values())


def counted(pool: Pool, booking_ids: Sequence[UUID]) -> AbstractContextManager[None]:
    """Around what changes whether these bookings count."""
    return unions.counting(COUNTED, booking_ids, keys=catalogue.in_brief(service=pool.service).figures)


def count_in_tree(pool: Pool, booking_ids: Sequence[UUID]) -> None:
    """Bookings that count from now on."""
    if booking_ids:
        unions.count_new(COUNTED, booking_ids, keys=catalogue.in_brief(service=pool.service).figures)


def move_points(moves: Sequence[tuple[Pool, UUID, UUID, int]], reason: str) -> None:
    """Points of these people, by (pool, person, booking, points to her); once a booking and reason."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from ledger_points_move('points-used', %s::uuid[], %s::uuid[], %s::text[], %s::bigint[], %s, %s::text[], %s)",
            [
                uuids(person for _, person, _, _ in moves), uuids(uuid7s(len(moves))),
                array(f"{reason}/{booking}" for _, _, booking, _ in moves), array(amount for _, _, _, amount in moves),
                reason, array(pool.title for pool, _, _, _ in moves), clock.now(),
            ],
        )  # fmt: skip


def count_help(
    pool: Pool, person_ids: Sequence[UUID], day: date, *, times: int, fen: Mapping[UUID, int] = MappingProxyType({})
) -> None:
    """Enter it into the history that ``helped()`` asks, in the periods of ``day`` that may be asked for; ``fen``: money that took a place's place."""
    counted: dict[UUID, int] = {}
    for person_id in person_ids:
        counted[person_id] = counted.get(person_id, 0) + times
    periods = [catalogue.period_of(per, day) for per in catalogue.GIVEN_IN]
    catalogue.record_help(
        helped=[
            (person, pool.service, period, n, fen.get(person, 0))
            for person, n in sorted(counted.items())
            for period in periods
        ]
    )


def _json(answers: Mapping[str, Any]) -> str:
    return json.dumps(dict(answers), ensure_ascii=False) if answers else "{}"


_NUMBERED = {"booked", "used", "missed"}
# A column that is null is as usual.
_INSERT = """
insert into quotas_booking (person_id, id, pool_id, service, version, period, party, key, state, seats, number, share, share_seats,
    points, who, union_id, answers, private, "by", case_id, asked_at, booked_at, until, why, rating_text)
select c.person, c.id, q.id, q.service, q.version, q.period, coalesce(c.party, ''), c.key, coalesce(c.state, 'booked'),
       coalesce(c.seats, 1), c.number, coalesce(c.share, ''), coalesce(c.share_seats, 0), q.points * coalesce(c.seats, 1),
       coalesce(p.name_masked, ''), m.union_id, coalesce(c.answers, '{}'), c.private, c.by, c.case_id, %(now)s,
       case when c.number is not null then %(now)s end, c.until, '', ''
from unnest(%(nr)s::int[], %(people)s::uuid[], %(ids)s::uuid[], %(keys)s::uuid[], %(parties)s::bytea[], %(seats)s::int[],
            %(states)s::text[], %(numbers)s::int[], %(shares)s::text[], %(share_seats)s::int[], %(answers)s::jsonb[],
            %(private)s::bytea[], %(by)s::uuid[], %(cases)s::uuid[], %(until)s::timestamptz[])
     c(nr, person, id, key, party, seats, state, number, share, share_seats, answers, private, "by", case_id, until)
join unnest(%(pools)s::uuid[], %(services)s::text[], %(prices)s::int[], %(versions)s::int[], %(periods)s::text[])
     with ordinality q(id, service, points, version, period, nr) on q.nr = c.nr
left join lateral (select name_masked from people_v_person where id = c.person offset 0) p on true
left join lateral (select union_id from people_v_membership where person_id = c.person and until is null offset 0) m on true
"""
_GIVE = """
select quotas_give(%(now)s, %(pools)s::uuid[], %(handed)s::int[], %(nr)s::int[], %(people)s::uuid[], %(ids)s::uuid[],
    %(seats)s::int[], %(shares)s::text[], %(share_seats)s::int[], %(taking)s, %(paying)s, %(owed)s::text[], %(batches)s::uuid[])
"""
