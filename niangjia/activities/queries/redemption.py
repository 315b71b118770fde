"""Merchants, vouchers and settlements as people see them; and whether they add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Right

from niangjia.activities.access import merchants_in_reach
from niangjia.activities.errors import DeskClosed
from niangjia.activities.models import Merchant, Offer, OfferPlace, Settlement, SettlementLine, Voucher
from niangjia.base.actor import Actor
from niangjia.kernel.errors import NotFound

TAIL = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where a voucher is taken."""

    name: str
    address: str
    phone: str


@dataclass(frozen=True, slots=True)
class VoucherView:
    """A voucher with where it may be used. Amounts are fen, days inclusive."""

    id: UUID
    person_id: UUID
    code: str
    kind: str
    state: str
    value_fen: int
    days: int
    valid_from: date
    valid_until: date
    redeemed_on: date | None
    merchant: str
    places: Sequence[Place]


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of a settlement. ``at`` and ``tail`` (of its code) are what a shop's own papers know of it."""

    voucher_id: UUID
    at: datetime
    tail: str
    value_fen: int
    state: str
    reason: str
    finding: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What does not add up: of which merchant and day, what was found and what it should be."""

    what: str
    merchant_id: UUID
    day: date
    found: int
    expected: int


def desk(*, merchant_id: UUID, turn: int) -> Merchant:
    """Whose desk a link opens.

    :raises DeskClosed: it is not the last one given, or was taken back.
    """
    found = Merchant.objects.filter(id=merchant_id, desk_turn=turn, desk_open=True, closed_at=None).first()
    if found is None:
        raise DeskClosed
    return found


def merchants_visible_to(actor: Actor, *, kind: str = "") -> list[Merchant]:
    """In reach, with the number of settlements that wait for an officer as ``waits``."""
    rows = merchants_in_reach(actor).filter(closed_at=None)
    rows = rows.filter(kind=kind) if kind else rows
    with_union = rows.select_related("union", "enterprise").order_by("union__path", "name")
    waits = dict(
        Settlement.objects.filter(merchant__in=rows, state__in=["confirmed", "disputed"])
        .order_by()
        .values_list("merchant_id")
        .annotate(n=Count("id"))
    )
    found = list(with_union)
    for each in found:
        each.waits = waits.get(each.id, 0)  # type: ignore[attr-defined]  # shown beside the name
    return found


def merchant_in_reach(actor: Actor, *, merchant_id: UUID) -> Merchant:
    """
    :raises NotFound: there is none, or not for her.
    """
    found = merchants_in_reach(actor).select_related("union", "enterprise").filter(id=merchant_id).first()
    if found is None:
        raise NotFound
    return found


def merchants_of_kind(kind: str) -> list[Merchant]:
    return list(Merchant.objects.filter(kind=kind, closed_at=None).order_by("name"))


def voucher_of(*, booking_id: UUID) -> VoucherView | None:
    """The voucher that goes with a booking; None when there is none (yet)."""
    row = Voucher.objects.select_related("merchant").filter(id=booking_id).first()
    if row is None:
        return None
    same = {name: getattr(row, name) for name in VoucherView.__dataclass_fields__ if name not in {"merchant", "places"}}
    return VoucherView(
        **same, merchant=row.merchant.name if row.merchant else "", places=places_of(pool_id=row.pool_id, kind=row.kind)
    )


def places_of(*, pool_id: UUID, kind: str) -> list[Place]:
    """Where vouchers of the pool are taken."""
    named = OfferPlace.objects.filter(pool_id=pool_id).values("merchant_id")
    anywhere = not named.exists()
    rows = Merchant.objects.filter(Q(kind=kind) if anywhere else Q(id__in=named), closed_at=None).order_by("name")
    return [Place(row.name, row.address, row.phone) for row in rows[:60]]


def offers_of(pool_ids: Sequence[UUID]) -> dict[UUID, Offer]:
    """What the vouchers of these pools are worth."""
    return Offer.objects.in_bulk(list(pool_ids))


def settlements_of(actor: Actor, *, merchant_id: UUID, limit: int = 60) -> list[Settlement]:
    """The newest first."""
    merchant = merchant_in_reach(actor, merchant_id=merchant_id)
    return list(Settlement.objects.filter(merchant_id=merchant.id).order_by("-day")[:limit])


def settlement(actor: Actor, *, settlement_id: UUID) -> tuple[Settlement, list[LineView]]:
    """One day with its lines in the order of redeeming.

    :raises NotFound: there is none, or not for her.
    """
    found = Settlement.objects.select_related("merchant__union").filter(id=settlement_id).first()
    if found is None:
        raise NotFound
    merchant_in_reach(actor, merchant_id=found.merchant_id)
    voucher = Voucher.objects.filter(person_id=OuterRef("person_id"), id=OuterRef("voucher_id"))
    lines = SettlementLine.objects.filter(merchant_id=found.merchant_id, day=found.day).annotate(
        at=Subquery(voucher.values("redeemed_at")), tail=Subquery(voucher.values(end=Right("code", TAIL)))
    )
    columns = ("voucher_id", "at", "tail", "value_fen", "state", "reason", "finding")
    return found, [LineView(*row) for row in lines.order_by("at", "voucher_id").values_list(*columns)]


def is_settlement(settlement_id: UUID) -> bool:
    """Whether a payout's "case" is one of ours."""
    return Settlement.objects.filter(id=settlement_id).exists()


