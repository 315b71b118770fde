"""A union builds its home: asked for by its leader, half the money, pictures of what became of it, the other half."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from playwright.sync_api import Page, expect

from niangjia.base.jobs import drain
from niangjia.casework.models import Case
from niangjia.ledger import api as ledger
from tests.casework.instalments import appropriate, small_unions_may
from tests.cast import World
from tests.journeys.steps import Desk, Move, Open, Watch, fits, notices_end, pays, photograph, sends, sign, state, visit


def asks(desk: Page, phone: Page, folder: Path) -> UUID:
    """The leader finds it among what her union is entitled to, and fills in the form on her phone."""
    desk.goto("/console/ours/")
    expect(desk.locator("tr", has_text="职工之家建设补助")).to_contain_text("符合")
    here = desk.get_by_role("link", name="替工会申请").first.get_attribute("href")
    assert here
    phone.goto("/console/ours/")
    fits(phone)
    phone.goto(here)
    expect(phone.get_by_text("榕和食品有限公司工会委员会").first).to_be_visible()
    phone.get_by_label("地方在哪里").fill("厂区二号楼")
    phone.get_by_label("多大（平方米）").fill("60")
    phone.get_by_label("打算怎么建、给大家做什么用").fill("图书角和茶水间，下班能坐一坐。")
    phone.get_by_label("预计一共花多少（元）").fill("120000")
    phone.set_input_files("input[type=file]", photograph(folder, "空屋.jpg"))
    fits(phone)
    return sends(phone)


def grants(desk_of: Desk, phone: Page, case_id: UUID, folder: Path) -> None:
    """The town looks, the county visits, the city names the amount."""
    sign(desk_of("town_officer"), case_id)
    visit(phone, case_id, folder)
    city = desk_of("municipal_officer")
    city.goto(f"/console/cases/{case_id}/")
    city.get_by_label("拟发金额").fill("60,000")
    city.get_by_role("button", name="签字通过").click()
    expect(city.get_by_text("已签。")).to_be_visible()
    drain()


def shows_the_work(phone: Page, case_id: UUID, folder: Path) -> None:
    phone.goto(f"/matters/{case_id}/")
    expect(phone.get_by_text("首付到了，建好请交验收").first).to_be_visible()
    fits(phone)
    phone.set_input_files("#work input[type=file]", photograph(folder, "建成.jpg"))
    phone.get_by_label("钱花在了哪里").fill("书架、桌椅和茶水柜都装好了。")
    phone.get_by_role("button", name="交上去").click()
    expect(phone.get_by_text("验收合格就付另一半").first).to_be_visible()
    drain()


def accepts(county: Page, case_id: UUID) -> None:
    county.goto("/console/")
    expect(county.locator("#preview")).to_contain_text("职工之家建设补助")
    county.goto(f"/console/cases/{case_id}/")
    expect(county.get_by_text("验收照片 1")).to_be_visible()
    county.locator("textarea[name=words]").fill("现场看过，和方案一致。")
    county.get_by_role("button", name="就这样办").click()
    expect(county.get_by_text("验收已记下")).to_be_visible()
    drain()


def test_a_home_is_paid_for_in_two_halves(
    city: World, desk_of: Desk, open_context: Open, watched: Watch, stand_at: Move, tmp_path: Path
) -> None:
    appropriate(city)
    small_unions_may(city)
    leader = open_context(city["grassroots_officer"]).new_page()
    complaints = watched(leader)
    case_id = asks(desk_of("grassroots_officer"), leader, tmp_path)
    grants(desk_of, open_context(city["county_officer"]).new_page(), case_id, tmp_path)
    notices_end(stand_at, "2026-12-01")
    first, second = desk_of("finance_officer"), desk_of("second_finance_officer")
    pays(first, second, "30,000.00", tmp_path)
    assert state(city, "grassroots_officer", case_id) == "halfway"

    shows_the_work(leader, case_id, tmp_path)
    accepts(desk_of("county_officer"), case_id)
    pays(first, second, "30,000.00", tmp_path)
    assert Case.objects.get(id=case_id).state == "delivered"
    assert ledger.books_balanced().balanced
    leader.goto(f"/matters/{case_id}/")
    expect(leader.get_by_text("办好了").first).to_be_visible()
    assert complaints == []
