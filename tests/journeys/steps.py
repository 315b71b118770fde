"""What people do on the pages, as steps that several journeys take."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from niangjia.base.jobs import drain
from niangjia.casework import api as casework
from niangjia.kernel.text import mask_name
from niangjia.notices import api as notices
from niangjia.quotas import api as quotas
from tests.cast import Member, World

Open = Callable[..., BrowserContext]
Watch = Callable[[Page], list[str]]
Move = Callable[[str], None]
Desk = Callable[[str], Page]


def state(world: World, who: str, case_id: UUID) -> str:
    return casework.case_for(world[who].actor, case_id).case.state


def photograph(folder: Path, name: str) -> str:
    """A picture as a phone takes it; returns its path."""
    path = folder / name
    Image.new("RGB", (600, 800), "#efe8dc").save(path)
    return str(path)


def starts(page: Page, service: str) -> None:
    """From the page of the service to its form."""
    page.goto(f"/services/{service}/")
    page.get_by_role("link", name="开始申请").click()
    page.wait_for_url(f"**/services/{service}/apply/")


def sends(page: Page) -> UUID:
    """Hand the form in; returns the case."""
    page.get_by_role("button", name="提交申请").click()
    page.wait_for_url("**/matters/**")
    return UUID(page.url.rstrip("/").rsplit("/", 1)[-1])


def fits(page: Page) -> None:
    page.wait_for_load_state()  # between two pages there is no document to measure
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def visit(phone: Page, case_id: UUID, folder: Path) -> None:
    """Record a visit at 390 px, with one photograph."""
    phone.goto(f"/console/cases/{case_id}/visit/")
    phone.get_by_label("走访记录").fill("两居室，孩子在读初中，家里简朴。")
    phone.set_input_files("input[type=file]", photograph(folder, "家.jpg"))
    phone.locator("label.nj-agree").click()
    fits(phone)
    phone.get_by_role("button", name="记下走访").click()
    expect(phone.get_by_text("走访已记下")).to_be_visible()


def check(county: Page, case_id: UUID) -> None:
    """Record what civil affairs answered."""
    county.goto(f"/console/cases/{case_id}/")
    county.locator("textarea[name=words]").fill("与申报一致")
    county.get_by_role("button", name="就这样办").click()
    expect(county.get_by_text("核对结果已记下")).to_be_visible()
    drain()


def propose(county: Page, case_id: UUID) -> None:
    """Sign with an amount."""
    county.goto(f"/console/cases/{case_id}/")
    county.get_by_label("拟发金额").fill("8,000")
    county.get_by_role("button", name="签字通过").click()
    expect(county.get_by_text("8,000.00").first).to_be_visible()


def sign(page: Page, case_id: UUID) -> None:
    """Approve on the case's page."""
    page.goto(f"/console/cases/{case_id}/")
    page.get_by_role("button", name="签字通过").click()
    expect(page.get_by_text("已签。")).to_be_visible()


def notices_end(stand_at: Move, day: str) -> None:
    """The night before ``day`` has passed."""
    stand_at(day)
    notices.end_due()
    drain()


def read_notice(page: Page, who: Member) -> str:
    """Anybody opens the only running notice: the surname is there, nothing else of her. Returns its address."""
    page.goto("/public/notices/")
    page.locator(".pub-list a").click()
    page.wait_for_url("**/public/notices/*/")
    expect(page.locator("article td", has_text=mask_name(who.name)).first).to_be_visible()
    found = page.content()
    assert not [each for each in (who.name, who.name[1:], who.phone, who.id_number, who.bank_card) if each in found]
    return page.url


def pays(first: Page, second: Page, yuan: str, folder: Path) -> None:
    """One finance officer prepares the batch, another releases it, the bank's file goes out and its receipt comes in."""
    first.goto("/console/payouts/")
    first.get_by_role("button", name="把勾选的编成一批").click()
    first.get_by_role("button", name="核对无误，提交复核").click()
    expect(first.get_by_text("请另一位同事复核").first).to_be_visible()
    second.goto("/console/funds/")
    second.get_by_role("link", name="复核", exact=True).click()
    second.get_by_role("button", name=f"复核放行 {yuan} 元").click()
    expect(second.get_by_text("已放行，可以下载银行文件")).to_be_visible()
    first.reload()
    with first.expect_download() as download:
        first.get_by_role("button", name="下载给银行").click()
    number = download.value.suggested_filename.removesuffix(".csv")
    receipts = folder / "回单.csv"
    receipts.write_text(f"批次号,序号,金额,结果,原因\n{number},1,{yuan.replace(',', '')},成功,\n", encoding="utf-8")
    first.goto("/console/payouts/")
    first.set_input_files("input[name=file]", str(receipts))
    first.get_by_role("button", name="读回单").click()
    expect(first.get_by_text("到账 1 笔")).to_be_visible()
    drain()


def rates(page: Page, case_id: UUID) -> None:
    page.goto(f"/matters/{case_id}/")
    page.locator(".nj-rate label").first.click()
    page.get_by_role("button", name="评好了").click()
    expect(page.get_by_text("谢谢你说了实话").first).to_be_visible()


def seeded(first: Page, second: Page, pool_id: UUID, stand_at: Move) -> None:
    """Source, list, seed by two officers, each on its day; the first stands before the button that draws."""
    closes, here = quotas.pool(pool_id=pool_id).closes_at, f"/console/pools/{pool_id}/draw/"
    first.goto(here)
    first.get_by_label("种子从哪里来").fill("次日收盘指数")
    first.get_by_label("什么时候产生").fill(f"{closes + timedelta(days=2):%Y-%m-%dT09:00}")
    first.get_by_role("button", name="公布").click()
    stand_at(f"{closes + timedelta(days=1):%Y-%m-%d}")
    first.goto(here)
    first.get_by_role("button", name="冻结，公布指纹").click()
    stand_at(f"{closes + timedelta(days=3):%Y-%m-%d}")
    first.goto(here)
    first.get_by_label("来源说的").fill("3412.57")
    first.get_by_label("来源的链接").fill("https://example.org/index")
    first.get_by_role("button", name="录入").click()
    second.goto(here)
    second.get_by_label("来源说的").fill("3412.57")
    second.get_by_role("button", name="核对").click()
    first.goto(here)
