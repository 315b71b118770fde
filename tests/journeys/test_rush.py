"""A rush: fifty ask the gate at once, and one holds a phone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.catalogue import api as catalogue
from niangjia.kernel.ids import uuid7
from niangjia.quotas import api as quotas
from niangjia.web.gate.ticket import make_ticket
from tests.cast import World
from tests.gates import Writers, free_port, gate_on
from tests.web.test_gate import post

CLIENTS = 50


@pytest.fixture
def gate(city: World, settings: Any, live_server: Any) -> Iterator[str]:
    port = free_port()
    settings.NIANGJIA_GATE_PORT, settings.NIANGJIA_PORT = port, live_server.thread.port
    with gate_on(port, Writers()) as address:
        yield address


def rush(city: World, **changes: Any) -> UUID:
    now = clock.now()
    told = {
        "service": "points-mall", "union_id": city.unions["shangjie"].id, "title": "电影票", "capacity": 2, "mode": "rush",
        "opens_at": now + timedelta(minutes=30), "closes_at": now + timedelta(days=1),
    }  # fmt: skip
    return quotas.open_pools(by=city["town_officer"].actor, pools=[quotas.NewPool(**(told | changes))])[0]


def look(page: Page, name: str) -> None:
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_she_waits_with_fifty_others_and_learns_what_became_of_it(
    city: World, gate: str, open_context: Callable[..., Any], watched: Callable[[Page], list[str]]
) -> None:
    members = set(catalogue.subjects_with(service="points-mall", verdicts=["yes"]))
    others = [member.id for member in city.people.values() if member.id in members and member.id != city["worker"].id]
    where = rush(city)
    page = open_context(city["worker"]).new_page()
    complaints = watched(page)
    page.goto(f"/rush/{where}/")
    page.get_by_role("button", name="进候场").click()
    expect(page.get_by_text("你已在候场")).to_be_visible()
    expect(page.get_by_role("timer")).to_be_visible()
    tickets = [make_ticket(others[nr % len(others)], where, uuid7()) for nr in range(CLIENTS)]
    with ThreadPoolExecutor(CLIENTS) as crowd:
        codes = list(crowd.map(lambda ticket: post(gate, ticket, "/enter")["code"], tickets))
    assert codes.count("entered") == len(others)
    page.reload()
    expect(page.locator("#rush-entered")).to_have_text(str(len(others) + 1))
    look(page, "rush-1")
    clock.shift_by(timedelta(minutes=31))
    quotas.open_rush(by=SYSTEM, pool_id=where)
    page.reload()
    mine = quotas.pool(pool_id=where, person_id=city["worker"].id).mine
    expect(page.get_by_text("第 " if mine else "已经没有了").first).to_be_visible()
    look(page, "rush-2")
    page.goto(f"/public/rush/{where}/")
    record = quotas.rush_record(where)
    expect(page.get_by_text(record.seed, exact=True)).to_be_visible()
    assert len(record.lots) == len(others) + 1
    assert complaints == []
    connection.close()


def test_she_comes_later_and_gets_what_is_left_at_a_press(
    city: World, gate: str, open_context: Callable[..., Any], watched: Callable[[Page], list[str]]
) -> None:
    where = rush(city, opens_at=clock.now() + timedelta(minutes=1))
    clock.shift_by(timedelta(minutes=2))
    quotas.open_rush(by=SYSTEM, pool_id=where)
    page = open_context(city["worker"]).new_page()
    complaints = watched(page)
    page.goto(f"/rush/{where}/")
    look(page, "rush-0")
    page.get_by_role("button", name="领一份").click()
    expect(page.get_by_text("到场扫一下")).to_be_visible()
    look(page, "rush-3")
    other = open_context(city["mother"]).new_page()
    post(gate, make_ticket(city["grassroots_officer"].id, where, uuid7()))
    other.goto(f"/rush/{where}/")
    look(other, "rush-4")
    assert complaints == []
    assert quotas.adrift() == []
