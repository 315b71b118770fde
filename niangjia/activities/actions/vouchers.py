"""A voucher's life: issued with the booking, used once, or over."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import connection

from niangjia.activities.access import locked_merchant, require_tending
from niangjia.activities.errors import (
    AlreadyRedeemed,
    CodeUnknown,
    NotTakenHere,
    TooManyWrongCodes,
    VoucherNotYet,
    VoucherOver,
    VoucherVoid,
)
from niangjia.activities.events import VoucherRedeemed
from niangjia.activities.models import Merchant, Offer, OfferPlace, Voucher, VoucherCode
from niangjia.activities.rules.redemption import EXPIRED, ISSUED, MOST_WRONG, REDEEMED, VOID, code_of, read_code
from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.acts import act
from niangjia.base.locks import advisory
from niangjia.quotas import api as quotas


def issue_vouchers(*, pool_id: UUID, booking_ids: Sequence[UUID]) -> int:
    """A voucher for each of these bookings that stands and has none, if the pool is an offer. Returns how many; twice is once."""
    offer = Offer.objects.filter(pool_id=pool_id).first()
    if offer is None:
        return 0
    with act("activities.issue_vouchers", by=SYSTEM, about=("pool", pool_id)) as deed:
        advisory(f"activities.issue:{pool_id}")
        asked = _without(pool_id, booking_ids)
        codes = _codes([(person, booking) for person, booking, _, _ in asked])
        start = offer.valid_from or clock.today()
        until = offer.valid_until or start + timedelta(days=offer.valid_days or 0)
        Voucher.objects.bulk_create(
            Voucher(
                person_id=person, id=booking, pool_id=pool_id, service=service, kind=offer.kind, code=codes[booking],
                value_fen=offer.value_fen * seats, days=offer.days, valid_from=start, valid_until=until, issued_at=clock.now(),
            )
            for person, booking, service, seats in asked
        )  # fmt: skip
        for person, booking, _, _ in asked:
            deed.also("activities.voucher_issued", about=("voucher", booking), owner=person, pool=str(pool_id))
        deed.note(issued=len(asked))
    return len(asked)


def void_returned(*, pool_id: UUID) -> int:
    """Vouchers of bookings that stand no longer are worth nothing. Set-wise; twice is once."""
    with connection.cursor() as cursor:
        cursor.execute(_GONE, [pool_id])
        gone = cursor.fetchall()
    if not gone:
        return 0
    with act("activities.void_vouchers", by=SYSTEM, about=("pool", pool_id)) as deed:
        changed = Voucher.objects.filter(id__in=[booking for _, booking in gone], state=ISSUED).update(state=VOID)
        for person, booking in gone:
            deed.also("activities.voucher_void", about=("voucher", booking), owner=person)
        deed.note(void=changed)
    return changed


def expire_vouchers() -> int:
    """Those whose last day is over. Set-wise; twice is once."""
    with act("activities.expire_vouchers", by=SYSTEM, about=("system", SYSTEM.id)) as deed:
        changed = Voucher.objects.filter(state=ISSUED, valid_until__lt=clock.today()).update(state=EXPIRED)
        deed.note(expired=changed)
    return changed


def look_at(*, by: Actor, merchant_id: UUID, code: str) -> Voucher:
    """The voucher with this code, before it is redeemed here: who looked stands in its owner's journal.

    :raises CodeUnknown, NotTakenHere, AlreadyRedeemed, VoucherOver, VoucherNotYet, VoucherVoid, TooManyWrongCodes: NotFound:
    """
    person_id, voucher_id = _found(by, merchant_id, code)
    with act("activities.look_at_voucher", by=by, about=("voucher", voucher_id), owner=person_id) as deed:
        voucher = Voucher.objects.get(person_id=person_id, id=voucher_id)
        deed.note(merchant=str(merchant_id))
        _require_usable(voucher, merchant_id, locked_merchant(by, merchant_id).kind)
    return voucher


def redeem(*, by: Actor, merchant_id: UUID, code: str) -> Voucher:
    """核销: used here and now, once for all; the booking counts as used.

    The merchant's row orders it with the closing of its day, the voucher's with every other desk, the booking's with giving back.

    :raises: as ``look_at``. NotAllowed: an officer without a post for it.
    """
    person_id, voucher_id = _found(by, merchant_id, code)
    with act("activities.redeem", by=by, about=("voucher", voucher_id), owner=person_id) as deed:
        merchant = locked_merchant(by, merchant_id)
        if by.id != merchant.id:
            require_tending(by, merchant.union.path)
        voucher = Voucher.objects.select_for_update().get(person_id=person_id, id=voucher_id)
        _require_usable(voucher, merchant_id, merchant.kind)
        if not quotas.check_in(by=SYSTEM, pool_id=voucher.pool_id, booking_ids=[voucher_id]):
            raise VoucherVoid
        voucher.state, voucher.merchant = REDEEMED, merchant
        voucher.redeemed_at, voucher.redeemed_on = clock.now(), clock.today()
        voucher.save(update_fields=["state", "merchant", "redeemed_at", "redeemed_on"])
        deed.note(merchant=str(merchant_id), value_fen=voucher.value_fen)
        deed.emit(VoucherRedeemed(person_id, voucher_id, merchant_id, voucher.redeemed_at))
    return voucher


def _found(by: Actor, merchant_id: UUID, code: str) -> tuple[UUID, UUID]:
    """Whose code it is; one that is none is counted against the desk, in a transaction of its own that stands."""
    with act("activities.type_code", by=by, about=("merchant", merchant_id)) as deed:
        merchant = locked_merchant(by, merchant_id)
        if merchant.wrong_on == clock.today() and merchant.wrong_tries >= MOST_WRONG:
            raise TooManyWrongCodes
        found = VoucherCode.objects.filter(code=read_code(code)).first()
        if found is None:
            _count_wrong(merchant)
            deed.note(wrong=True)
    if found is None:
        raise CodeUnknown
    return found.person_id, found.voucher_id


def _count_wrong(merchant: Merchant) -> None:
    merchant.wrong_tries = merchant.wrong_tries + 1 if merchant.wrong_on == clock.today() else 1
    merchant.wrong_on = clock.today()
    merchant.save(update_fields=["wrong_on", "wrong_tries"])


def _require_usable(voucher: Voucher, merchant_id: UUID, kind: str) -> None:
    places = set(OfferPlace.objects.filter(pool_id=voucher.pool_id).values_list("merchant_id", flat=True))
    if voucher.kind != kind or (places and merchant_id not in places):
        raise NotTakenHere
    if voucher.state == REDEEMED:
        raise AlreadyRedeemed(when=f"{voucher.redeemed_on:%m-%d}")
    if voucher.state == VOID:
        raise VoucherVoid
    if voucher.state == EXPIRED or voucher.valid_until < clock.today():
        raise VoucherOver(until=f"{voucher.valid_until:%m-%d}")
    if voucher.valid_from > clock.today():
        raise VoucherNotYet(start=f"{voucher.valid_from:%m-%d}")


def _without(pool_id: UUID, booking_ids: Sequence[UUID]) -> list[tuple[UUID, UUID, str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(_WITHOUT, [pool_id, list(booking_ids)])
        return cursor.fetchall()


def _codes(vouchers: Sequence[tuple[UUID, UUID]]) -> dict[UUID, str]:
    """A code for each, by voucher; one that somebody has already is drawn again."""
    drawn: dict[UUID, str] = {}
    while missing := [pair for pair in vouchers if pair[1] not in drawn]:
        with connection.cursor() as cursor:
            cursor.execute(
                _DRAW,
                [
                    [code_of(secrets.randbelow(10**11)) for _ in missing],
                    [person for person, _ in missing],
                    [voucher for _, voucher in missing],
                ],
            )
            drawn |= dict(cursor.fetchall())
    return drawn


_WITHOUT = """
select b.person_id, b.id, b.service, b.seats from quotas_v_booking b
where b.pool_id = %s and b.id = any(%s::uuid[]) and b.state = 'booked'
  and not exists (select 1 from activities_voucher v where v.person_id = b.person_id and v.id = b.id)
order by b.id
"""
_DRAW = """
insert into activities_voucher_code (code, person_id, voucher_id)
select * from unnest(%s::text[], %s::uuid[], %s::uuid[]) on conflict (code) do nothing returning voucher_id, code
"""
_GONE = """
select v.person_id, v.id from activities_voucher v join quotas_v_booking b on b.person_id = v.person_id and b.id = v.id
where v.pool_id = %s and v.state = 'issued' and b.state not in ('booked', 'used', 'missed')
"""
