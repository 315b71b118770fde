"""A class is booked on the phone and checked in at the door; a lottery is drawn at the desk and drawn again from the public page."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

from playwright.sync_api import BrowserContext, Page, expect

from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.catalogue import api as catalogue
from niangjia.kernel.ids import uuid7
from niangjia.people import api as people
from niangjia.quotas import api as quotas
from niangjia.web.worker.ticket_token import ticket_token
from tests.cast import World, id_number
from tests.journeys.steps import fits, seeded
from tests.quotas.conftest import new

Open = Callable[..., BrowserContext]
Watch = Callable[[Page], list[str]]
Move = Callable[[str], None]
Desk = Callable[[str], Page]


def known(city: World) -> None:
    catalogue.refresh("person", [member.id for member in city.people.values()])


def test_a_class_from_the_calendar_to_the_stars(
    city: World, open_context: Open, desk_of: Desk, watched: Watch, stand_at: Move
) -> None:
    known(city)
    pool = quotas.open_pools(by=city["town_officer"].actor, pools=[new(city, "open-class")])[0]
    phone = open_context(city["worker"]).new_page()
    complaints = watched(phone)
    phone.goto("/services/open-class/")
    phone.get_by_role("link", name="看能约的").click()
    fits(phone)
    phone.get_by_text("茶艺入门").click()
    fits(phone)
    phone.get_by_role("button", name="约上").click()
    phone.wait_for_url("**/tickets/**")
    expect(phone.get_by_text("到场扫一下")).to_be_visible()
    fits(phone)
    booking = quotas.bookings_of(city["worker"].id)[0]
    starts = quotas.pool(pool_id=pool).starts_at
    assert starts
    stand_at(f"{starts:%Y-%m-%d}")
    desk = desk_of("town_officer")
    complaints += watched(desk)
    desk.goto(f"/console/check-in/?t={ticket_token(booking.id)}")
    expect(desk.get_by_text("林*")).to_be_visible()
    desk.get_by_role("button", name="到场").click()
    expect(desk.get_by_text("到了。")).to_be_visible()
    phone.reload()
    phone.locator("label[for$='5']").first.click()
    phone.get_by_role("button", name="评好了").click()
    expect(phone.get_by_text("谢谢你说了实话")).to_be_visible()
    assert complaints == []


def entered(city: World) -> UUID:
    """A lottery for one place that three parents have entered."""
    parents = ("mother", "county_officer", "municipal_officer")
    for who in parents:
        people.tell(by=city[who].actor, person_id=city[who].id, question="children", answers=["primary"])
        people.update_profile(by=SYSTEM, person_id=city[who].id, at_work="employed")
    known(city)
    pool = quotas.open_pools(
        by=city["town_officer"].actor, pools=[new(city, "summer-daycare", mode="lottery", capacity=1)]
    )[0]
    for n, who in enumerate(parents, 1):
        child = {
            "child_name": f"小{n}",
            "child_id": id_number(date(2017, 8, 15), "f", n),
            "grade": "lower",
            "family": "two_jobs",
            "guardian_consent": "on",
        }
        quotas.ask_for_place(by=city[who].actor, pool_id=pool, key=uuid7(), answers=child)
    return pool


def test_a_lottery_is_drawn_by_two_and_again_by_anybody(
    city: World, open_context: Open, desk_of: Desk, watched: Watch, stand_at: Move, tmp_path: Path
) -> None:
    pool = entered(city)
    first, second = desk_of("town_officer"), desk_of("county_officer")
    complaints = watched(first)
    seeded(first, second, pool, stand_at)
    first.get_by_role("button", name="抽签", exact=True).click()
    expect(first.get_by_text("抽好了")).to_be_visible()
    fits(first)
    drain()
    public = open_context(None).new_page()
    complaints += watched(public)
    public.goto("/public/draws/")
    public.get_by_role("link", name="茶艺入门").click()
    fits(public)
    with public.expect_download() as download:
        public.get_by_role("link", name="draw.json").click()
    file = tmp_path / "draw.json"
    download.value.save_as(file)
    cli = [sys.executable, "-m", "niangjia.config.cli", "verify", "draw", str(file)]
    assert subprocess.run(cli, capture_output=True, text=True, check=True).stdout.startswith(
        "ok: 3 on the list, 1 drawn"
    )
    phone = open_context(city["mother"]).new_page()
    phone.goto(f"/draws/{quotas.bookings_of(city['mother'].id)[0].id}/")
    expect(phone.get_by_text("你的签序")).to_be_visible()
    fits(phone)
    assert complaints == []
