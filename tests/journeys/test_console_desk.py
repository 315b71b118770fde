"""Officers at their desks: a join that came up from below, a grant on its way to the bank, a family visited at home."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from niangjia.aid import api as aid
from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.casework import api as casework
from niangjia.ledger import api as ledger
from niangjia.notices import api as notices
from niangjia.people import api as people
from tests.casework.conftest import study_answers
from tests.casework.test_hardship_aid import family
from tests.cast import SIGNATURE, World
from tests.journeys.steps import check, pays, propose, sign, state, visit

Open = Callable[..., BrowserContext]
Watch = Callable[[Page], list[str]]
Move = Callable[[str], None]
EVIDENCE = "0192d1c0-0000-7000-8000-000000000001"


@pytest.fixture
def money(city: World) -> None:
    for fund in ("learning", "hardship"):
        ledger.appropriate(
            by=SYSTEM, union_id=city.unions["city"].id, fund=fund, year=2026, amount_fen=2_000_000, basis="测试预算"
        )


def test_a_town_officer_clears_a_join_that_came_up(
    city: World, desk_of: Callable[[str], Page], watched: Watch, stand_at: Move
) -> None:
    answers = {"union": str(city.unions["ronghe"].id), "wish": "on", "signature": SIGNATURE}
    case = casework.apply_for_service(by=city["courier"].actor, service="join", answers=answers)
    stand_at("2026-11-27")
    assert casework.escalate_overdue() == 1

    page = desk_of("town_officer")
    complaints = watched(page)
    page.goto("/console/")
    expect(page.locator("#preview")).to_contain_text("黄志强")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-bulk]")).to_be_visible()
    page.keyboard.press("x")
    expect(page.locator("[data-bulk]")).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/console/cases/{case}/")
    expect(page.locator(".hist")).to_contain_text("超过期限，提到上一级")
    page.locator("#decide").get_by_text("退回补正").click()
    expect(page.get_by_role("button", name="发出退回")).to_be_visible()
    page.go_back()
    expect(page.locator("#preview")).to_contain_text("黄志强")
    page.keyboard.press("a")
    expect(page.get_by_text("1 件已签")).to_be_visible()
    expect(page.get_by_text("这里没有待办")).to_be_visible()
    assert state(city, "courier", case) == "delivered"
    assert complaints == []


def test_a_grant_goes_from_the_desks_to_the_bank(
    city: World, money: None, desk_of: Callable[[str], Page], watched: Watch, stand_at: Move, tmp_path: Path
) -> None:
    people.record_study(
        by=SYSTEM, person_id=city["worker"].id, school="福建开放大学", level="college", school_year="2026-2027",
        enrolled=True, passed=True, punished=False,
    )  # fmt: skip
    case = casework.apply_for_service(by=city["worker"].actor, service="study-grant", answers=study_answers(EVIDENCE))
    for who in ("grassroots_officer", "municipal_officer"):
        sign(desk_of(who), case)
    drain()
    stand_at("2026-12-02")
    notices.end_due()
    drain()

    first = desk_of("finance_officer")
    complaints = watched(first)
    pays(first, desk_of("second_finance_officer"), "1,000.00", tmp_path)
    assert state(city, "worker", case) == "delivered"
    assert complaints == []


def test_a_family_is_visited_with_a_phone_and_helped(
    city: World,
    money: None,
    open_context: Open,
    desk_of: Callable[[str], Page],
    watched: Watch,
    stand_at: Move,
    tmp_path: Path,
) -> None:
    people.appoint_to_post(by=SYSTEM, person_id=city["leader"].id, union_id=city.unions["city"].id, role="aid")
    aid.set_living_standard(by=SYSTEM, region_code="350121", year=2026, monthly_fen=80_000, basis="测试标准")
    case = casework.apply_for_service(
        by=city["mother"].actor, service="hardship-aid", answers=family(city, income="12,000")
    )
    drain()
    page = desk_of("grassroots_officer")
    page.goto(f"/console/cases/{case}/")
    expect(page.get_by_text("(12,000 元 − 6,000 元) ÷ 12 ÷ 1 = 500 元")).to_be_visible()
    sign(page, case)

    phone = open_context(city["town_officer"], width=390, height=844).new_page()
    complaints = watched(phone)
    visit(phone, case, tmp_path)

    county = desk_of("county_officer")
    check(county, case)
    stand_at("2026-12-03")
    notices.end_due()
    drain()

    propose(county, case)
    for who in ("municipal_officer", "leader"):
        sign(desk_of(who), case)
    drain()
    assert state(city, "mother", case) == "delivering"
    assert complaints == []
