"""A couple's way in a browser: she applies, he says yes by the link on his phone, two officers sign, the ticket is there."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from niangjia.base.jobs import drain
from niangjia.catalogue import api as catalogue
from tests.casework.wedding import makes_a_wedding, marries
from tests.cast import World
from tests.journeys.steps import fits, sends, sign, starts, state

Open = Callable[..., BrowserContext]
Watch = Callable[[Page], list[str]]
Move = Callable[[str], None]
Desk = Callable[[str], Page]


def shot(page: Page, name: str) -> None:
    """For whoever wants to look: SHOTS=folder keeps a picture of each page."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.fixture
def couple(city: World) -> World:
    catalogue.refresh("person", [member.id for member in city.people.values()])
    marries(city, "worker", "courier")
    makes_a_wedding(city)
    return city


def fills_in(page: Page, world: World) -> None:
    other = world["courier"]
    page.get_by_label("对象姓名").fill(other.name)
    page.get_by_label("对象身份证号").fill(other.id_number)
    page.get_by_label("对象手机号").fill(other.phone)
    page.get_by_text("不是", exact=True).click()


def asks_him(hers: Page, world: World) -> UUID:
    """She fills in the form; it waits for him, and the link may be sent again only later."""
    starts(hers, "collective-wedding")
    fills_in(hers, world)
    fits(hers)
    shot(hers, "1-form")
    case_id = sends(hers)
    expect(hers.get_by_text("等对象点头").first).to_be_visible()
    expect(hers.get_by_text("以后可以再发一次")).to_be_visible()
    fits(hers)
    shot(hers, "2-waiting")
    drain()
    return case_id


def he_says_yes(his: Page, world: World) -> None:
    """From the message on his phone; the first digits he types are wrong."""
    his.goto("/demo/phone/")
    fits(his)
    shot(his, "3-demo-phone")
    his.get_by_role("link", name="请你一起办").click()
    his.wait_for_url("**/agree/**")
    expect(his.get_by_role("heading", name="林*请你一起办")).to_be_visible()
    fits(his)
    shot(his, "4-his-page")
    his.get_by_label("你自己证件号的最后四位").fill("0000")
    his.get_by_role("button", name="好，我愿意").click()
    expect(his.get_by_text("还可以试 4 次")).to_be_visible()
    shot(his, "5-wrong-digits")
    his.get_by_label("你自己证件号的最后四位").fill(world["courier"].id_number[-4:])
    his.get_by_role("button", name="好，我愿意").click()
    expect(his.get_by_role("heading", name="你点了头")).to_be_visible()
    expect(his.get_by_role("button", name="收回同意")).to_be_visible()
    fits(his)
    shot(his, "6-he-agreed")
    drain()


def county_signs(county: Page, case_id: UUID) -> None:
    """Not before she has noted what she saw."""
    county.goto(f"/console/cases/{case_id}/")
    shot(county, "7-desk")
    county.get_by_role("button", name="签字通过").click()
    expect(county.get_by_text("要当面看的还有没记下的")).to_be_visible()
    county.get_by_label("看过结婚证", exact=True).check()
    county.get_by_label("结婚证字号后六位").first.fill("012345")
    shot(county, "8-desk-seen")
    county.get_by_role("button", name="签字通过").click()
    expect(county.get_by_text("已签。")).to_be_visible()
    shot(county, "9-desk-signed")
    drain()


def test_a_couple_from_the_form_to_the_ticket(
    couple: World, open_context: Open, desk_of: Desk, watched: Watch, stand_at: Move
) -> None:
    hers, his = open_context(couple["worker"]).new_page(), open_context(None).new_page()
    county, municipal = desk_of("county_officer"), desk_of("municipal_officer")
    watching = [watched(page) for page in (hers, his, county, municipal)]
    case_id = asks_him(hers, couple)
    he_says_yes(his, couple)
    county_signs(county, case_id)
    sign(municipal, case_id)
    shot(municipal, "10-desk-city")
    drain()
    assert state(couple, "worker", case_id) == "delivering"

    hers.goto(f"/matters/{case_id}/")
    expect(hers.get_by_text("名额定了，给你留着").first).to_be_visible()
    fits(hers)
    shot(hers, "11-matter")
    hers.get_by_role("link", name="你们的票").click()
    hers.wait_for_url("**/tickets/**")
    expect(hers.get_by_text("到场扫一下")).to_be_visible()
    fits(hers)
    shot(hers, "12-ticket")
    his.reload()
    expect(his.get_by_role("heading", name="名额已经定下")).to_be_visible()
    fits(his)
    # 409 is how wrong digits are answered; nothing else may be complained of
    assert [told for each in watching for told in each if "409" not in told] == []


def test_a_no_is_a_no_and_a_wrong_phone_is_said(
    couple: World, open_context: Open, watched: Watch, stand_at: Move
) -> None:
    hers, his = open_context(couple["worker"]).new_page(), open_context(None).new_page()
    complaints = watched(his)
    starts(hers, "collective-wedding")
    fills_in(hers, couple)
    case_id = sends(hers)
    drain()
    his.goto("/demo/phone/")
    his.get_by_role("link", name="请你一起办").click()
    his.get_by_role("button", name="English").click()
    fits(his)
    shot(his, "13-his-page-en")
    his.get_by_role("button", name="That is not me").click()
    fits(his)
    shot(his, "14-not-me-en")
    drain()
    hers.goto(f"/matters/{case_id}/")
    expect(hers.get_by_text("手机号可能填错了").first).to_be_visible()
    fits(hers)
    shot(hers, "15-unagreed")
    hers.get_by_role("link", name="核对一下，再请一次").click()
    expect(hers.get_by_label("对象手机号")).to_have_value(couple["courier"].phone)
    fits(hers)
    shot(hers, "16-repair")
    hers.get_by_label("对象手机号").fill(couple["mother"].phone)
    hers.get_by_role("button", name="再请一次").click()
    expect(hers.get_by_text("又请了一次")).to_be_visible()
    assert state(couple, "worker", case_id) == "consenting"
    assert complaints == []
    his.reload()
    expect(his.get_by_text("This link does not work any more")).to_be_visible()
    shot(his, "17-link-over")
