"""Money instead of a place, where the definition says "quota or money": who gets no seat gets the ticket's price, once, out of the city's budget."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import Deed, act
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotFound
from niangjia.ledger import api as ledger
from niangjia.people import api as people
from niangjia.quotas.access import require_booking, require_pool
from niangjia.quotas.actions.behind_locks import lock_people, locked_pool, stock_of, wishes_of
from niangjia.quotas.actions.book import MOST
from niangjia.quotas.actions.giving import count_help
from niangjia.quotas.actions.in_order import claim_of, tell_lost
from niangjia.quotas.errors import BookingState, MoneyTooSoon, NoMoneyHere
from niangjia.quotas.events import MoneyInstead, PlaceFreed
from niangjia.quotas.models import Booking, Freed, Pool
from niangjia.quotas.rules.allotting import Stock, Wish, allot
from niangjia.quotas.rules.names import HELD, LOST, MONEY, OK, STATES, WAITING
from niangjia.unions import api as unions


def pay_instead(*, by: Actor, pool_id: UUID) -> int:
    """Everybody who still waits when it has begun gets the money; returns how many. Broken off it goes on, pressed twice it pays once.

    Who is not entitled any more leaves the list, with the reason.

    :raises NotFound: not in her reach. NoMoneyHere: MoneyTooSoon: a seat may still come back. BudgetExhausted, NoBudget: of this batch nothing is paid.
    """
    pool = require_pool(by, pool_id)
    _money_of(pool)
    if pool.cancelled_at or pool.drawn_at is None or clock.now() < (pool.starts_at or pool.closes_at):
        raise MoneyTooSoon
    paid, waiting = 0, Booking.objects.filter(pool_id=pool_id, state=WAITING).order_by("order", "id")
    while waiting.exists():
        with act("quotas.pay_instead", by=by, about=("pool", pool_id)) as deed:
            pool = locked_pool(pool_id)
            rows = list(waiting.select_for_update()[:MOST])
            lock_people(sorted({row.person_id for row in rows}), points=False)
            given = _pay(by, pool, rows, deed)
            deed.note(judged=len(rows), paid=given)
        paid += given
    return paid


def take_instead(*, by: Actor, booking_id: UUID) -> None:
    """She does not wait any longer and takes the money; a seat that was kept for her goes to the next.

    :raises NotFound: BookingState: she has a seat, or does not wait. NoMoneyHere: MoneyTooSoon: seats are not given yet. Entitlement … : see ``refuse``.
    """
    with act("quotas.take_instead", by=by, about=("booking", booking_id)) as deed:
        pool_id = Booking.objects.filter(id=booking_id, person_id=by.id).values_list("pool_id", flat=True).first()
        if pool_id is None:
            raise NotFound
        pool = locked_pool(pool_id)  # before her row, as whoever pays all who wait
        found = require_booking(by, booking_id, person_id=by.id)
        _money_of(pool)
        if found.state not in {WAITING, HELD} or found.case_id:
            raise BookingState(state=STATES[found.state])
        if pool.drawn_at is None:
            raise MoneyTooSoon
        lock_people([found.person_id], points=False)
        if found.state == HELD:
            Freed.objects.create(pool_id=pool.id, seats=found.seats, share=found.share, share_seats=found.share_seats)
            deed.emit(PlaceFreed(pool_id=pool.id))
        _pay(by, pool, [found], deed)
        deed.note(pool=str(pool.id), fen=found.money_fen)


def repair_card(*, by: Actor, booking_id: UUID, number: str) -> None:
    """Her own card for money that has nowhere to go; it goes out with the next batch.

    :raises NotFound: not hers. BookingState: there is no money. AccountFlawed: the number cannot be right.
    """
    with act("quotas.repair_card", by=by, about=("booking", booking_id)):
        booking = require_booking(by, booking_id, person_id=by.id)
        if booking.state != MONEY:
            raise BookingState(state=STATES[booking.state])
        people.set_bank_card(by=by, person_id=by.id, number=number)
        ledger.account_given(by=by, owner_kind="person", owner_id=by.id)


def _money_of(pool: Pool) -> Any:
    """What the definition says of the money.

    :raises NoMoneyHere:
    """
    definition = catalogue.definition(pool.service)
    if definition is None or not definition.outcome.either or definition.money is None or not pool.period:
        raise NoMoneyHere
    return definition.money


def _pay(by: Actor, pool: Pool, rows: Sequence[Booking], deed: Deed) -> int:
    """Behind the locks: each is judged as if she asked now; who may have it is granted, the others leave the list."""
    if not rows:
        return 0
    asked = [(pool, claim_of(row)) for row in rows]
    wishes = wishes_of(asked, {pool.id: replace(stock_of(pool, clock.now()), reserved={})})
    codes = [_code(wish) for wish in wishes]
    amounts = catalogue.granted_fen(service=pool.service, subject_ids=[row.person_id for row in rows])
    given = [row for row, code in zip(rows, codes, strict=True) if code == OK]
    for row, code in zip(rows, codes, strict=True):
        if code != OK:
            row.state, row.why, row.ended_at = LOST, code, clock.now()
    for row in given:  # the ledger takes grants one by one, each under a key of its own
        row.hold_id = _grant(by, pool, row, amounts[row.person_id])
        row.money_fen, row.state, row.why = amounts[row.person_id] or 0, MONEY, ""
        row.until, row.share, row.share_seats, row.ended_at = None, "", 0, clock.now()
    fields = ["state", "why", "ended_at", "money_fen", "hold_id", "until", "share", "share_seats"]
    Booking.objects.bulk_update(rows, fields)
    _count(pool, given, deed)
    tell_lost(pool.id, rows, deed)
    return len(given)


def _code(wish: Wish) -> str:
    """Her own wish stands there already, and is not what she has had; whether places are left does not matter for money."""
    one = wish._replace(had=None, served=False, seats=1)
    return allot([one], Stock(1))[0].code


def _grant(by: Actor, pool: Pool, row: Booking, fen: int | None) -> UUID:
    """Held in the city's budget and put on the list of its finance, as a case does; once, by its key.

    :raises NoMoneyHere: BudgetExhausted, NoBudget:
    """
    city, money = unions.top(), _money_of(pool)
    if not fen or city is None:
        raise NoMoneyHere
    hold_id = ledger.hold(
        by=by, fund=money.fund, union_id=city.id, year=clock.today().year, owner_id=row.person_id, amount_fen=fen, case_id=row.id,
        key=f"booking:{row.id}",
    )  # fmt: skip
    ledger.request_payout(
        by=by, case_id=row.id, owner_kind="person", owner_id=row.person_id, amount_fen=fen, fund=money.fund, union_id=city.id,
        hold_id=hold_id, purpose=pool.title,
    )  # fmt: skip
    return hold_id


def _count(pool: Pool, given: Sequence[Booking], deed: Deed) -> None:
    """It is help as a seat is: it counts in the history that ``helped()`` asks, so that the verdict is no from now on."""
    if not given:
        return
    fen: Counter[UUID] = Counter()
    for row in given:
        fen[row.person_id] += row.money_fen
    count_help(pool, [row.person_id for row in given], clock.today(), times=1, fen=fen)
    for row in given:
        deed.also(
            "quotas.money_instead", about=("booking", row.id), owner=row.person_id, pool=str(pool.id), fen=row.money_fen
        )
    persons, ids = tuple(row.person_id for row in given), tuple(row.id for row in given)
    deed.touch_many("person", persons)
    deed.emit(
        MoneyInstead(pool_id=pool.id, person_ids=persons, booking_ids=ids, fen=tuple(row.money_fen for row in given))
    )
