"""Home by train: entered on the phone, ordered by two at the desk, before the public, and at last a ticket for one and the fare for the other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from playwright.sync_api import BrowserContext, Page, expect

from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.catalogue import api as catalogue
from niangjia.ledger import api as ledger
from niangjia.notices import api as notices
from niangjia.quotas import api as quotas
from tests.cast import World
from tests.journeys.steps import fits, seeded
from tests.quotas.conftest import new
from tests.quotas.merit_world import enter, goes_home

Open = Callable[..., BrowserContext]
Watch = Callable[[Page], list[str]]
Move = Callable[[str], None]
Desk = Callable[[str], Page]


def train(city: World) -> UUID:
    """Two seats; another of the cast has entered already, of whom less is known."""
    for who in ("worker", "county_officer"):
        goes_home(city, who)
    catalogue.refresh("person", [member.id for member in city.people.values()])
    ledger.appropriate(
        by=SYSTEM, union_id=city.unions["city"].id, fund="warmth", year=2026, amount_fen=100_000, basis="测试预算"
    )
    made = new(city, "homeward", title="南昌方向专列", mode="merit", capacity=2, place="福州站北广场集合")
    ends = made.closes_at + timedelta(days=20)
    made = new(
        city,
        "homeward",
        title="南昌方向专列",
        mode="merit",
        capacity=2,
        place="福州站北广场集合",
        starts_at=ends - timedelta(hours=9),
        ends_at=ends,
    )
    pool = quotas.open_pools(by=city["town_officer"].actor, pools=[made])[0]
    enter(city, "county_officer", pool, seats="2")
    return pool


def enters(phone: Page) -> None:
    """From the page of the service: she sees what gives her points, and enters."""
    phone.goto("/services/homeward/")
    phone.get_by_role("link", name="看能约的").click()
    phone.get_by_text("南昌方向专列").click()
    expect(phone.get_by_text("得 3 分")).to_be_visible()
    expect(phone.get_by_text("你现在 7 分")).to_be_visible()
    phone.get_by_label("到哪个站下车").fill("南昌")
    phone.get_by_label("连你一共几个座").fill("1")
    phone.locator("label.nj-agree").click()
    fits(phone)
    phone.get_by_role("button", name="报名，按条件排").click()
    phone.wait_for_url("**/tickets/**")
    fits(phone)


def ordered(first: Page, second: Page, pool: UUID, stand_at: Move) -> None:
    """Source, list, seed by two, order, and before the public."""
    seeded(first, second, pool, stand_at)
    first.get_by_role("button", name="排好次序").click()
    expect(first.get_by_text("还不知道，0 分：在一线干活 3")).to_be_visible()
    first.get_by_role("button", name="开始公示").click()
    expect(first.get_by_text("正在公示")).to_be_visible()
    fits(first)
    drain()


def is_public(public: Page, pool: UUID) -> None:
    """Numbers on the page of the order, masked names on the notice; both fit a phone."""
    public.goto(f"/public/draws/{pool}/")
    fits(public)
    public.get_by_role("link", name="名单和理由正在公示").click()
    expect(public.get_by_text("第 1 位 · 7 分")).to_be_visible()
    fits(public)


def takes_the_money(other: Page, ticket: str) -> None:
    other.goto(ticket)
    expect(other.get_by_text("要 2 个，轮到时只剩 1 个，先排候补")).to_be_visible()
    other.get_by_text("改领 200 元补助").click()
    fits(other)
    other.get_by_role("button", name="改领补助").click()
    expect(other.get_by_text("改成补助了")).to_be_visible()
    fits(other)


def test_home_by_train_from_entering_to_the_ticket(
    city: World, open_context: Open, desk_of: Desk, watched: Watch, stand_at: Move
) -> None:
    pool = train(city)
    phone, public = open_context(city["worker"]).new_page(), open_context(None).new_page()
    other, first, second = (
        open_context(city["county_officer"]).new_page(),
        desk_of("town_officer"),
        desk_of("county_officer"),
    )
    complaints = [watched(page) for page in (phone, public, other, first, second)]
    enters(phone)
    mine, theirs = (quotas.bookings_of(city[who].id)[0].id for who in ("worker", "county_officer"))
    ordered(first, second, pool, stand_at)
    phone.goto(f"/draws/{mine}/")
    expect(phone.get_by_text("你的得分：7 分")).to_be_visible()
    expect(phone.get_by_text("第 1 位")).to_be_visible()
    fits(phone)
    is_public(public, pool)

    stand_at(f"{quotas.pool(pool_id=pool).closes_at + timedelta(days=12):%Y-%m-%d}")
    notices.end_due()
    second.goto(f"/console/pools/{pool}/draw/")
    second.get_by_role("button", name="给座位").click()
    expect(second.get_by_text("剩下的不够他要的，候补")).to_be_visible()
    fits(second)
    drain()
    phone.goto(f"/tickets/{mine}/")
    expect(phone.get_by_text("到场扫一下")).to_be_visible()
    fits(phone)
    takes_the_money(other, f"/tickets/{theirs}/")
    assert [each for page in complaints for each in page] == []
