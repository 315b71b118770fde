"""Officers at their desks: a join that came up from below, a grant on its way to the bank, a family visited at home."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image
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
from tests.cast import World

Open = Callable[..., BrowserContext]
Watch = Callable[[Page], list[str]]
Move = Callable[[str], None]
DESK = {"width": 1440, "height": 900}
EVIDENCE = "0192d1c0-0000-7000-8000-000000000001"


@pytest.fixture
def desk_of(city: World, open_context: Open) -> Callable[[str], Page]:
    """``desk_of("town_officer")``: her browser at 1440 px."""

    def make(who: str) -> Page:
        return open_context(city[who], **DESK).new_page()

    return make


@pytest.fixture
def money(city: World) -> None:
    for fund in ("learning", "hardship"):
        ledger.appropriate(
            by=SYSTEM, union_id=city.unions["city"].id, fund=fund, year=2026, amount_fen=2_000_000, basis="测试预算"
        )


def state(world: World, who: str, case_id: UUID) -> str:
    return casework.case_for(world[who].actor, case_id).case.state


def sign(page: Page, case_id: UUID) -> None:
    """Approve on the case's page."""
    page.goto(f"/console/cases/{case_id}/")
    page.get_by_role("button", name="签字通过").click()
    expect(page.get_by_text("已签。")).to_be_visible()


def visit(phone: Page, case_id: UUID, folder: Path) -> None:
    """Record a visit at 390 px, with one photograph."""
    picture = folder / "家.jpg"
    Image.new("RGB", (600, 800), "#efe8dc").save(picture)
    phone.goto(f"/console/cases/{case_id}/visit/")
    phone.get_by_label("走访记录").fill("两居室，孩子在读初中，家里简朴。")
    phone.set_input_files("input[type=file]", str(picture))
    phone.locator("label.nj-agree").click()
    assert phone.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    phone.get_by_role("button", name="记下走访").click()
    expect(phone.get_by_text("走访已记下")).to_be_visible()


def test_a_town_officer_clears_a_join_that_came_up(
    city: World, desk_of: Callable[[str], Page], watched: Watch, stand_at: Move
) -> None:
    answers = {"union": str(city.unions["ronghe"].id), "wish": "on"}
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
    first.goto("/console/payouts/")
    first.get_by_role("button", name="把勾选的编成一批").click()
    first.get_by_role("button", name="核对无误，提交复核").click()
    expect(first.get_by_text("请另一位同事复核").first).to_be_visible()

    second = desk_of("second_finance_officer")
    second.goto("/console/funds/")
    second.get_by_role("link", name="复核", exact=True).click()
    second.get_by_role("button", name="复核放行 1,000.00 元").click()
    expect(second.get_by_text("已放行，可以下载银行文件")).to_be_visible()

    first.reload()
    with first.expect_download() as download:
        first.get_by_role("button", name="下载给银行").click()
    number = download.value.suggested_filename.removesuffix(".csv")
    receipts = tmp_path / "回单.csv"
    receipts.write_text(f"批次号,序号,金额,结果,原因\n{number},1,1000.00,成功,\n", encoding="utf-8")
    first.goto("/console/payouts/")
    first.set_input_files("input[name=file]", str(receipts))
    first.get_by_role("button", name="读回单").click()
    expect(first.get_by_text("到账 1 笔")).to_be_visible()
    drain()
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
    county.goto(f"/console/cases/{case}/")
    county.locator("textarea[name=words]").fill("与申报一致")
    county.get_by_role("button", name="就这样办").click()
    expect(county.get_by_text("核对结果已记下")).to_be_visible()
    drain()
    stand_at("2026-12-03")
    notices.end_due()
    drain()

    county.goto(f"/console/cases/{case}/")
    county.get_by_label("拟发金额").fill("8,000")
    county.get_by_role("button", name="签字通过").click()
    expect(county.get_by_text("8,000.00").first).to_be_visible()
    for who in ("municipal_officer", "leader"):
        sign(desk_of(who), case)
    drain()
    assert state(city, "mother", case) == "delivering"
    assert complaints == []
