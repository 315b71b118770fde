"""Coupons on offer: a pool, and what a place of it is worth where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from niangjia.activities.errors import OfferWrong
from niangjia.activities.models import Merchant, Offer, OfferPlace
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotFound
from niangjia.kernel.text import N_
from niangjia.quotas import api as quotas


@dataclass(frozen=True, slots=True)
class Worth:
    """``value_fen`` of a whole voucher of ``days`` days; valid between two days, or for ``valid_days`` after it was issued."""

    value_fen: int
    days: int = 1
    valid_from: date | None = None
    valid_until: date | None = None
    valid_days: int | None = None


def open_offer(*, by: Actor, pool: quotas.NewPool, worth: Worth, merchant_ids: Sequence[UUID] = ()) -> UUID:
    """Make the pool and say what its vouchers are worth; ``merchant_ids`` none: wherever that kind is taken. Returns the pool.

    :raises NotFound: the service gives no vouchers. OfferWrong, PoolWrong, NotAllowed:
    """
    kind = voucher_kind(pool.service)
    _require_sense(worth)
    found = set(Merchant.objects.filter(id__in=merchant_ids, kind=kind, closed_at=None).values_list("id", flat=True))
    if found != set(merchant_ids):
        raise OfferWrong(why=N_("选的商家里有不收这种券的。"))
    with act("activities.open_offer", by=by, about=("union", pool.union_id)) as deed:
        pool_id = quotas.open_pools(by=by, pools=[pool])[0]
        Offer.objects.create(
            pool_id=pool_id, kind=kind, value_fen=worth.value_fen, days=worth.days, valid_from=worth.valid_from,
            valid_until=worth.valid_until, valid_days=worth.valid_days,
        )  # fmt: skip
        OfferPlace.objects.bulk_create([OfferPlace(pool_id=pool_id, merchant_id=each) for each in sorted(found)])
        deed.note(pool=str(pool_id), value_fen=worth.value_fen, merchants=len(found))
    return pool_id


def voucher_kind(service: str) -> str:
    """Where vouchers of the service are taken, as its definition says.

    :raises NotFound: it gives none.
    """
    definition = catalogue.definition(service)
    quota = definition.outcome.quota if definition else None
    if quota is None or quota.voucher is None:
        raise NotFound
    return str(quota.voucher.at)


def _require_sense(worth: Worth) -> None:
    if worth.value_fen < 1 or worth.days < 1:
        raise OfferWrong(why=N_("券的面值和天数要大于零。"))
    dated = worth.valid_from is not None and worth.valid_until is not None and worth.valid_days is None
    counted = worth.valid_from is None and worth.valid_until is None and bool(worth.valid_days)
    if not (dated or counted):
        raise OfferWrong(why=N_("有效期要么写起止两天，要么写领到后几天。"))
    if worth.valid_from and worth.valid_until and worth.valid_from > worth.valid_until:
        raise OfferWrong(why=N_("有效期的止要在起之后。"))
