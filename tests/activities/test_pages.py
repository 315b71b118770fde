"""The mall, the voucher, the desk, the officer's pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from openpyxl import load_workbook

from niangjia.activities import api as activities
from niangjia.activities.models import Settlement, Voucher
from niangjia.base import clock
from niangjia.base.jobs import drain
from niangjia.kernel.uscc import check_character
from niangjia.quotas import api as quotas
from niangjia.web.public.desk_token import desk_token
from tests.activities.conftest import budget, buy, desk, merchant, offer, pay
from tests.cast import World
from tests.quotas.conftest import give_points, points_of

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]


def text(response: Any) -> str:
    return str(response.content.decode())


def link(world: World, shop: UUID) -> str:
    return f"/redeem/{desk_token(shop, activities.open_desk(by=world['county_officer'].actor, merchant_id=shop))}/"


def stocked(world: World, county: Client) -> str:
    """The officer enters a shop, gives its desk a link and puts a coupon on the shelf; returns the desk's address."""
    body, town = "91350121M0002H001", str(world.unions["minhou"].id)
    told = {
        "union": town, "kind": "shop", "name": "上街米铺", "enterprise": "上街米铺有限公司", "uscc": body + check_character(body),
        "holder": "上街米铺有限公司", "account": "350121000123456789",
    }  # fmt: skip
    assert county.post("/console/merchants/new/", told).status_code == 302
    shop = activities.merchants_visible_to(world["county_officer"].actor)[0].id
    county.post(f"/console/merchants/{shop}/", {"do": "open"})
    found = re.search(r"/redeem/[^/<\"]+/", text(county.get(f"/console/merchants/{shop}/")))
    shelf = {
        "union": town, "title": "20 元米油券", "mode": "first", "capacity": "5", "points": "100", "opens_at": "2026-11-23T08:00",
        "closes_at": "2026-12-23T08:00", "value": "20", "days": "1", "valid_days": "30", "merchants": [str(shop)],
    }  # fmt: skip
    assert county.post("/console/offers/points-mall/new/", shelf).status_code == 302
    assert found
    return found.group()


def test_from_the_shelf_to_the_bank(world: World, known: None, client_of: ClientOf) -> None:
    """The mother buys with points, the shop redeems, the officer settles, finance pays: all on pages but the bank's file."""
    budget(world)
    county, phone = client_of("county_officer"), client_of("mother")
    address = stocked(world, county)
    give_points([world["mother"].id], 120)
    page = text(phone.get("/mall/"))
    assert "20 元米油券" in page
    assert "值 20 元 · 100 积分" in page
    pool = quotas.pools_of_service(service="points-mall")[0].id
    phone.post(f"/places/{pool}/")
    drain()
    assert points_of(world["mother"].id) == 20
    voucher = Voucher.objects.get()
    ticket = text(phone.get(f"/tickets/{voucher.id}/"))
    assert activities.grouped(voucher.code) in ticket
    assert "上街米铺" in ticket
    stall = Client()
    seen = text(stall.post(address, {"code": activities.grouped(voucher.code)}))
    assert "郑*" in seen
    assert "郑美华" not in seen
    assert "核销好了" in text(stall.post(address, {"code": voucher.code, "do": "redeem"}, follow=True))
    again = stall.post(address, {"code": voucher.code, "do": "redeem"})
    assert (again.status_code, "已经用过了" in text(again)) == (409, True)
    drain()
    assert "用过了" in text(phone.get(f"/tickets/{voucher.id}/"))
    with clock.frozen("2026-11-24 09:00"):
        activities.close_days()
        day = Settlement.objects.get()
        assert "认了" in text(stall.post(f"{address}{day.id}/", {}, follow=True))
        assert "结好了" in text(county.post(f"/console/settlements/{day.id}/", follow=True))
        assert f"/console/settlements/{day.id}/" in text(client_of("finance_officer").get("/console/payouts/"))
        statement = f"/console/funds/{world.unions['city'].id}/warmth/2026/"
        assert f"/console/settlements/{day.id}/" in text(client_of("finance_officer").get(statement))
        pay(world)
        assert Settlement.objects.get().state == "paid"
        assert activities.unreconciled(clock.today()) == []
        sheet = load_workbook(BytesIO(county.get(f"/console/settlements/{day.id}/list.xlsx").content)).active
        assert [cell.value for cell in sheet[2]][2:5] == ["11-23 09:00", voucher.code[-4:], "20.00"]


