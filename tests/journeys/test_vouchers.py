"""A mother exchanges points for a coupon on her phone; the shop redeems it on its own, without a login."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from niangjia.activities import api as activities
from niangjia.activities.models import Voucher
from niangjia.base.jobs import drain
from niangjia.web.public.desk_token import desk_token
from tests.activities.conftest import merchant, offer
from tests.cast import World
from tests.journeys.steps import fits
from tests.quotas.conftest import give_points

Open = Callable[..., BrowserContext]
Watch = Callable[[Page], list[str]]


def test_points_become_a_coupon_and_the_coupon_rice(city: World, open_context: Open, watched: Watch) -> None:
    shop = merchant(city)
    offer(city)
    turn = activities.open_desk(by=city["county_officer"].actor, merchant_id=shop)
    give_points([city["mother"].id], 120)
    phone = open_context(city["mother"]).new_page()
    complaints = watched(phone)
    phone.goto("/mall/")
    fits(phone)
    phone.get_by_text("20 元米油券").click()
    expect(phone.get_by_text("在哪用")).to_be_visible()
    phone.get_by_role("button", name="积分换").click()
    phone.wait_for_url("**/tickets/**")
    expect(phone.get_by_text("券正在出")).to_be_visible()
    expect(phone.get_by_text("这次怎么样")).to_have_count(0)
    drain()
    code = activities.grouped(Voucher.objects.get().code)
    expect(phone.get_by_text(code)).to_be_visible()
    fits(phone)
    stall = open_context(None).new_page()
    complaints += watched(stall)
    stall.goto(f"/redeem/{desk_token(shop, turn)}/")
    fits(stall)
    stall.get_by_label("券上的 12 位数字").fill(code)
    stall.get_by_role("button", name="查这张券").click()
    expect(stall.get_by_text("郑*")).to_be_visible()
    fits(stall)
    stall.get_by_role("button", name="核销这张券").click()
    expect(stall.get_by_text("核销好了")).to_be_visible()
    phone.reload()
    expect(phone.get_by_text("用过了")).to_be_visible()
    expect(phone.get_by_text("这次怎么样")).to_be_visible()
    assert complaints == []
