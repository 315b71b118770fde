"""One tap answers the question of the first page, and its lists follow in place."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from niangjia.base.actor import SYSTEM
from niangjia.people import api as people
from tests.cast import World


def test_one_tap_and_the_lists_follow(
    city: World, open_context: Callable[..., BrowserContext], watched: Callable[[Page], list[str]]
) -> None:
    worker = city["worker"]
    people.record_study(
        by=SYSTEM, person_id=worker.id, school="福建开放大学", level="college", school_year="2026-2027", enrolled=True
    )
    people.tell(by=SYSTEM, person_id=worker.id, question="sanitation", answers=["no"])
    people.tell(by=SYSTEM, person_id=worker.id, question="children", answers=["infant"])
    people.update_profile(by=SYSTEM, person_id=worker.id, migrant_worker=None)
    page = open_context(worker).new_page()
    complaints = watched(page)
    page.goto("/")
    before = int("".join(filter(str.isdigit, page.locator("#count").inner_text())))
    page.get_by_role("group", name="你是农业户口").get_by_role("button", name="是", exact=True).click()
    expect(page.locator("#count")).to_contain_text(str(before + 1))
    expect(page.locator("#main")).to_contain_text("求学圆梦")
    expect(page.get_by_text("问你一句")).to_have_count(0)
    page.goto("/me/told/?q=children")
    page.get_by_text("小学", exact=True).first.click()
    page.get_by_role("button", name="选好了").click()
    expect(page.get_by_text("记下了")).to_be_visible()
    expect(page.locator("#main")).to_contain_text("小学")
    assert complaints == []
