"""Journeys in a real browser: a live server on the test database, Chromium, the cast in a small world."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from niangjia.base import clock
from niangjia.catalogue import api as catalogue
from tests.cast import Member, World, build_world, sign_in

CHROMIUM = Path("/usr/bin/chromium")
MONDAY = "2026-11-23"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
SECOND_FACTOR = "niangjia.web.accounts.second_factor.SecondFactorMiddleware"
# Playwright keeps an event loop in this thread; Django would take every query here for one inside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs a browser and takes seconds."""
    leave_out = os.environ.get("BROWSERS") == "no"
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)
            if leave_out:
                item.add_marker(pytest.mark.skip(reason="BROWSERS=no"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.fail("Chromium is missing: apt-get install chromium fonts-noto-cjk, or set BROWSERS=no")
    with sync_playwright() as driver:
        made = driver.chromium.launch(
            executable_path=str(CHROMIUM),
            headless=True,
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        )
        yield made
        made.close()


@pytest.fixture
def house(transactional_db: None, settings: Any) -> None:
    """What a flush between journeys took away: definitions; and the second factor as in production."""
    if SECOND_FACTOR not in settings.MIDDLEWARE:
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, SECOND_FACTOR]
    with connection.cursor() as cursor:  # jobs of an earlier test speak of cases that are gone
        cursor.execute("truncate procrastinate_jobs cascade")
    cache.clear()
    catalogue.install()


@pytest.fixture
def stand_at(house: None, settings: Any) -> Iterator[Callable[[str], None]]:
    """``stand_at("2026-12-02")``: nine in the morning of that day, for the server's thread too, as a demo moves its clock."""
    settings.NIANGJIA_DEMO = True

    def move(day: str) -> None:
        clock.shift_by(clock.start_of(date.fromisoformat(day)) + timedelta(hours=9) - clock.now())

    move(MONDAY)
    yield move
    clock.reset_shift()


@pytest.fixture
def city(stand_at: Callable[[str], None]) -> World:
    """The cast of tests/cast.py with verdicts computed, on a Monday."""
    made = build_world()
    catalogue.refresh_everybody()
    return made


@pytest.fixture
def open_context(browser: Browser, live_server: Any) -> Iterator[Callable[..., BrowserContext]]:
    """``open_context(member, width=390)``: a browser of its own, signed in as the member (or nobody)."""
    opened: list[BrowserContext] = []

    def make(
        who: Member | None = None, *, width: int = PHONE["width"], height: int = PHONE["height"], **more: Any
    ) -> BrowserContext:
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": width, "height": height}, locale="zh-CN",
            timezone_id="Asia/Shanghai", **{"device_scale_factor": 1, **more},
        )  # fmt: skip
        if who is not None:
            key = sign_in(Client(), who).cookies[django_settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": django_settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])
        context.set_default_timeout(10_000)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def desk_of(city: World, open_context: Callable[..., BrowserContext]) -> Callable[[str], Page]:
    """``desk_of("town_officer")``: her browser at 1440 px."""

    def make(who: str) -> Page:
        return open_context(city[who], **DESK).new_page()

    return make


@pytest.fixture
def watched() -> Callable[[Page], list[str]]:
    """``complaints = watched(page)``: what the browser refused (CSP), what broke in scripts, and answers of 500."""

    def watch(page: Page) -> list[str]:
        found: list[str] = []
        # htmx reports a request that the next page cut short as an error of its own
        page.on(
            "console", lambda m: found.append(m.text) if m.type == "error" and not m.text.startswith("htmx:") else None
        )
        page.on("pageerror", lambda e: found.append(str(e)))
        page.on("response", lambda r: found.append(f"{r.status} {r.url}") if r.status >= 500 else None)
        return found

    return watch
