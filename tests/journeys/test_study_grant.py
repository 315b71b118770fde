"""A student among the workers: from the first page to the money and a word about it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.casework import api as casework
from niangjia.casework.rules.defects import Defect
from niangjia.ledger import api as ledger
from niangjia.notices import api as notices
from niangjia.people import api as people
from tests.cast import World

Open = Callable[..., BrowserContext]
Watch = Callable[[Page], list[str]]


@pytest.fixture
def student(city: World) -> World:
    """The school has reported the worker; the city has a budget."""
    people.record_study(
        by=SYSTEM, person_id=city["worker"].id, school="福建开放大学", level="college", school_year="2026-2027",
        enrolled=True, passed=True, punished=False,
    )  # fmt: skip
    ledger.appropriate(
        by=SYSTEM, union_id=city.unions["city"].id, fund="learning", year=2026, amount_fen=1_000_000, basis="测试预算"
    )
    return city


@pytest.fixture
def diploma(tmp_path: Path) -> Path:
    """A photograph."""
    path = tmp_path / "毕业证.jpg"
    Image.new("RGB", (600, 800), "#efe8dc").save(path)
    return path


def pay(world: World) -> None:
    first, second = world["finance_officer"].actor, world["second_finance_officer"].actor
    batch = ledger.prepare_batch(by=first, payout_ids=[p.id for p in ledger.payouts_visible_to(first, state="waiting")])
    ledger.submit_batch(by=first, batch_id=batch)
    ledger.release_batch(by=second, batch_id=batch)
    ledger.bank_file(by=first, batch_id=batch)
    found, lines = ledger.batch(actor=first, batch_id=batch)
    rows = "\n".join(f"{found.number},{line.seq},{line.amount_fen / 100:.2f},成功," for line in lines)
    ledger.take_receipts(by=first, file=f"批次号,序号,金额,结果,原因\n{rows}\n".encode())
    drain()


def applies(page: Page, diploma: Path) -> UUID:
    """From the first page through the reasons to the form; what is known is not asked."""
    page.goto("/")
    expect(page.locator(".nj-num")).to_contain_text("1,000")
    page.goto("/services/study-grant/")
    expect(page.get_by_text("7 条都符合")).to_be_visible()
    page.get_by_role("link", name="开始申请").click()
    expect(page.locator(".nj-facts")).to_contain_text("••••")
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_text("还差 2 处")).to_be_visible()
    page.set_input_files("input[type=file]", str(diploma))
    page.locator("label.nj-agree").click()
    expect(page.locator(".nj-masked")).to_contain_text("林*")
    page.get_by_role("button", name="提交申请").click()
    page.wait_for_url("**/matters/**")
    return UUID(page.url.rstrip("/").rsplit("/", 1)[-1])


def mends(page: Page, diploma: Path) -> None:
    """All that was wrong is listed at once and mended on one page."""
    page.reload()
    expect(page.get_by_text("还差 1 样，一次说全")).to_be_visible()
    page.get_by_role("link", name="去补正").click()
    page.set_input_files(".nj-back input[type=file]", str(diploma))
    page.get_by_role("button", name="补交，接着办").click()
    expect(page.get_by_text("交回去了")).to_be_visible()


def thinks_about_withdrawing(page: Page) -> None:
    page.reload()
    expect(page.get_by_text("公示的就是这一行")).to_be_visible()
    page.get_by_text("撤回申请").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("link", name="接着办").click()
    expect(page.get_by_role("dialog")).not_to_be_visible()


def rates(page: Page) -> None:
    page.reload()
    page.locator(".nj-rate label").first.click()
    page.get_by_role("button", name="评好了").click()
    expect(page.get_by_text("谢谢你说了实话").first).to_be_visible()


def test_from_the_first_page_to_the_rating(
    student: World, open_context: Open, watched: Watch, diploma: Path, stand_at: Callable[[str], None]
) -> None:
    page = open_context(student["worker"]).new_page()
    complaints = watched(page)
    grassroots, city = student["grassroots_officer"].actor, student["municipal_officer"].actor
    case = applies(page, diploma)
    casework.return_for_repair(
        by=grassroots, case_id=case, defects=[Defect("diploma", "右下角没拍进去，请把四个角都拍全。")]
    )
    mends(page, diploma)
    casework.approve(by=grassroots, case_id=case)
    casework.approve(by=city, case_id=case)
    drain()
    thinks_about_withdrawing(page)

    stand_at("2026-12-02")
    notices.end_due()
    drain()
    page.reload()
    expect(page.get_by_text("批了，钱在路上")).to_be_visible()
    pay(student)
    rates(page)
    page.goto("/services/study-grant/")
    expect(page.get_by_text("这一期已经领过")).to_be_visible()
    assert complaints == []
