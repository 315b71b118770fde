"""Dues that come back by themselves: a workbook, two auditors, the union's account, a figure that opens into the case, a word from the union."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.base.spreadsheets import write_list
from niangjia.casework import api as casework
from niangjia.casework.models import Case
from niangjia.ledger import api as ledger
from tests.casework.test_dues_refund import HEADS, account
from tests.cast import EMPLOYER_CODE, World
from tests.journeys.steps import Desk, Move, Watch, pays, sign

EMPLOYER = "榕和食品有限公司"


@pytest.fixture
def prepared(city: World) -> World:
    """The city has a budget, the union an account."""
    ledger.appropriate(
        by=SYSTEM,
        union_id=city.unions["city"].id,
        fund="dues-refund",
        year=2026,
        amount_fen=2_000_000,
        basis="测试预算",
    )
    account(city)
    return city


def workbook(world: World, folder: Path) -> str:
    """Three years of one payer, and a row of a payer without a code."""
    path = folder / "经费.xlsx"
    union = world.unions["ronghe"].name
    rows = [
        (EMPLOYER, EMPLOYER_CODE, union, str(year), "", amount, amount, f"{year}-03-01", "否", "否")
        for year, amount in ((2024, "900"), (2025, "800"), (2026, "650"))
    ]
    write_list(path, HEADS, [*rows, ("无名公司", "", union, "2026", "", "1", "1", "2026-03-01", "否", "否")])
    return str(path)


def brings(page: Page, file: str) -> None:
    """See first what would happen, then store it."""
    page.goto("/console/import/")
    page.locator(".kit", has_text="经费缴纳").get_by_role("link").click()
    page.set_input_files("input[name=file]", file)
    page.get_by_role("button", name="上传，看预览").click()
    expect(page.locator("#result")).to_contain_text("无名公司")
    page.get_by_role("button", name="存下这 3 行").click()
    expect(page.get_by_text("收下的已经存好。")).to_be_visible()


def opens_the_figure(page: Page) -> None:
    """From the figure to the record behind it, from there to the case."""
    page.goto("/console/figures/")
    figure = page.locator("a.fig[href*=dues_refund_yuan]")
    expect(figure).to_contain_text("650")
    figure.click()
    page.wait_for_url("**/figures/dues_refund_yuan/")
    expect(page.locator("main tbody tr")).to_have_count(1)
    expect(page.locator("main tbody tr")).to_contain_text("650")
    page.locator("main tbody a").click()
    page.wait_for_url("**/console/cases/**")
    expect(page.locator("main")).to_contain_text("小微企业工会经费返还")


def says_how_it_went(page: Page, case_id: UUID) -> None:
    """The chair of the union that got the money, by keyboard."""
    page.goto(f"/console/cases/{case_id}/")
    page.get_by_role("radio", name="1 分").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_label("想说的话").fill("没申请，钱就到了。")
    page.get_by_role("button", name="评好了").click()
    expect(page.get_by_text("谢谢你说了实话").first).to_be_visible()
    expect(page.get_by_role("button", name="评好了")).to_have_count(0)


def test_dues_of_a_small_payer_come_back_without_an_application(
    prepared: World, desk_of: Desk, watched: Watch, stand_at: Move, tmp_path: Path
) -> None:
    first, second = desk_of("finance_officer"), desk_of("second_finance_officer")
    complaints = watched(first)
    brings(first, workbook(prepared, tmp_path))
    drain()
    assert casework.deliver_entitled(by=SYSTEM, service="dues-refund") == 1
    case = Case.objects.get(service="dues-refund").id

    first.goto("/console/")
    expect(first.locator("#preview")).to_contain_text("小微企业工会经费返还")
    for page in (first, second):
        sign(page, case)
    drain()
    stand_at("2026-11-25")
    pays(first, second, "650.00", tmp_path)
    assert Case.objects.get(id=case).state == "delivered"
    assert casework.deliver_entitled(by=SYSTEM, service="dues-refund") == 0
    assert ledger.books_balanced().balanced
    opens_the_figure(first)
    says_how_it_went(desk_of("grassroots_officer"), case)
    assert Case.objects.get(id=case).state == "rated"
    assert Case.objects.get(id=case).rating == 2
    assert complaints == []
