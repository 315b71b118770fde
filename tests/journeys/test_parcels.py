"""Whoever posts the packs opens the list once, with a reason, and goes through it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from niangjia.base.actor import SYSTEM
from niangjia.kernel.ids import uuid7
from niangjia.people import api as people
from niangjia.quotas import api as quotas
from tests.cast import World
from tests.journeys.steps import fits
from tests.quotas.conftest import new

Open = Callable[..., BrowserContext]
Watch = Callable[[Page], list[str]]
WHERE = {"courier": "福州市鼓楼区学府南路 12 号 3 单元 502", "system_admin": "福州市闽侯县上街镇科技东路 3 号 1 栋 201"}
WHY = "寄这一批礼包"


def test_a_list_that_was_opened_stays_open_while_its_parcels_are_sent(
    city: World, open_context: Open, watched: Watch
) -> None:
    for who in WHERE:
        people.join_union(by=SYSTEM, person_id=city[who].id, union_id=city.unions["shangjie"].id)
    pack = new(city, "welcome-pack", title="入会礼包", starts_at=None, ends_at=None)
    pool = quotas.open_pools(by=city["town_officer"].actor, pools=[pack])[0]
    for who, where in WHERE.items():
        quotas.ask_for_place(by=city[who].actor, pool_id=pool, key=uuid7(), answers={"way": "post", "address": where})
    desk = open_context(city["town_officer"]).new_page()
    complaints = watched(desk)
    desk.goto(f"/console/pools/{pool}/parcels/")
    desk.get_by_label("事由").fill(WHY)
    desk.get_by_role("button", name="显示这一页").click()
    for who, where in WHERE.items():
        row = desk.locator("tr", has_text=where)
        row.get_by_label("快递单号").fill("SF1029384756")
        row.get_by_role("button", name="已寄出").click()
        expect(desk.get_by_text(where)).to_have_count(0)
        expect(desk.locator("[data-focus]").last).to_contain_text("寄出了")
        fits(desk)
        assert [look.reason for look in people.looks_at_me(person_id=city[who].id)] == [WHY]
    desk.reload()
    expect(desk.get_by_text("没有要寄的")).to_be_visible()
    assert complaints == []