def test_a_ticket_scanned_leads_to_the_desk_only_on_a_desks_phone(world: World, known: None) -> None:
    shop = merchant(world)
    voucher, address, stall = buy(world, "mother", offer(world)), link(world, shop), Client()
    assert "这个码给店家扫" in text(stall.get(f"/redeem/?c={voucher.code}"))
    stall.get(address)
    assert "郑*" in text(stall.get(f"/redeem/?c={voucher.code}", follow=True))


def test_a_link_taken_back_or_changed_opens_nothing(world: World, known: None) -> None:
    shop = merchant(world)
    address = link(world, shop)
    assert Client().get(address).status_code == 200
    activities.close_desk(by=world["county_officer"].actor, merchant_id=shop)
    for wrong in (address, address.replace(":", ":x"), "/redeem/abc/"):
        assert Client().get(wrong).status_code == 404


def test_the_desk_says_which_line_is_wrong_and_must_say_why(world: World, known: None) -> None:
    shop = merchant(world)
    voucher, address = buy(world, "mother", offer(world)), link(world, shop)
    activities.redeem(by=desk(shop), merchant_id=shop, code=voucher.code)
    with clock.frozen("2026-11-24 09:00"):
        activities.close_days()
        day = f"{address}{Settlement.objects.get().id}/"
        assert Client().post(day, {f"r-{voucher.id}": "错"}).status_code == 409
        Client().post(day, {f"r-{voucher.id}": "客人退货了"})
        assert Settlement.objects.get().state == "disputed"


def test_an_empty_mall_says_so(world: World, known: None, client_of: ClientOf) -> None:
    assert "现在没有能换的" in text(client_of("mother").get("/mall/"))


@pytest.mark.parametrize("offers", [1, 6])
def test_the_mall_asks_as_often_for_six_offers_as_for_one(
    world: World, known: None, client_of: ClientOf, django_assert_max_num_queries: Any, offers: int
) -> None:
    for n in range(offers):
        offer(world, title=f"券 {n}")
    phone = client_of("mother")
    phone.get("/mall/")
    with django_assert_max_num_queries(10):
        phone.get("/mall/")


@pytest.mark.parametrize("shops", [1, 6])
def test_the_list_of_merchants_asks_as_often_for_six_as_for_one(
    world: World, known: None, client_of: ClientOf, django_assert_max_num_queries: Any, shops: int
) -> None:
    for n in range(shops):
        merchant(world, name=f"店{n}", number=n + 1)
    county = client_of("county_officer")
    county.get("/console/merchants/")
    with django_assert_max_num_queries(10):
        county.get("/console/merchants/")


def test_merchants_of_another_county_do_not_exist(world: World, known: None, client_of: ClientOf) -> None:
    shop = merchant(world)
    assert client_of("stranger").get(f"/console/merchants/{shop}/").status_code == 404
    assert client_of("worker").get("/console/merchants/").status_code == 404


def test_a_shop_finds_each_line_in_its_own_papers_and_keeps_what_it_typed(
    world: World, known: None, client_of: ClientOf
) -> None:
    """By the minute and the end of the code; a reason that is too short is refused, and stays in its field."""
    budget(world)
    shop, pool = merchant(world), offer(world)
    address, used = link(world, shop), [buy(world, who, pool) for who in ("mother", "worker")]
    for hour, each in zip(("10:05", "16:40"), reversed(used), strict=True):
        with clock.frozen(f"2026-11-23 {hour}"):
            activities.redeem(by=desk(shop), merchant_id=shop, code=each.code)
    with clock.frozen("2026-11-24 09:00"):
        activities.close_days()
        day, stall, county = Settlement.objects.get(), Client(), client_of("county_officer")
        page = text(stall.get(f"{address}{day.id}/"))
        assert page.index(f"10:05 核销，券号末四位 {used[1].code[-4:]}") < page.index("16:40 核销")
        assert used[0].code not in page
        refused = stall.post(f"{address}{day.id}/", {f"r-{used[0].id}": "退", f"r-{used[1].id}": "客人退货了，钱已退"})
        assert refused.status_code == 409
        assert 'value="客人退货了，钱已退"' in text(refused)
        stall.post(f"{address}{day.id}/", {f"r-{used[1].id}": "客人退货了，钱已退"})
        here = f"/console/settlements/{day.id}/"
        assert used[1].code[-4:] in text(county.get(here))
        wrong = county.post(here, {f"c-{used[1].id}": "1", f"f-{used[1].id}": "好"})
        assert wrong.status_code == 409
        assert 'value="好"' in text(wrong)
        assert '<option value="1" selected>算数<' in text(wrong)
        unsaid = county.post(here, {f"c-{used[1].id}": "", f"f-{used[1].id}": "问过了，是当天来的。"})
        assert (unsaid.status_code, Settlement.objects.get().state) == (409, "disputed")
        assert "有异议" in text(unsaid)
