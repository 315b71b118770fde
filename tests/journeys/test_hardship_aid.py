"""A family in hardship: from the phone of the mother over five desks to the money and a word about it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from niangjia.aid import api as aid
from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.ledger import api as ledger
from niangjia.people import api as people
from tests.cast import Member, World, id_number
from tests.journeys.steps import (
    Desk,
    Move,
    Open,
    Watch,
    check,
    fits,
    notices_end,
    pays,
    propose,
    rates,
    read_notice,
    sends,
    sign,
    starts,
    state,
    visit,
)
from tests.journeys.test_joining import sign_in_by_code


@pytest.fixture
def prepared(city: World) -> World:
    """The city has a budget and two who may sign, the county its living standard."""
    top = city.unions["city"].id
    people.appoint_to_post(by=SYSTEM, person_id=city["leader"].id, union_id=top, role="aid")
    aid.set_living_standard(by=SYSTEM, region_code="350121", year=2026, monthly_fen=80_000, basis="测试标准")
    ledger.appropriate(by=SYSTEM, union_id=top, fund="hardship", year=2026, amount_fen=2_000_000, basis="测试预算")
    return city


def tells_of_her_family(page: Page, mother: Member) -> None:
    """Herself, whom the form knows, and her son; what it is about; two consents."""
    page.locator("label.nj-opt", has_text="家人生大病").click()
    expect(page.locator("[name=members-0-name]")).to_have_value(mother.name)
    page.fill("[name=members-0-id_number]", mother.id_number)
    page.fill("[name=members-0-income_fen]", "12,000")
    page.select_option("[name=members-0-health]", label="大病或慢性病")
    page.get_by_role("button", name="再加一个人").click()
    page.fill("[name=members-1-name]", "郑小宝")
    page.select_option("[name=members-1-relation]", label="子女")
    page.fill("[name=members-1-id_number]", id_number(date(2012, 6, 1), "m", 78))
    page.fill("[name=members-1-income_fen]", "0")
    page.fill("[name=rigid_fen]", "6,000")
    page.fill("[name=homes]", "1")
    page.locator(".nj-q", has_text="开店或雇人经营").locator("label", has_text="不是").click()
    for consent in page.locator("label.nj-agree", has_text="同意").all():
        consent.click()
    fits(page)


def reads_the_whole_calculation(desk: Page, case: UUID) -> None:
    desk.goto(f"/console/cases/{case}/")
    for what, value in (
        ("家庭全年可支配收入 I", "12,000 元"), ("全年刚性支出 R", "6,000 元"), ("共同生活人数 n", "2"),
        ("当地月低保标准 L", "800 元"), ("低保标准的两倍 2L", "2 × 800 元 = 1,600 元"),
    ):  # fmt: skip
        line = desk.locator(".calc dt", has_text=what)
        expect(line).to_be_visible()
        expect(line.locator("xpath=following-sibling::dd[1]")).to_have_text(value)
    expect(desk.get_by_text("月人均 (I − R) ÷ 12 ÷ n")).to_be_visible()
    expect(desk.get_by_text("(12,000 元 − 6,000 元) ÷ 12 ÷ 2 = 250 元")).to_be_visible()
    assert "郑小宝" not in desk.locator(".calc").inner_text()


def signs_once(desk: Page, case: UUID) -> None:
    """Whoever has signed first finds no button for the second signature."""
    sign(desk, case)
    expect(desk.get_by_text("本人已签，等第二人")).to_be_visible()
    expect(desk.get_by_role("button", name="签字通过")).to_have_count(0)
    desk.goto("/console/")
    expect(desk.get_by_text("这里没有待办")).to_be_visible()


def sees_it_done(page: Page, case: UUID) -> None:
    """On the matter's page, in the list, and a word about it."""
    page.goto(f"/matters/{case}/")
    expect(page.locator("main")).to_contain_text("8,000")
    expect(page.locator("b", has_text="办好了").first).to_be_visible()
    rates(page, case)
    page.goto("/matters/")
    expect(page.locator(".weui-cell", has_text="困难职工帮扶")).to_be_visible()
    fits(page)


def test_a_family_asks_is_visited_and_gets_its_money(
    prepared: World, open_context: Open, desk_of: Desk, watched: Watch, stand_at: Move, tmp_path: Path
) -> None:
    mother, page = prepared["mother"], open_context().new_page()
    complaints = watched(page)
    sign_in_by_code(page, mother.phone)
    starts(page, "hardship-aid")
    tells_of_her_family(page, mother)
    case = sends(page)
    drain()

    grassroots, county = desk_of("grassroots_officer"), desk_of("county_officer")
    reads_the_whole_calculation(grassroots, case)
    sign(grassroots, case)
    visit(open_context(prepared["town_officer"]).new_page(), case, tmp_path)
    page.goto("/")
    expect(page.locator("main")).to_contain_text("困难职工帮扶")
    check(county, case)

    anybody = open_context().new_page()
    address = read_notice(anybody, mother)
    notices_end(stand_at, "2026-12-03")
    anybody.goto(address)
    expect(anybody.get_by_text("这份公示已经不在这里")).to_be_visible()

    propose(county, case)
    signs_once(desk_of("municipal_officer"), case)
    sign(desk_of("leader"), case)
    drain()
    assert state(prepared, "mother", case) == "delivering"
    pays(desk_of("finance_officer"), desk_of("second_finance_officer"), "8,000.00", tmp_path)
    sees_it_done(page, case)
    assert state(prepared, "mother", case) == "rated"
    assert complaints == []


def test_without_script_a_row_is_added_and_a_choice_brings_its_question(city: World, open_context: Open) -> None:
    page = open_context(city["mother"], java_script_enabled=False).new_page()
    page.goto("/services/hardship-aid/apply/")
    page.locator("label.nj-opt", has_text="天灾、事故或突发的事").click()
    page.fill("[name=homes]", "1")
    page.get_by_role("button", name="再加一个人").click()
    page.fill("[name=members-1-name]", "郑小宝")
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_text("突发的事一共花了多少（元）")).to_be_visible()
    expect(page.locator("[name=homes]")).to_have_value("1")
    expect(page.locator("[name=members-1-name]")).to_have_value("郑小宝")
    expect(page.locator("[name=members-2-name]")).to_have_count(0)
