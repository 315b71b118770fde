"""积分商城: what her points may be exchanged for near her."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from niangjia.activities import api as activities
from niangjia.catalogue import api as catalogue
from niangjia.ledger import api as ledger
from niangjia.quotas import api as quotas
from niangjia.web.accounts.actors import actor_of
from niangjia.web.templatetags.nj import monthdaytime, yuan0
from niangjia.web.worker.frame import page, show


@dataclass(frozen=True, slots=True)
class OfferLine:
    """A coupon on the shelf. ``why``: worth, price; ``when``: whose, what is left."""

    href: str
    title: str
    why: str
    when: str
    tone: str


@dataclass(frozen=True, slots=True)
class MallPage:
    balance: int
    lines: Sequence[OfferLine]


@page
@require_safe
def mall(request: HttpRequest) -> HttpResponse:
    """Coupons of shops, her own town first. No ranking, no countdown, no picture to want it by."""
    return show(request, "mall", mall_page(actor_of(request).id), here="services")


def mall_page(person_id: UUID) -> MallPage:
    pools = [pool for key in mall_services() for pool in quotas.pools_of_service(service=key, person_id=person_id)]
    offers = activities.offers_of([pool.id for pool in pools])
    return MallPage(
        balance=ledger.points_of(person_id=person_id),
        lines=[_line(pool, offers[pool.id].value_fen) for pool in pools if pool.id in offers],
    )


def mall_services() -> list[str]:
    """The services whose places are vouchers of shops."""
    quotas_of = ((d.key, d.outcome.quota) for d in catalogue.services() if d.state == "open")
    return [key for key, quota in quotas_of if quota and quota.voucher and quota.voucher.at == "shop"]


def _line(pool: quotas.PoolView, fen: int) -> OfferLine:
    worth = _("值 %(yuan)s 元") % {"yuan": yuan0(fen)}
    price = _("%(n)d 积分") % {"n": pool.points} if pool.points else _("不用积分")
    href = reverse("ticket", args=[pool.mine.id]) if pool.mine else reverse("place", args=[pool.id])
    return OfferLine(href, pool.title, f"{worth} · {price}", f"{pool.union_name} · {_stock(pool)}", _tone(pool))


def _stock(pool: quotas.PoolView) -> str:
    if pool.mine:
        return _("你有一张")
    if pool.state == "not_yet":
        return _("%(when)s开始") % {"when": monthdaytime(pool.opens_at)}
    return (
        ngettext("还有 %(n)d 个", "还有 %(n)d 个", pool.left) % {"n": pool.left} if pool.left else _("换完了，可以候补")
    )


def _tone(pool: quotas.PoolView) -> str:
    if pool.mine or (pool.state == "open" and pool.left):
        return "yes"
    return "unk" if pool.state == "not_yet" else "no"
