"""Two meet at an event, choose each other quietly and see each other's phone; a third is blocked and reported."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID

from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from niangjia.base import clock
from niangjia.base.jobs import drain
from niangjia.catalogue import api as catalogue
from niangjia.pairs import api as pairs
from niangjia.people import api as people
from niangjia.quotas import api as quotas
from tests.cast import World
from tests.journeys.steps import fits

HER, HIM = "worker", "grassroots_officer"


def picture(path: Path) -> Path:
    content = BytesIO()
    Image.new("RGB", (640, 480), "navy").save(content, "PNG")
    path.write_bytes(content.getvalue())
    return path


def proofs(desk: Page, pages: tuple[Page, Page], file: Path) -> None:
    """Both hand in their proofs from the service's page, and the town looks at them."""
    for page in pages:
        page.goto("/services/matchmaking/")
        page.get_by_role("link", name="还没有交").click()
        page.locator("input[name=proof]").set_input_files(file)
        page.get_by_role("button", name="交给工会核对").click()
        expect(page.get_by_text("等工会核对").first).to_be_visible()
        fits(page)
    for _turn in range(2):
        desk.goto("/console/meetings/")
        fits(desk)
        desk.locator("table a").first.click()
        desk.get_by_role("button", name="对，管一年").click()
    expect(desk.get_by_text("没有等着核的")).to_be_visible()


def meeting(city: World, pages: tuple[Page, Page]) -> UUID:
    """They book on their phones and are checked in."""
    now = clock.now()
    new = quotas.NewPool(
        service="matchmaking", union_id=city.unions["shangjie"].id, title="周六爬旗山", capacity=6, mode="first", item="outdoor",
        opens_at=now - timedelta(minutes=1), closes_at=now + timedelta(days=1),
    )  # fmt: skip
    pool_id = quotas.open_pools(by=city["town_officer"].actor, pools=[new])[0]
    for page in pages:
        page.goto(f"/places/{pool_id}/")
        page.get_by_text("我会尊重别人").click()
        page.get_by_role("button", name="约上").click()
        expect(page.get_by_text("到场扫一下")).to_be_visible()
    ids = [quotas.bookings_of(city[who].id)[0].id for who in (HER, HIM)]
    quotas.check_in(by=city["town_officer"].actor, pool_id=pool_id, booking_ids=ids)
    drain()
    return pool_id


def choosing(city: World, hers: Page, his: Page, pool_id: UUID, file: Path) -> None:
    """He gives a name and a picture; she chooses, he sees nothing of it; he chooses, and both may see the phone."""
    his.goto("/me/")
    his.get_by_role("link", name="认识的人").click()
    fits(his)
    his.get_by_role("link", name="周六爬旗山").click()
    his.get_by_role("link", name="别人看到的你").click()
    fits(his)
    his.get_by_label("怎么称呼").fill("阿平")
    his.locator("input[name=photo]").set_input_files(file)
    his.get_by_role("button", name="存好").click()
    expect(his.get_by_text("这一场的人看得到")).to_be_visible()
    hers.goto(f"/meetings/{pool_id}/")
    expect(hers.get_by_alt_text("阿平的照片")).to_be_visible()
    fits(hers)
    hers.get_by_role("button", name="选阿平").click()
    expect(hers.get_by_text("你选了，谁也不知道")).to_be_visible()
    his.goto(f"/meetings/{pool_id}/")
    expect(his.get_by_text("你选了")).to_have_count(0)
    his.get_by_role("button", name="选1 号").click()
    expect(his.get_by_text("你们互相选中了")).to_be_visible()
    fits(his)
    his.get_by_role("button", name="看电话").click()
    expect(his.get_by_text(city[HER].phone)).to_be_visible()
    drain()


def reporting(hers: Page, his: Page, desk: Page) -> None:
    """She reports and blocks him out of the pair; the town hears both and bars him."""
    hers.goto("/meetings/")
    hers.get_by_role("link", name="阿平").click()
    hers.get_by_role("link", name="屏蔽或反映").click()
    fits(hers)
    hers.get_by_text("纠缠、骚扰").click()
    hers.get_by_role("button", name="反映", exact=True).click()
    expect(hers.get_by_text("对方不会知道是谁反映的")).to_be_visible()
    his.goto("/meetings/")
    expect(his.get_by_text("互相选中了")).to_have_count(0)
    desk.goto("/console/meetings/")
    desk.get_by_role("link", name="纠缠、骚扰").click()
    fits(desk)
    desk.get_by_label("双方各自怎么说").fill("她说一天六个电话；他承认打过。")
    desk.get_by_text("成立，暂停参加").click()
    desk.get_by_label("暂停到哪一天").fill("2027-02-28")
    desk.get_by_label("结论").fill("活动后一再打电话纠缠。")
    desk.get_by_role("button", name="写入结论").click()
    expect(desk.get_by_text("处理好了")).to_be_visible()
    drain()


def test_two_choose_each_other_and_neither_knew_before(
    city: World,
    open_context: Callable[..., BrowserContext],
    desk_of: Callable[[str], Page],
    watched: Callable[[Page], list[str]],
    tmp_path: Path,
) -> None:
    file = picture(tmp_path / "证明.png")
    for who in (HER, HIM):
        people.tell(by=city[who].actor, person_id=city[who].id, question="single", answers=["yes"])
    hers, his, desk = open_context(city[HER]).new_page(), open_context(city[HIM]).new_page(), desk_of("town_officer")
    complaints = [watched(page) for page in (hers, his, desk)]
    proofs(desk, (hers, his), file)
    choosing(city, hers, his, meeting(city, (hers, his)), file)
    reporting(hers, his, desk)
    his.goto("/services/matchmaking/")
    expect(his.get_by_text("没有被暂停参加")).to_be_visible()
    assert catalogue.verdict_now(service="matchmaking", subject_id=city[HIM].id) == "no"
    assert pairs.pairs_of(city[HER].id) == []
    assert complaints == [[], [], []]
