"""A stranger looks at a notice, objects by name, and reads the six-year report, on a phone and at a desk."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from niangjia.casework.models import Case
from niangjia.kernel.ids import uuid7
from niangjia.notices import api as notices
from tests.cast import World
from tests.insight.delivered import fill
from tests.web.on_notice import apply, publish

OpenContext = Callable[..., BrowserContext]
StandAt = Callable[[str], None]
WIDTHS = (390, 1440)
LIGHT_BYTES = 200 * 1024
PICTURES = os.environ.get("PICTURES")  # a folder to leave pictures in


ROSTER = (
    ("陈*兰", "上街镇新洲村股份经济合作社", "深度困难", "1–2 万元"),
    ("苏*财", "南通镇宏发木业有限公司", "深度困难", "2–3 万元"),
    ("许*英", "小箬乡环卫站", "相对困难", "5 千–1 万元"),
    ("高*花", "鸿尾乡锦尚制衣有限公司", "相对困难", "5 千–1 万元"),
    ("林*", "闽侯县外卖行业工会联合会", "意外致困", "3–5 万元"),
    ("黄*水", "青口镇汇通汽车零部件有限公司", "深度困难", "1–2 万元"),
    ("郑*", "南屿镇南屿新材料有限公司", "相对困难", "5 千元以下"),
    ("吴*芳", "祥谦镇谦食品有限公司", "深度困难", "1–2 万元"),
    ("刘*生", "白沙镇白沙林场", "相对困难", "5 千–1 万元"),
    ("江*", "甘蔗街道锦绣餐饮有限公司", "意外致困", "2–3 万元"),
    ("曾*妹", "尚干镇尚干鞋业有限公司", "深度困难", "1–2 万元"),
    ("潘*", "洋里乡中心小学食堂", "深度困难", "1–2 万元"),
)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_long_roster_is_read_without_moving_sideways(
    city: World, open_context: OpenContext, stand_at: StandAt, width: int
) -> None:
    notice = notices.publish_notice(
        by=city["county_officer"].actor, union_id=city.unions["minhou"].id, title="关于拟帮扶困难职工家庭的公示",
        service="hardship-aid", stage=2, rows=[notices.Row(uuid7(), name, unit, band, kind) for name, unit, kind, band in ROSTER],
        working_days=5, legal="consent", legal_basis="每户均已单独同意公示。",
    )  # fmt: skip
    stand_at("2026-11-26")
    page = open_context(width=width, height=1000).new_page()
    page.goto(f"/public/notices/{notice.token}/", wait_until="networkidle")
    assert page.locator(".rost tbody tr").count() == len(ROSTER)
    assert page.get_by_text("白沙镇白沙林场").is_visible(), "also on a phone: a notice is complete"
    assert page.locator(".ds li.n").inner_text().endswith("今天")
    assert fits(page)
    picture(page, f"public-notice-{width}")


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


@pytest.mark.parametrize("width", WIDTHS)
def test_a_stranger_reads_a_notice_and_objects(
    city: World, open_context: OpenContext, watched: Callable[[Page], list[str]], width: int
) -> None:
    token = publish(city, apply(city))
    page = open_context(width=width, height=1000).new_page()
    complaints = watched(page)
    page.goto("/public/notices/")
    assert fits(page)
    page.locator(".pub-list a").first.click()
    page.wait_for_load_state("networkidle")
    assert page.locator(".rost tbody tr").count() == 1
    assert fits(page)
    page.select_option("#no", "1")
    page.fill("#text", "听说她上个月已经退学了，请核实一下。")
    page.fill("#name", "高向东")
    page.fill("#phone", "123")
    page.get_by_role("button", name="实名提交").click()
    assert "手机号" in page.locator(".err").inner_text()
    page.fill("#phone", "13900001111")
    page.get_by_role("button", name="实名提交").click()
    page.get_by_text("收到了你的异议").wait_for()
    assert Case.objects.get().state == "frozen"
    assert notices.public_notice(token=token)
    assert [each for each in complaints if "422" not in each] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_stranger_reads_the_report(
    city: World, open_context: OpenContext, watched: Callable[[Page], list[str]], width: int
) -> None:
    fill(city)
    page = open_context(width=width, height=1000).new_page()
    complaints = watched(page)
    sizes: list[int] = []
    page.on("response", lambda r: sizes.append(int(r.headers.get("content-length", 0))))
    for path in ("report", "honours", "journal", "check"):
        sizes.clear()
        page.goto(f"/public/{path}/", wait_until="networkidle")
        assert fits(page), path
        picture(page, f"public-{path}-{width}")
        if path == "report":
            assert page.locator("section.ch").count() == 6
            assert page.locator(".cmp li").count() == 62
            assert sum(sizes) < LIGHT_BYTES
    assert complaints == []