def settlements_among(ids: Sequence[UUID]) -> set[UUID]:
    """Which of these "cases" of the ledger are settlements."""
    return set(Settlement.objects.filter(id__in=ids).values_list("id", flat=True)) if ids else set()


def unreconciled(today: date) -> list[Difference]:
    """Whatever does not add up, counted from vouchers alone. Reads everything.

    Every voucher redeemed before ``today`` stands in exactly one line, of its merchant, day and value; every settlement is the sum of
    its lines; what was settled is the sum of those that count, and so is the payout.
    """
    with connection.cursor() as cursor:
        cursor.execute(_UNRECONCILED, {"today": today})
        return [Difference(*row) for row in cursor.fetchall()]


_UNRECONCILED = """
with v as (
    select person_id, id, merchant_id, redeemed_on as day, value_fen from activities_voucher where state = 'redeemed'
), l as (
    select merchant_id, day, count(*) as n, sum(value_fen) as fen, coalesce(sum(value_fen) filter (where state = 'counted'), 0) as counted
    from activities_settlement_line group by 1, 2
), p as (
    select case_id, sum(amount_fen) as fen from ledger_v_payout where owner_kind = 'enterprise' and state <> 'cancelled' group by 1
)
select 'no_line', v.merchant_id, v.day, 0, v.value_fen from v where v.day < %(today)s
  and not exists (select 1 from activities_settlement_line x where x.person_id = v.person_id and x.voucher_id = v.id)
union all
select 'line_differs', x.merchant_id, x.day, x.value_fen, coalesce(v.value_fen, 0) from activities_settlement_line x
left join v on v.person_id = x.person_id and v.id = x.voucher_id
where v.id is null or (v.merchant_id, v.day, v.value_fen) is distinct from (x.merchant_id, x.day, x.value_fen)
union all
select 'total', coalesce(s.merchant_id, l.merchant_id), coalesce(s.day, l.day), coalesce(s.total_fen, 0)::int, coalesce(l.fen, 0)::int
from activities_settlement s full join l on l.merchant_id = s.merchant_id and l.day = s.day
where (s.total_fen, s.count::bigint) is distinct from (l.fen, l.n)
union all
select 'settled', s.merchant_id, s.day, s.paid_fen::int, l.counted::int from activities_settlement s
join l on l.merchant_id = s.merchant_id and l.day = s.day where s.paid_fen is not null and s.paid_fen <> l.counted
union all
select 'payout', s.merchant_id, s.day, coalesce(p.fen, 0)::int, coalesce(s.paid_fen, 0)::int from activities_settlement s
left join p on p.case_id = s.id where coalesce(p.fen, 0) <> coalesce(s.paid_fen, 0)
order by 2, 3, 1
"""
