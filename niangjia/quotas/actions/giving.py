"""Places into hands: the bookings, the points, the history of help, the journal. Callers stand behind the locks and inside an act."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from niangjia.base import clock
from niangjia.base.acts import Deed
from niangjia.base.crypto import seal_many
from niangjia.base.together import array, uuids
from niangjia.catalogue import api as catalogue
from niangjia.kernel.ids import uuid7
from niangjia.quotas.actions.asking import Claim
from niangjia.quotas.actions.behind_locks import current_period, version_of
from niangjia.quotas.events import PlacesBooked
from niangjia.quotas.models import Pool
from niangjia.quotas.rules.names import BOOKED
from niangjia.unions import api as unions

COUNTED = "case"  # bookings and cases add to the same numbers, and who has had both counts once
SPENT, GIVEN_BACK = "redemption", "redemption_back"


@dataclass(frozen=True, slots=True)
class Won:
    """A claim that has got its place: the booking's id (new, or one that was there and waited), its number, the share it came out of."""

    pool: Pool
    claim: Claim
    id: UUID
    number: int
    share: str = ""
    share_seats: int = 0
    state: str = BOOKED
    until: datetime | None = None


def new_bookings(won: Sequence[Won]) -> None:
    """The rows of these bookings, in one statement."""
    now, booked = clock.now(), {"booked", "used", "missed"}
    sealed = seal_many([each.claim.private for each in won], aad=b"quotas_booking.private")
    periods = {w.pool.id: current_period(w.pool) for w in won}
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            {
                "now": now, "pools": uuids(w.pool.id for w in won), "services": array(w.pool.service for w in won),
                "versions": array(version_of(w.pool.service) for w in won), "periods": array(periods[w.pool.id] for w in won),
                "points": array(w.pool.points for w in won),
                "people": uuids(w.claim.person_id for w in won), "ids": uuids(w.id for w in won), "keys": uuids(w.claim.key for w in won),
                "parties": array(w.claim.party for w in won), "seats": array(w.claim.seats for w in won),
                "states": array(w.state for w in won), "numbers": array(w.number if w.state in booked else None for w in won),
                "shares": array(w.share for w in won), "share_seats": array(w.share_seats for w in won),
                "answers": array(_json(w.claim.answers) for w in won), "private": array(sealed),
                "by": uuids(w.claim.by or w.claim.person_id for w in won), "cases": array(w.claim.case_id for w in won),
                "until": array(w.until for w in won),
            },
        )  # fmt: skip


def take_out(won: Sequence[Won]) -> None:
    """What these have taken is not left any more; out of the shares too."""
    seats: Counter[UUID] = Counter()
    by_share: Counter[tuple[UUID, str]] = Counter()
    for each in won:
        seats[each.pool.id] += each.claim.seats
        if each.share:
            by_share[each.pool.id, each.share] += each.share_seats
    handed = {each.pool.id: each.pool.handed for each in won}
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_OUT, [uuids(seats), array(seats.values()), array(handed[pool_id] for pool_id in seats)])
        if by_share:
            which = uuids(pool_id for pool_id, _ in by_share)
            cursor.execute(_TAKE_OUT_OF_SHARES, [which, array(name for _, name in by_share), array(by_share.values())])
    for pool in {each.pool.id: each.pool for each in won}.values():
        pool.left -= seats[pool.id]


def pay(won: Sequence[Won], deed: Deed) -> None:
    """These have got their place for good: the points, and the journal."""
    paid = [w for w in won if w.pool.points]
    if paid:
        move_points([(w.pool, w.claim.person_id, w.id, -w.pool.points * w.claim.seats) for w in paid], SPENT)
    for each in won:
        deed.also(
            "quotas.booked", about=("booking", each.id), owner=each.claim.person_id,
            pool=str(each.pool.id), number=each.number, seats=each.claim.seats, points=each.pool.points * each.claim.seats,
            **({"asked_by": str(each.claim.by)} if each.claim.by else {}),
        )  # fmt: skip


def settle(won: Sequence[Won], deed: Deed) -> None:
    """What follows from it: help counted, with it the verdicts; the numbers of the tree; the event."""
    for mine in _by_pool(won):
        pool = mine[0].pool
        own = [w for w in mine if w.claim.case_id is None]  # what a case gives, the case counts
        count_help(pool, [w.claim.person_id for w in own], clock.today(), times=1)
        count_in_tree(pool, [w.id for w in own])
        people, ids = tuple(w.claim.person_id for w in mine), tuple(w.id for w in mine)
        deed.touch_many("person", people)
        deed.emit(PlacesBooked(pool_id=pool.id, person_ids=people, booking_ids=ids))


