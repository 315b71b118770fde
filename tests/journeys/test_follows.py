"""What one answer calls for is asked at once where the page has script, and after it was sent where it has none."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from playwright.sync_api import BrowserContext, Page, expect

from niangjia.base.actor import SYSTEM
from niangjia.people import api as people
from niangjia.quotas import api as quotas
from tests.cast import World
from tests.journeys.steps import fits
from tests.quotas.conftest import new

Open = Callable[..., BrowserContext]
Watch = Callable[[Page], list[str]]
WHERE = "福州市鼓楼区学府南路 12 号 3 单元 502"


def a_pack(city: World) -> UUID:
    """Packs of the town; the courier has just joined."""
    people.join_union(by=SYSTEM, person_id=city["courier"].id, union_id=city.unions["shangjie"].id)
    pack = new(city, "welcome-pack", title="入会礼包", starts_at=None, ends_at=None)
    return quotas.open_pools(by=city["town_officer"].actor, pools=[pack])[0]


def test_the_address_is_asked_as_soon_as_posting_is_chosen(city: World, open_context: Open, watched: Watch) -> None:
    pool = a_pack(city)
    phone = open_context(city["courier"]).new_page()
    complaints = watched(phone)
    phone.goto(f"/places/{pool}/")
    address = phone.get_by_label("寄到哪里")
    expect(address).to_have_count(0)
    phone.get_by_text("寄给我").click()
    expect(address).to_be_visible()
    expect(phone.locator("[data-if-said]")).to_have_text("下面还要填：寄到哪里")
    fits(phone)
    address.fill(WHERE)
    phone.get_by_text("扫码自取").click()
    expect(address).to_have_count(0)
    phone.get_by_text("寄给我").click()
    expect(address).to_have_value(WHERE)  # what she wrote is still there
    phone.get_by_role("button", name="约上").click()
    phone.wait_for_url("**/tickets/**")
    expect(phone.get_by_text("等着寄给你")).to_be_visible()
    assert complaints == []


def test_without_script_the_address_is_asked_when_the_choice_was_sent(city: World, open_context: Open) -> None:
    pool = a_pack(city)
    phone = open_context(city["courier"], java_script_enabled=False).new_page()
    phone.goto(f"/places/{pool}/")
    address = phone.get_by_label("寄到哪里")
    expect(address).to_have_count(0)
    phone.get_by_text("寄给我").click()
    phone.get_by_role("button", name="约上").click()
    address.fill(WHERE)
    phone.get_by_role("button", name="约上").click()
    phone.wait_for_url("**/tickets/**")
