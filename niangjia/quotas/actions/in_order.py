"""Places to those who asked beforehand, in an order that is settled: the drawn one of a rush, of a draw, by merit; or of those who wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import Deed, act
from niangjia.quotas.actions.asking import Claim
from niangjia.quotas.actions.behind_locks import lock_people, locked_pool, stock_of, wishes_of
from niangjia.quotas.actions.book import MOST
from niangjia.quotas.actions.giving import Won, hand_over, settle, take_out
from niangjia.quotas.actions.rewriting import rewrite
from niangjia.quotas.events import PlaceOffered, PlacesLost
from niangjia.quotas.models import Booking, Pool
from niangjia.quotas.rules.allotting import allot
from niangjia.quotas.rules.names import BOOKED, DRAWN, ENTERED, FEWER, GONE, HELD, LOST, OK, WAITING

TOLD_AT_ONCE = 1000  # once nothing is left: nobody's place, points or help changes any more


def give_in_order(*, by: Actor, pool_id: UUID, most: int = MOST, later: bool = False) -> int:
    """The next ``most`` of those who entered, in their ``order``, each as if she asked now; returns how many were judged.

    Who gets none is ``lost`` with the code why ("gone", "not_entitled" …); when nothing is left, the others are told by the thousand.
    Call it until it returns 0; broken off, it goes on where it was. ``later``: as for ``book_many``.
    """
    with act("quotas.give_in_order", by=by, about=("pool", pool_id)) as deed:
        pool = locked_pool(pool_id)
        rows = _each_once(_next(pool, ENTERED, most)) if pool.left else _next(pool, ENTERED, TOLD_AT_ONCE)
        if not rows:
            return 0
        codes = _give(pool, rows, deed, state=BOOKED, later=later)
        deed.note(judged=len(rows), given=sum(code == OK for code in codes), left=pool.left)
    return len(rows)


def advance(*, by: Actor, pool_id: UUID) -> int:
    """Offer places that came back to those who wait, in their order: kept for each until she answers. Returns how many were offered.

    Who may not have it by the records now leaves the list, with the reason; a family too large for what came back stays on it.
    """
    with act("quotas.advance", by=by, about=("pool", pool_id)) as deed:
        pool = locked_pool(pool_id)
        now = clock.now()
        over = pool.starts_at or pool.ends_at or pool.closes_at
        undrawn = pool.mode in DRAWN and pool.drawn_at is None
        if pool.cancelled_at or undrawn or now >= over or not pool.left:
            return 0
        rows = _next(pool, WAITING, MOST)
        until = min(now + timedelta(hours=pool.reply_hours), over)
        codes = _give(pool, rows, deed, state=HELD, until=until)
        for row, code in zip(rows, codes, strict=True):
            if code == OK:
                deed.also("quotas.offered", about=("booking", row.id), owner=row.person_id, pool=str(pool_id))
                deed.emit(PlaceOffered(pool_id=pool_id, person_id=row.person_id, booking_id=row.id))
        offered = sum(code == OK for code in codes)
        deed.note(offered=offered)
    return offered


def claim_of(row: Booking) -> Claim:
    """What she asked for when she entered, asked now."""
    return Claim(row.person_id, row.key, row.seats, answers=row.answers, party=bytes(row.party), case_id=row.case_id)


def tell_lost(pool_id: UUID, rows: Sequence[Booking], deed: Deed) -> None:
    """One event for those of these who are out now."""
    gone = [row for row in rows if row.state == LOST]
    if gone:
        lost, ids = tuple(row.person_id for row in gone), tuple(row.id for row in gone)
        deed.emit(PlacesLost(pool_id=pool_id, person_ids=lost, booking_ids=ids))


def _each_once(rows: Sequence[Booking]) -> list[Booking]:
    """Up to the first who asks again (for a second child): she is judged when her first stands, and nobody goes past her."""
    seen: set[UUID] = set()
    for place, row in enumerate(rows):
        if row.person_id in seen:
            return list(rows[:place])
        seen.add(row.person_id)
    return list(rows)


def _next(pool: Pool, state: str, most: int) -> list[Booking]:
    rows = Booking.objects.select_for_update().filter(pool_id=pool.id, state=state)
    return list(rows.order_by("order", "id")[:most])


def _give(
    pool: Pool,
    rows: Sequence[Booking],
    deed: Deed,
    *,
    state: str,
    until: datetime | None = None,
    later: bool = False,
) -> list[str]:
    """The answer to each row; the rows say it afterwards."""
    claims = [claim_of(row) for row in rows]
    if pool.left:
        lock_people(sorted({row.person_id for row in rows}), points=pool.points > 0)
    stock = replace(stock_of(pool, clock.now()), is_open=True)
    # Her own wish stands there already, and counts neither as a place she has nor against the limit.
    wishes = [
        wish._replace(had=None, served=False)
        for wish in wishes_of([(pool, claim) for claim in claims], {pool.id: stock})
    ]
    answers = allot(wishes, stock)
    won, codes = [], []
    for row, claim, answer in zip(rows, claims, answers, strict=True):
        codes.append(answer.code)
        if answer.code != OK:
            if answer.code == GONE and pool.mode in DRAWN:
                # In the same order; what comes back is offered to her, as soon as it is enough for all she asks for.
                row.state, row.why = WAITING, f"{FEWER}:{answer.could}" if answer.could else GONE
            elif state == BOOKED or answer.code != GONE:
                row.state, row.why, row.ended_at = LOST, answer.code, clock.now()
            continue
        pool.handed += 1
        row.state, row.until, row.share, row.share_seats, row.why = state, until, answer.share, answer.kept, ""
        if state == BOOKED:
            row.number, row.booked_at, row.points = pool.handed, clock.now(), pool.points * row.seats
        won.append(Won(pool, claim, row.id, pool.handed, answer.share, answer.kept, state))
    rewrite(rows)
    if won:
        if state == BOOKED:
            hand_over(won, deed, later=later)
            if not later:
                settle(won, deed)
        else:
            take_out(won)
    tell_lost(pool.id, rows, deed)
    return codes
