"""A county makes a quiz and a photo wall; a worker takes part on her phone; the desk looks at her picture; a colleague sees it on the wall."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from niangjia.base.jobs import drain
from niangjia.insight import api as insight
from niangjia.points import api as points
from tests.cast import World
from tests.journeys.steps import fits

QUESTIONS = (
    "题目,A,B,C,答案,解析\n"
    "几岁能加入工会？,14 岁,16 岁,18 岁,B,年满 16 周岁、有劳动收入，就能入会。\n"
    "每月会费交多少？,千分之五,百分之五,,A,本人每月工资收入的千分之五。\n"
    "没有解析的一题,是,否,,A,\n"
)


def makes_a_quiz(desk: Page, folder: Path) -> None:
    """Out of a file with one bad row, then published."""
    desk.goto("/console/pools/")
    desk.get_by_role("link", name="线上活动").click()
    desk.get_by_role("link", name="答题").click()
    fits(desk)
    desk.get_by_label("名称").fill("工会知识答一答")
    desk.get_by_label("说明").fill("两道题，不限时间，答完看说明。")
    desk.get_by_role("button", name="存草稿").click()
    file = folder / "题目.csv"
    file.write_text(QUESTIONS, encoding="utf-8")
    desk.get_by_label("题目文件").set_input_files(file)
    desk.get_by_role("button", name="读进来").click()
    expect(desk.get_by_text("没有解析，答错的人看不明白")).to_be_visible()
    fits(desk)
    desk.get_by_role("button", name="发布").click()
    expect(desk.get_by_text("到时间自动开始、自动结束").first).to_be_visible()


def makes_a_wall(desk: Page) -> None:
    desk.goto("/console/campaigns/")
    fits(desk)
    desk.get_by_role("link", name="晒照片").click()
    desk.get_by_label("名称").fill("晒晒我的工位")
    desk.get_by_label("墙上最多展示").fill("50")
    desk.get_by_role("button", name="存草稿").click()
    desk.get_by_role("button", name="发布").click()
    expect(desk.get_by_text("等审核").first).to_be_visible()


def answers(hers: Page) -> None:
    """From the services' page; one right, one wrong, both explained."""
    hers.goto("/services/online-campaign/")
    fits(hers)
    hers.get_by_role("link", name="看有什么活动").click()
    fits(hers)
    hers.get_by_role("link", name="工会知识答一答").click()
    hers.get_by_text("A. 14 岁").click()
    hers.get_by_role("button", name="交上去").click()
    expect(hers.get_by_text("还有 1 题没有选")).to_be_visible()
    hers.get_by_text("A. 千分之五").click()
    fits(hers)
    hers.get_by_role("button", name="交上去").click()
    expect(hers.get_by_text("答完了，参加算上了")).to_be_visible()
    expect(hers.get_by_text("你选的是 A，看看为什么")).to_be_visible()
    expect(hers.get_by_text("年满 16 周岁、有劳动收入")).to_be_visible()
    fits(hers)


def hands_in(hers: Page, picture: Path) -> None:
    hers.goto("/campaigns/")
    hers.get_by_role("link", name="晒晒我的工位").click()
    hers.locator("input[name=photo]").set_input_files(picture)
    hers.get_by_label("写一句").fill("干净整齐，下班不乱。")
    hers.get_by_text("同意放到墙上给大家看").click()
    hers.get_by_text("写上我的姓和单位").click()
    fits(hers)
    hers.get_by_role("button", name="交照片").click()
    expect(hers.get_by_role("heading", name="等审核")).to_be_visible()
    fits(hers)


def lets_it_on_the_wall(desk: Page) -> None:
    desk.goto("/console/campaigns/wall/")
    fits(desk)
    desk.get_by_role("link", name="干净整齐").click()
    expect(desk.get_by_alt_text("交来的照片")).to_be_visible()
    expect(desk.get_by_text("林* · 榕和食品有限公司")).to_be_visible()
    fits(desk)
    desk.get_by_role("button", name="上墙", exact=True).click()
    expect(desk.get_by_text("都审完了")).to_be_visible()
    drain()


def sees_it(other: Page) -> None:
    other.goto("/campaigns/")
    other.get_by_role("link", name="晒晒我的工位").click()
    other.get_by_role("link", name="看大家的").click()
    expect(other.get_by_alt_text("干净整齐，下班不乱。")).to_be_visible()
    expect(other.get_by_text("林* · 榕和食品有限公司")).to_be_visible()
    fits(other)
    other.get_by_role("button", name="喜欢").click()
    expect(other.get_by_role("button", name="取消喜欢")).to_be_visible()
    other.get_by_role("link", name="哪里不对？").click()
    fits(other)


def test_a_quiz_and_a_picture_from_the_desk_to_the_wall(
    city: World,
    open_context: Callable[..., BrowserContext],
    desk_of: Callable[[str], Page],
    watched: Callable[[Page], list[str]],
    tmp_path: Path,
) -> None:
    hers, other, desk = (
        open_context(city["worker"]).new_page(),
        open_context(city["mother"]).new_page(),
        desk_of("county_officer"),
    )
    complaints = [watched(page) for page in (hers, other, desk)]
    picture = tmp_path / "工位.jpg"
    Image.radial_gradient("L").resize((1200, 900)).convert("RGB").save(picture)
    makes_a_quiz(desk, tmp_path)
    makes_a_wall(desk)
    answers(hers)
    hands_in(hers, picture)
    lets_it_on_the_wall(desk)
    sees_it(other)
    hers.goto("/messages/")
    expect(hers.get_by_text("你的上墙了")).to_be_visible()
    hers.goto("/campaigns/")
    hers.get_by_role("link", name="晒晒我的工位").click()
    hers.get_by_role("link", name="我交的").click()
    fits(hers)
    hers.get_by_role("link", name="收回").click()
    hers.get_by_role("button", name="收回").click()
    expect(hers.get_by_role("heading", name="收回了")).to_be_visible()
    assert points.holding(person_id=city["worker"].id).balance == 20
    assert insight.figure(key="campaign_participations")[1] == 2
    assert complaints == [[], [], []]