def owe(won: Sequence[Won]) -> None:
    """``settle``, a moment later. Only for whoever asked by herself: what a case gives is never owed."""
    catalogue.owe_help(owed=[(w.claim.person_id, w.id, w.pool.service) for w in won], day=clock.today())
    batches = [(mine[0].pool.id, uuid7(), [w.id for w in mine]) for mine in _by_pool(won)]
    with connection.cursor() as cursor:
        for pool_id, batch, ids in batches:
            cursor.execute(_OWE, [pool_id, batch, uuids(ids)])


def _by_pool(won: Sequence[Won]) -> list[list[Won]]:
    pools: dict[UUID, list[Won]] = {}
    for each in won:
        pools.setdefault(each.pool.id, []).append(each)
    return list(pools.values())


def count_in_tree(pool: Pool, booking_ids: Sequence[UUID]) -> None:
    """Bookings that count from now on, where the pool counts bookings."""
    if pool.counts == BOOKED and booking_ids:
        unions.count_new(COUNTED, booking_ids, keys=catalogue.in_brief(service=pool.service).figures)


def move_points(moves: Sequence[tuple[Pool, UUID, UUID, int]], reason: str) -> None:
    """Points of these people, by (pool, person, booking, points to her); once a booking and reason."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from ledger_points_move('points-used', %s::uuid[], %s::uuid[], %s::text[], %s::bigint[], %s, %s::text[], %s)",
            [
                uuids(person for _, person, _, _ in moves), uuids(uuid7() for _ in moves),
                array(f"{reason}/{booking}" for _, _, booking, _ in moves), array(amount for _, _, _, amount in moves),
                reason, array(pool.title for pool, _, _, _ in moves), clock.now(),
            ],
        )  # fmt: skip


def count_help(pool: Pool, person_ids: Sequence[UUID], day: date, *, times: int) -> None:
    """Enter it into the history that ``helped()`` asks, in the periods of ``day`` that may be asked for."""
    counted: dict[UUID, int] = {}
    for person_id in person_ids:
        counted[person_id] = counted.get(person_id, 0) + times
    periods = [catalogue.period_of(per, day) for per in catalogue.GIVEN_IN]
    catalogue.record_help_many(
        helped=[(person, pool.service, period, n, 0) for person, n in sorted(counted.items()) for period in periods]
    )


def _json(answers: object) -> str:
    return json.dumps(answers, ensure_ascii=False)


_INSERT = """
insert into quotas_booking (person_id, id, pool_id, service, version, period, party, key, state, seats, number, share, share_seats,
    points, who, union_id, answers, private, "by", case_id, asked_at, booked_at, until, why, rating_text)
select c.person, c.id, c.pool, c.service, c.version, c.period, c.party, c.key, c.state, c.seats, c.number, c.share, c.share_seats,
       c.points * c.seats, coalesce(p.name_masked, ''), m.union_id, c.answers, c.private, c.by, c.case_id, %(now)s,
       case when c.number is not null then %(now)s end, c.until, '', ''
from unnest(%(people)s::uuid[], %(ids)s::uuid[], %(pools)s::uuid[], %(services)s::text[], %(versions)s::int[], %(periods)s::text[],
            %(points)s::int[], %(keys)s::uuid[], %(parties)s::bytea[], %(seats)s::int[], %(states)s::text[],
            %(numbers)s::int[], %(shares)s::text[], %(share_seats)s::int[], %(answers)s::jsonb[], %(private)s::bytea[], %(by)s::uuid[],
            %(cases)s::uuid[], %(until)s::timestamptz[])
     c(person, id, pool, service, version, period, points, key, party, seats, state, number, share, share_seats, answers, private, "by",
       case_id, until)
left join lateral (select name_masked from people_v_person where id = c.person offset 0) p on true
left join lateral (select union_id from people_v_membership where person_id = c.person and until is null offset 0) m on true
"""
_TAKE_OUT = """
update quotas_pool p set "left" = p."left" - t.seats, handed = greatest(p.handed, t.handed)
from unnest(%s::uuid[], %s::int[], %s::int[]) t(id, seats, handed) where p.id = t.id
"""
_TAKE_OUT_OF_SHARES = """
update quotas_share s set taken = s.taken + t.seats from unnest(%s::uuid[], %s::text[], %s::int[]) t(pool_id, name, seats)
where s.pool_id = t.pool_id and s.name = t.name
"""
_OWE = "insert into quotas_unsettled (pool_id, id, booking_ids) values (%s, %s, %s::uuid[])"
