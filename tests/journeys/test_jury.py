"""A jury in the browser: seated on the desk, scored on five phones, counted on the desk, read by the applicant."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from playwright.sync_api import BrowserContext, Page, expect

from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.casework import api as casework
from niangjia.ledger import api as ledger
from niangjia.people import api as people
from tests.cast import World
from tests.journeys.steps import fits, photograph, sends, starts

Open = Callable[..., BrowserContext]
Watch = Callable[[Page], list[str]]
PICTURES = os.environ.get("PICTURES")
JURORS = {
    "stranger": ("苏晓晴", "劳模", "45", "26", "18"),
    "leader": ("蔡永福", "专家", "40", "24", "15"),
    "finance_officer": ("周文静", "专家", "48", "28", "20"),
    "second_finance_officer": ("何晓东", "一线职工", "30", "20", "9"),
    "town_officer": ("林雅芳", "一线职工", "44", "25", "16"),
}


def shot(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"jury-{name}.png", full_page=True)


def applies(page: Page, folder: Path) -> UUID:
    starts(page, "craftsman")
    page.get_by_label("你的手艺").fill("钳工")
    page.get_by_label("最拿得出手的三件事").fill("改了一道工序，一年省二十万元；带出三个徒弟；修好了停产三天的灌装线。")
    page.get_by_label("带过几个徒弟").fill("3")
    page.set_input_files("input[type=file]", photograph(folder, "作品.jpg"))
    page.locator("label.nj-agree").click()
    return sends(page)


def seats_five(desk: Page) -> None:
    for name, kind, *_points in JURORS.values():
        desk.get_by_label("姓名、手机号或证件号").fill(name)
        desk.get_by_role("button", name="找").click()
        desk.get_by_label(f"{name}的界别").select_option(label=kind)
        shot(desk, f"seating-{name}")
        desk.get_by_role("button", name="入席").click()
        expect(desk.locator("table.jury")).to_contain_text(name)


def scores(juror: Page, *points: str) -> None:
    juror.goto("/matters/")
    juror.get_by_role("link", name="年度福州工匠").click()
    for criterion, some in zip(("手艺", "成果", "带徒"), points, strict=True):
        juror.get_by_label(criterion).fill(some)
    fits(juror)
    shot(juror, "sheet")
    juror.get_by_role("button", name="交分").click()
    expect(juror.get_by_text("分数收好了")).to_be_visible()


def test_a_craftsman_is_judged_by_five_who_do_not_see_one_another(
    city: World, open_context: Open, watched: Watch, desk_of: Callable[[str], Page], tmp_path: Path
) -> None:
    people.update_profile(by=SYSTEM, person_id=city["worker"].id, skill="technician")
    ledger.appropriate(
        by=SYSTEM, union_id=city.unions["city"].id, fund="honours", year=2026, amount_fen=50_000_00, basis="测试预算"
    )
    phone = open_context(city["worker"]).new_page()
    case = applies(phone, tmp_path)
    casework.approve(by=city["county_officer"].actor, case_id=case)
    drain()

    desk = desk_of("municipal_officer")
    complaints = watched(desk)
    desk.goto(f"/console/cases/{case}/")
    desk.get_by_role("link", name="去办评审").click()
    seats_five(desk)
    for who, (_name, _kind, *points) in JURORS.items():
        scores(open_context(city[who]).new_page(), *points)

    desk.reload()
    desk.get_by_label("通过的话，拟发金额").fill("8,000")
    desk.get_by_role("button", name="打开分数，算出结果").click()
    expect(desk.get_by_text("(89 + 79 + 85) ÷ 3 = 84.33")).to_be_visible()
    shot(desk, "counted")
    phone.goto(f"/matters/{case}/")
    expect(phone.get_by_text("平均 84.33 分")).to_be_visible()
    fits(phone)
    shot(phone, "told")
    assert complaints == []
