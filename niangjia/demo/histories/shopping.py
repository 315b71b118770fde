"""Merchants and bases, what is taken there, and a lot that anybody can draw again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from niangjia.activities import api as activities
from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.jobs import drain
from niangjia.demo.actions.found_city import City
from niangjia.demo.histories.company import Company
from niangjia.demo.histories.gathering import ask, at, guests
from niangjia.demo.histories.matters import Matter
from niangjia.demo.rules import numbers
from niangjia.demo.rules.places import CITY
from niangjia.demo.rules.programme import LOTTERY, OFFERS, SHOPS, PlannedOffer, PlannedShop
from niangjia.quotas import api as quotas

FIRST = 60  # days before today, the merchants are entered
CODES_BEGIN = 90_000_000  # their social credit codes are counted from here, out of the way of employers'
VALID_DAYS = 90
SOURCE, LINK = "中国福利彩票双色球当晚开奖号码（演示：号码是编的）", "https://www.cwl.gov.cn/"
SEED = "03 08 14 19 22 31 + 07"
CLOSES, SPEAKS = 7, 9  # days after it opened
RECUPERATION = "recuperation"
DOUBT = "这张是第二天中午才来的，我们的登记簿上没有这一天。"


def shopping(company: Company) -> Iterator[Matter]:
    """The merchants first; each offer when its pool is opened, those to come some days before."""
    today, shops = company.city.as_of, dict[str, UUID]()
    yield Matter(today - timedelta(FIRST), _enter(company, shops))
    for number, offer in enumerate(OFFERS):
        begins = today + timedelta(min(offer.opens, -3))
        yield Matter(begins, _offer(company, offer, shops, number))
    yield Matter(today + timedelta(LOTTERY.opens), _lottery(company, shops))


def _enter(company: Company, shops: dict[str, UUID]) -> Iterator[date]:
    for number, shop in enumerate(SHOPS):
        shops[shop.key] = _merchant(company, shop, number)
    yield date.max


def _merchant(company: Company, shop: PlannedShop, number: int) -> UUID:
    merchant_id = activities.enter_merchant(
        by=company.actor("municipal"), union_id=company.city.ids[CITY], uscc=_code(company.city, number), enterprise=shop.enterprise,
        name=shop.name, kind=shop.kind, holder=shop.enterprise, account=numbers.account(CODES_BEGIN + number), address=shop.address,
    )  # fmt: skip
    activities.open_desk(by=company.actor("municipal"), merchant_id=merchant_id)
    return merchant_id


def _code(city: City, number: int) -> str:
    return numbers.social_code("91", CITY, CODES_BEGIN + number)


def _open(company: Company, offer: PlannedOffer, shops: dict[str, UUID], closes: int) -> UUID:
    opens = max(at(company, offer.opens, offer.hour), clock.now())
    pool = quotas.NewPool(
        service=offer.service, union_id=company.city.ids[CITY], title=offer.title, capacity=offer.capacity, mode=offer.mode,
        opens_at=opens, closes_at=opens + timedelta(days=closes), points=offer.points, text=offer.text,
    )  # fmt: skip
    worth = activities.Worth(
        value_fen=offer.value_fen, days=2 if offer.service == RECUPERATION else 1, valid_days=VALID_DAYS
    )
    return activities.open_offer(
        by=company.actor("municipal"), pool=pool, worth=worth, merchant_ids=[shops[key] for key in offer.shops]
    )


def _offer(company: Company, offer: PlannedOffer, shops: dict[str, UUID], number: int) -> Iterator[date]:
    pool_id = _open(company, offer, shops, 60)
    yield clock.today() + timedelta(2)
    answers = {"health_consent": "on"} if offer.service == RECUPERATION else {}
    ask(company, pool_id, guests(company, offer.service, number, offer.guests), answers)
    if offer.redeemed:
        yield clock.today() + timedelta(4)
        used = _redeem(company, pool_id, offer, shops)
        yield clock.today() + timedelta(1)
        _reconcile(company, offer, used)


def _redeem(company: Company, pool_id: UUID, offer: PlannedOffer, shops: dict[str, UUID]) -> dict[UUID, list[UUID]]:
    """At the counter, by their codes, in turns at each place; the vouchers by merchant."""
    used: dict[UUID, list[UUID]] = {}
    first = company.actor("municipal")
    rows, _ = quotas.bookings_of_pool(first, pool_id=pool_id, states=("booked",), size=offer.redeemed)
    for turn, row in enumerate(rows):
        voucher = activities.voucher_of(booking_id=row.id)
        if voucher:
            merchant_id = shops[offer.shops[turn % len(offer.shops)]]
            activities.redeem(by=first, merchant_id=merchant_id, code=voucher.code)
            used.setdefault(merchant_id, []).append(row.id)
    return used


def _reconcile(company: Company, offer: PlannedOffer, used: dict[UUID, list[UUID]]) -> None:
    """The night closes the day. A shop says that all is right and is settled; of two bases one does, the other doubts a line."""
    day = clock.today() - timedelta(1)
    activities.close_days()
    for turn, (merchant_id, vouchers) in enumerate(used.items()):
        doubted = {vouchers[-1]: DOUBT} if offer.service == RECUPERATION and turn == 0 else {}
        desk = Actor(merchant_id, "兑付台")
        activities.answer_settlement(by=desk, merchant_id=merchant_id, day=day, disputes=doubted)
        if offer.service != RECUPERATION:
            officer = company.actor("municipal")
            [found] = [one for one in activities.settlements_of(officer, merchant_id=merchant_id) if one.day == day]
            activities.settle(by=officer, settlement_id=found.id, findings={})


def _lottery(company: Company, shops: dict[str, UUID]) -> Iterator[date]:
    """Announced, entered, frozen, the seed typed by two, drawn: each step on its day."""
    pool_id, first, second = (
        _open(company, LOTTERY, shops, CLOSES),
        company.actor("municipal"),
        company.actor("municipal2"),
    )
    opened = clock.today()
    speaks = clock.start_of(opened + timedelta(SPEAKS)) + timedelta(hours=7)
    draw_id = quotas.announce_draw(by=first, pool_id=pool_id, source=SOURCE, speaks_at=speaks)
    yield opened + timedelta(2)
    ask(company, pool_id, guests(company, LOTTERY.service, 5, LOTTERY.guests), {})
    yield opened + timedelta(CLOSES + 1)
    quotas.freeze_list(by=first, draw_id=draw_id)
    yield opened + timedelta(SPEAKS)
    quotas.enter_seed(by=first, draw_id=draw_id, seed=SEED, link=LINK)
    quotas.confirm_seed(by=second, draw_id=draw_id, seed=SEED)
    quotas.make_draw(by=first, draw_id=draw_id)
    drain()
