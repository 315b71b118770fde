"""A voucher is issued with its booking, used once, and over when the booking is."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from niangjia.activities import api as activities
from niangjia.activities.errors import (
    AlreadyRedeemed,
    CodeUnknown,
    DeskClosed,
    MerchantWrong,
    NotTakenHere,
    OfferWrong,
    TooManyWrongCodes,
    VoucherOver,
    VoucherVoid,
)
from niangjia.activities.models import Voucher
from niangjia.activities.rules.redemption import MOST_WRONG, code_of, read_code
from niangjia.base import clock, journal
from niangjia.base.jobs import drain
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotAllowed, NotFound
from niangjia.quotas import api as quotas
from tests.activities.conftest import buy, desk, merchant, offer
from tests.cast import World, build_world

pytestmark = pytest.mark.django_db
WRONG = code_of(0)


def test_a_code_survives_spaces_and_an_address_and_no_slip_of_the_finger() -> None:
    code = code_of(12_345_678_901)
    assert read_code(f" {code[:4]} {code[4:8]}-{code[8:]}") == read_code(f"https://a/redeem/?c={code}") == code
    assert read_code(code[:-1] + str((int(code[-1]) + 1) % 10)) == ""
    assert read_code("12345") == ""


def test_she_buys_a_coupon_with_points_and_the_shop_takes_it_once(world: World, known: None) -> None:
    shop = merchant(world)
    voucher = buy(world, "mother", offer(world))
    assert (voucher.state, voucher.value_fen, len(voucher.code)) == ("issued", 2_000, 12)
    assert voucher.valid_until == clock.today() + timedelta(days=30)
    assert [place.name for place in voucher.places] == ["上街米铺"]
    activities.redeem(by=desk(shop), merchant_id=shop, code=voucher.code)
    drain()
    assert quotas.booking_for(world["mother"].actor, booking_id=voucher.id).state == "used"
    with pytest.raises(AlreadyRedeemed, match="11-23"):
        activities.redeem(by=desk(shop), merchant_id=shop, code=voucher.code)
    verbs = [entry.verb for entry in journal.entries(stream=world["mother"].id)]
    assert verbs.count("activities.redeem") == 1


def test_issuing_twice_is_issuing_once(world: World, known: None) -> None:
    pool = offer(world)
    voucher = buy(world, "mother", pool)
    assert activities.issue_vouchers(pool_id=pool, booking_ids=[voucher.id]) == 0
    assert Voucher.objects.count() == 1


def test_a_pool_that_is_no_offer_gives_no_voucher(world: World, known: None) -> None:
    with pytest.raises(NotFound):
        offer(world, service="open-class", points=0)
    with pytest.raises(OfferWrong):
        offer(world, worth=activities.Worth(2_000))


def test_given_back_it_is_void(world: World, known: None) -> None:
    shop = merchant(world)
    voucher = buy(world, "mother", offer(world))
    quotas.give_back(by=world["mother"].actor, booking_id=voucher.id)
    with pytest.raises(VoucherVoid):  # before the reaction has run: the booking itself says so
        activities.redeem(by=desk(shop), merchant_id=shop, code=voucher.code)
    drain()
    assert Voucher.objects.get().state == "void"


def test_after_its_last_day_it_is_over(world: World, known: None) -> None:
    shop = merchant(world)
    voucher = buy(world, "mother", offer(world))
    with clock.frozen("2026-12-24 09:00"):
        with pytest.raises(VoucherOver):
            activities.redeem(by=desk(shop), merchant_id=shop, code=voucher.code)
        assert activities.expire_vouchers() == 1
    assert Voucher.objects.get().state == "expired"


def test_it_is_taken_at_merchants_of_its_kind_and_offer_only(world: World, known: None) -> None:
    shop, base = merchant(world), merchant(world, name="贵安温泉", kind="base", number=2)
    other = merchant(world, name="甘蔗粮油", number=3)
    voucher = buy(world, "mother", offer(world, merchants=(shop,)))
    for wrong in (base, other):
        with pytest.raises(NotTakenHere):
            activities.redeem(by=desk(wrong), merchant_id=wrong, code=voucher.code)
    with pytest.raises(OfferWrong):
        offer(world, merchants=(base,))


def test_a_recuperation_coupon_is_two_days_at_a_base(world: World, known: None) -> None:
    base = merchant(world, name="贵安温泉", kind="base")
    day = clock.today()
    starts = clock.now() + timedelta(days=10)
    pool = offer(
        world, service="recuperation", capacity=20, mode="first", points=0, starts_at=starts, ends_at=starts + timedelta(days=30),
        worth=activities.Worth(90_000, 2, valid_from=day, valid_until=day + timedelta(days=40)),
    )  # fmt: skip
    assert quotas.shares_of(pool) == [("technical", 3, 0)]
    voucher = buy(world, "worker", pool, points=0, answers={"health_consent": True})
    assert (voucher.value_fen, voucher.days) == (90_000, 2)
    activities.redeem(by=desk(base), merchant_id=base, code=voucher.code)


def test_wrong_codes_close_the_desk_for_the_day(world: World, known: None) -> None:
    shop = merchant(world)
    voucher = buy(world, "mother", offer(world))
    for _ in range(MOST_WRONG):
        with pytest.raises(CodeUnknown):
            activities.redeem(by=desk(shop), merchant_id=shop, code="1")
    with pytest.raises(TooManyWrongCodes):
        activities.redeem(by=desk(shop), merchant_id=shop, code=voucher.code)
    with clock.frozen("2026-11-24 09:00"):
        activities.redeem(by=desk(shop), merchant_id=shop, code=voucher.code)


def test_a_link_is_good_until_the_next_one_or_until_it_is_taken_back(world: World, known: None) -> None:
    shop, officer = merchant(world), world["county_officer"].actor
    first, second = (activities.open_desk(by=officer, merchant_id=shop) for _ in range(2))
    with pytest.raises(DeskClosed):
        activities.desk(merchant_id=shop, turn=first)
    assert activities.desk(merchant_id=shop, turn=second).id == shop
    activities.close_desk(by=officer, merchant_id=shop)
    with pytest.raises(DeskClosed):
        activities.desk(merchant_id=shop, turn=second)


def test_merchants_are_their_unions_affair(world: World, known: None) -> None:
    shop = merchant(world)
    with pytest.raises(NotFound):
        activities.open_desk(by=world["stranger"].actor, merchant_id=shop)
    with pytest.raises(NotAllowed):
        activities.open_desk(by=world["finance_officer"].actor, merchant_id=shop)
    with pytest.raises(MerchantWrong):
        merchant(world)


@pytest.mark.django_db(transaction=True)
def test_eight_desks_with_one_code_redeem_it_once() -> None:
    world = build_world()
    catalogue.install()
    catalogue.refresh("person", [member.id for member in world.people.values()])
    shops = [merchant(world, name=f"店{n}", number=n) for n in range(1, 9)]
    voucher = buy(world, "mother", offer(world))

    def use(shop: object) -> bool:
        try:
            activities.redeem(by=desk(shop), merchant_id=shop, code=voucher.code)  # type: ignore[arg-type]  # an id
        except AlreadyRedeemed:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(use, shops)) == 1
    assert activities.unreconciled(clock.today()) == []
