"""Every phone page fits 390 and 320 px, and 390 px with letters twice as large; so does the gate, which leaders read anywhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from niangjia.casework import api as casework
from niangjia.catalogue import api as catalogue
from tests.cast import SIGNATURE, World

Open = Callable[..., BrowserContext]
Watch = Callable[[Page], list[str]]
PATHS = (
    "/", "/services/", "/services/study-grant/", "/services/hardship-aid/", "/services/hardship-aid/apply/",
    "/services/model-worker/apply/", "/matters/", "/jury/", "/messages/", "/me/", "/me/looks/", "/me/points/", "/me/told/?q=children", "/me/offers/",
    "/campaigns/",
)  # fmt: skip
TWICE_AS_LARGE = 195


def too_wide(page: Page, path: str) -> int:
    page.goto(path)
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("width", [390, 320, TWICE_AS_LARGE])
def test_nothing_scrolls_sideways(city: World, open_context: Open, watched: Watch, width: int) -> None:
    case = casework.apply_for_service(
        by=city["courier"].actor,
        service="join",
        answers={"union": str(city.unions["shangjie"].id), "wish": "on", "signature": SIGNATURE},
    )
    page = open_context(city["worker"], width=width).new_page()
    complaints = watched(page)
    assert {path: over for path in PATHS if (over := too_wide(page, path)) > 0} == {}
    other = open_context(city["courier"], width=width).new_page()
    assert too_wide(other, f"/matters/{case}/") <= 0
    assert complaints == []


@pytest.mark.parametrize("cookie", ["nj_elder=1", "django_language=en"])
def test_large_type_and_english_fit_too(city: World, open_context: Open, watched: Watch, cookie: str) -> None:
    context = open_context(city["worker"])
    page = context.new_page()
    page.goto("/")
    name, value = cookie.split("=")
    context.add_cookies([{"name": name, "value": value, "url": page.url}])
    complaints = watched(page)
    assert {path: over for path in PATHS if (over := too_wide(page, path)) > 0} == {}
    assert complaints == []


@pytest.mark.parametrize("cookie", ["nj_elder=1", "django_language=en"])
def test_the_words_of_the_top_bar_never_lie_over_each_other(city: World, open_context: Open, cookie: str) -> None:
    context = open_context(city["worker"])
    page = context.new_page()
    page.goto("/")
    name, value = cookie.split("=")
    context.add_cookies([{"name": name, "value": value, "url": page.url}])
    page.goto("/services/innovation/apply/")
    back, title, more = (page.locator(at).bounding_box() for at in (".nj-top__b", ".nj-top__t", ".nj-top__r"))
    assert back
    assert title
    assert more
    assert back["x"] + back["width"] <= title["x"]
    assert title["x"] + title["width"] <= more["x"]


@pytest.mark.parametrize("width", [1440, 1440 // 2, 390, TWICE_AS_LARGE])
def test_the_gate_fits_the_desk_and_a_phone(city: World, open_context: Open, watched: Watch, width: int) -> None:
    catalogue.begin_draft(by=city["leader"].actor, service="study-grant")
    page = open_context(city["leader"], width=width).new_page()
    complaints, draft = watched(page), "/console/definitions/study-grant/draft/"
    paths = ("/console/definitions/", "/console/definitions/study-grant/", f"{draft}?view=form", draft)
    assert {path: over for path in paths if (over := too_wide(page, path)) > 0} == {}
    expect(page.locator("#seen table")).to_be_visible()  # the gate and the slider came by themselves
    cut = "e => [...e.querySelectorAll('.cost > div, .gate > div, .two-p')].filter(x => x.scrollWidth > x.clientWidth).length"
    assert page.locator("#gate").evaluate(cut) == 0
    assert complaints == []
