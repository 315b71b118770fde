"""A model worker: put forward on the phone, voted for, reviewed twice, on public notice three times, named in full, asked how it went."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.people import api as people
from tests.cast import World
from tests.journeys.steps import (
    Desk,
    Move,
    Open,
    Watch,
    fits,
    notices_end,
    photograph,
    rates,
    read_notice,
    sends,
    sign,
    starts,
    state,
)

TITLE = "福州市劳动模范"


@pytest.fixture
def prepared(city: World) -> World:
    """Two at the city may review."""
    people.appoint_to_post(by=SYSTEM, person_id=city["leader"].id, union_id=city.unions["city"].id, role="reviewer")
    return city


def is_put_forward(page: Page, folder: Path) -> UUID:
    starts(page, "model-worker")
    page.select_option("[name=identity]", label="一线职工")
    page.fill("[name=deeds_short]", "带出三个徒弟，改了一道工序。")
    page.fill("[name=deeds]", "十年在一线，带出三个徒弟，改了一道工序，一年省下二十万元。")
    page.fill("[name=attended]", "36")
    page.fill("[name=in_favour]", "30")
    page.set_input_files("input[name=minutes]", photograph(folder, "职代会记录.jpg"))
    page.locator("label.nj-agree").click()
    fits(page)
    return sends(page)


def is_voted_for(leader: Page, case: UUID) -> None:
    """Half of all votes is not enough, and the page says so; more is."""
    leader.goto(f"/console/cases/{case}/")
    for agreed, words in (("20", "一半"), ("30", "已签。")):
        for label, value in (("应到", "40"), ("实到", "36"), ("同意", agreed)):
            leader.get_by_label(label, exact=True).fill(value)
        leader.get_by_role("button", name="签字通过").click()
        expect(leader.get_by_text(words).first).to_be_visible()
    drain()


def confirms_the_list(desk: Page) -> None:
    desk.goto("/console/lists/")
    expect(desk.locator("main")).to_contain_text("企业负责人占比")
    expect(desk.locator("main")).to_contain_text("女职工占比")
    desk.get_by_role("button", name="确认名单，一起公示").click()
    expect(desk.get_by_text("名单已进入公示，共 1 人。")).to_be_visible()
    drain()


def is_named(page: Page, anybody: Page, name: str, case: UUID) -> None:
    """On her own page, and for everybody on the roll, now in full."""
    page.goto(f"/matters/{case}/")
    expect(page.locator("b", has_text="办好了").first).to_be_visible()
    anybody.goto("/public/honours/")
    row = anybody.locator("tbody tr", has_text=name)
    expect(row).to_contain_text(TITLE)
    expect(row).to_contain_text("2026")
    page.goto("/services/model-worker/")
    expect(page.locator("main")).to_contain_text("还没有当过福州市劳模")


def test_a_worker_becomes_a_model_worker(
    prepared: World, open_context: Open, desk_of: Desk, watched: Watch, stand_at: Move, tmp_path: Path
) -> None:
    worker, page, anybody = prepared["worker"], open_context(prepared["worker"]).new_page(), open_context().new_page()
    complaints = watched(page)
    case = is_put_forward(page, tmp_path)
    is_voted_for(desk_of("grassroots_officer"), case)
    read_notice(anybody, worker)

    notices_end(stand_at, "2026-12-01")
    sign(desk_of("county_officer"), case)
    drain()
    read_notice(anybody, worker)
    page.goto(f"/matters/{case}/")
    expect(page.get_by_text("公示的就是这一行")).to_be_visible()

    notices_end(stand_at, "2026-12-09")
    municipal = desk_of("municipal_officer")
    for desk in (municipal, desk_of("leader")):
        sign(desk, case)
    assert state(prepared, "worker", case) == "listed"
    confirms_the_list(municipal)
    read_notice(anybody, worker)

    notices_end(stand_at, "2026-12-17")
    assert state(prepared, "worker", case) == "delivered"
    is_named(page, anybody, worker.name, case)
    rates(page, case)
    assert state(prepared, "worker", case) == "rated"
    assert complaints == []


def test_a_head_of_an_enterprise_is_asked_for_the_five_opinions(
    city: World, open_context: Open, tmp_path: Path
) -> None:
    page = open_context(city["worker"]).new_page()
    starts(page, "model-worker")
    expect(page.locator("input[name=opinions]")).to_have_count(0)
    page.select_option("[name=identity]", label="企业负责人")
    page.set_input_files("input[name=minutes]", photograph(tmp_path, "职代会记录.jpg"))
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_text("五份都要")).to_be_visible()
    expect(page.locator("input[name=opinions]")).to_have_count(1)
    expect(page.get_by_text("职代会记录.jpg")).to_be_visible()
