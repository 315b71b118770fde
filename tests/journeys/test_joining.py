"""From a phone number nobody knows to a card that can be checked, in three steps."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from uuid import UUID

from playwright.sync_api import BrowserContext, Page, expect

from niangjia.casework import api as casework
from niangjia.people import api as people
from tests.cast import World, id_number

PHONE = "13900007788"
NAME = "王小河"
Open = Callable[..., BrowserContext]
Watch = Callable[[Page], list[str]]


def sign_in_by_code(page: Page, phone: str) -> None:
    """The demo's phone shows the code, as in a demo installation."""
    page.goto("/accounts/login/")
    page.fill("input[name=phone]", phone)
    page.locator("main button[type=submit], main button.nj-btn_primary").first.click()
    page.wait_for_url("**/confirm/**")
    other = page.context.new_page()
    other.goto(f"/demo/phone/?phone={phone}")
    code = re.search(r"验证码 (\d{6})", other.inner_text("main"))
    other.close()
    assert code
    page.fill("input[name=code]", code[1])
    page.locator("main button[type=submit], main button.nj-btn_primary").first.click()
    page.wait_for_url(re.compile(r"/$"))


def says_who_he_is(page: Page) -> None:
    """Step one, with a slip of the finger that costs nothing."""
    number = id_number(date(1996, 5, 4), "m", 77)
    page.get_by_role("link", name="开始入会").click()
    page.fill("input[name=name]", NAME)
    page.fill("input[name=id_number]", number[:-1] + ("0" if number[-1] != "0" else "1"))
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_text("最后一位对不上")).to_be_visible()
    assert page.input_value("input[name=name]") == NAME
    page.fill("input[name=id_number]", number)
    page.get_by_role("button", name="下一步").click()


def says_where_he_works(page: Page) -> None:
    """Step two: what follows from a choice appears at once."""
    page.locator("label.nj-pick", has_text="跑平台").click()
    page.locator("label.nj-opt", has_text="快递员").click()
    page.select_option("select[name=county]", label="闽侯县")
    page.select_option("select[name=town]", label="上街镇")
    expect(page.locator("label.nj-pick", has_text="上街镇总工会")).to_be_visible()
    page.get_by_role("button", name="就是这里，下一步").click()


def draws(page: Page) -> None:
    """Two strokes over the pad."""
    box = page.locator("canvas.nj-sign").bounding_box()
    assert box
    for x, y in ((40, 30), (90, 80)):
        page.mouse.move(box["x"] + x, box["y"] + y)
        page.mouse.down()
        page.mouse.move(box["x"] + x + 120, box["y"] + 60, steps=6)
        page.mouse.up()


def inked(page: Page) -> int:
    """Pixels on the pad that are not blank."""
    return int(
        page.evaluate(
            """() => {const c = document.querySelector("canvas.nj-sign");
            return c.getContext("2d").getImageData(0, 0, c.width, c.height).data.filter((a, i) => i % 4 === 3 && a).length}"""
        )
    )


def agrees(page: Page) -> UUID:
    """Step three: he signs with a finger; a signature that went wrong is drawn anew, and one that is there stays. Without his consent nothing goes."""
    expect(page.get_by_text("看一眼，签个名")).to_be_visible()
    page.get_by_role("button", name="交上去").click()
    expect(page.get_by_text("请签个名")).to_be_visible()
    draws(page)
    page.get_by_role("button", name="重签").click()
    assert inked(page) == 0
    draws(page)
    assert inked(page) > 0
    page.get_by_role("button", name="交上去").click()
    expect(page.get_by_text("你点头了，我们才能替你办。")).to_be_visible()
    expect(page.get_by_role("img", name="你的手写签名")).to_be_visible()
    page.locator("label.nj-agree").click()
    page.get_by_role("button", name="交上去").click()
    page.wait_for_url("**/matters/**")
    return UUID(page.url.rstrip("/").rsplit("/", 1)[-1])


def test_a_courier_joins_and_shows_his_card(city: World, open_context: Open, watched: Watch) -> None:
    page = open_context().new_page()
    complaints = watched(page)
    sign_in_by_code(page, PHONE)
    expect(page.get_by_text("先加入工会")).to_be_visible()
    says_who_he_is(page)
    says_where_he_works(page)
    case = agrees(page)
    expect(page.locator(".weui-cell", has_text="现在在谁手上")).to_contain_text("上街镇总工会")

    casework.approve(by=city["town_officer"].actor, case_id=case)
    page.reload()
    expect(page.locator("b", has_text="办好了")).to_be_visible()
    page.locator(".nj-rate label").first.click()
    page.get_by_role("button", name="评好了").click()
    expect(page.get_by_text("谢谢你说了实话").first).to_be_visible()
    page.goto("/me/")
    expect(page.locator(".nj-member")).to_contain_text(NAME)
    assert complaints == []
    person = people.person_phoned(phone=PHONE)
    assert person
    assert people.profile(person).status == "active"


def test_without_script_joining_works_too(city: World, open_context: Open) -> None:
    page = open_context(city["courier"], java_script_enabled=False).new_page()
    page.goto("/join/")
    page.get_by_role("button", name="下一步").click()
    page.locator("label.nj-pick", has_text="都不是").click()
    page.get_by_role("button", name="看看归哪个工会").click()
    page.select_option("select[name=county]", label="闽侯县")
    page.get_by_role("button", name="看看归哪个工会").click()
    page.select_option("select[name=town]", label="上街镇")
    page.get_by_role("button", name="看看归哪个工会").click()
    page.get_by_role("button", name="就是这里，下一步").click()
    page.get_by_label("写下你的姓名，就是签名").fill(city["courier"].name)
    page.locator("label.nj-agree").click()
    page.get_by_role("button", name="交上去").click()
    expect(page.get_by_text("交上去了")).to_be_visible()
