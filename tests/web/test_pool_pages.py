"""Lists of pools and bookings ask as often for many as for few; what is empty says what to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from niangjia.base.actor import SYSTEM
from niangjia.kernel.ids import uuid7
from niangjia.quotas import api as quotas
from tests.cast import World
from tests.quotas.conftest import MakePool, ask, known, make_pool, monday

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]
__all__ = ["known", "make_pool", "monday"]
MOST = 10


def asks(client: Client, address: str) -> int:
    client.get(address)  # what a session and a process keep is read once
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return len(asked)


def text(response: Any) -> str:
    return str(response.content.decode())


def test_the_officers_list_and_the_calendar_ask_as_often_for_twelve_as_for_two(
    world: World, make_pool: MakePool, client_of: ClientOf
) -> None:
    desk, phone = client_of("town_officer"), client_of("worker")
    for _ in range(2):
        make_pool()
    few = asks(desk, "/console/pools/"), asks(phone, "/services/open-class/places/")
    for _ in range(10):
        make_pool()
    assert (asks(desk, "/console/pools/"), asks(phone, "/services/open-class/places/")) == few
    assert max(few) <= MOST


def test_a_pools_list_and_her_matters_ask_as_often_for_many_bookings(
    world: World, make_pool: MakePool, client_of: ClientOf
) -> None:
    pool, desk, phone = make_pool(capacity=10), client_of("town_officer"), client_of("worker")
    ask(world, "worker", pool)
    few = asks(desk, f"/console/pools/{pool.id}/"), asks(phone, "/matters/")
    for who in ("mother", "grassroots_officer", "county_officer"):
        ask(world, who, pool)
    for _ in range(4):
        ask(world, "worker", make_pool())
    assert (asks(desk, f"/console/pools/{pool.id}/"), asks(phone, "/matters/")) == few
    assert max(few) <= MOST


def test_where_nothing_can_be_booked_the_page_says_so_and_leads_on(
    world: World, known: None, client_of: ClientOf
) -> None:
    assert "现在没有能约的" in text(client_of("worker").get("/services/open-class/places/"))
    assert "建第一场" in text(client_of("town_officer").get("/console/pools/"))


def test_a_refusal_is_said_on_the_page_and_nothing_is_taken(
    world: World, make_pool: MakePool, client_of: ClientOf
) -> None:
    pool = make_pool(capacity=1)
    ask(world, "mother", pool)
    page = text(client_of("worker").get(f"/places/{pool.id}/"))
    assert "候补" in page
    desk = client_of("town_officer")
    refused = desk.post(f"/console/pools/{pool.id}/", {"do": "more", "more": "0", "reason": "多来了几位"})
    assert refused.status_code == 409
    assert "名额要是正数" in text(refused)
    assert quotas.pool(pool_id=pool.id).capacity == 1


def test_an_officer_books_for_somebody_without_a_phone(world: World, make_pool: MakePool, client_of: ClientOf) -> None:
    pool, desk = make_pool(), client_of("town_officer")
    found = text(desk.get(f"/console/pools/{pool.id}/", {"q": "林秀琴"}))
    assert str(world["worker"].id) in found
    assert desk.post(f"/console/pools/{pool.id}/counter/", {"person_id": str(world["worker"].id)}).status_code == 302
    assert quotas.bookings_of(world["worker"].id)[0].by == world["town_officer"].id


def test_what_has_been_held_is_neither_called_off_nor_enlarged(
    world: World, make_pool: MakePool, client_of: ClientOf
) -> None:
    coming = make_pool("open-class")
    who = (quotas.Guest(uuid7(), world["worker"].id),)
    held = quotas.HeldPool(
        uuid7(), "open-class", coming.union_id, "茶艺入门", "文化宫", "", datetime(2024, 4, 7, 1, tzinfo=UTC), 2, 30, uuid7(), who
    )  # fmt: skip
    quotas.load_held(by=SYSTEM, pools=[held])
    desk = client_of("municipal_officer")
    for word in ("取消这一场", "加名额", "柜台代办"):
        assert word in text(desk.get(f"/console/pools/{coming.id}/"))
        assert word not in text(desk.get(f"/console/pools/{held.id}/"))
