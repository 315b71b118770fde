"""The gate over HTTP: a ticket in, a committed answer out."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from granian.constants import Interfaces
from granian.server.embed import Server

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.catalogue import api as catalogue
from niangjia.kernel.ids import uuid7
from niangjia.quotas import api as quotas
from niangjia.web.gate.app import Gate
from niangjia.web.gate.committing import next_batch
from niangjia.web.gate.ticket import make_ticket, read_ticket
from tests.cast import World, build_world


@pytest.fixture
def town(transactional_db: None) -> Iterator[World]:
    catalogue.install()
    made = build_world()
    catalogue.refresh("person", [member.id for member in made.people.values()])
    yield made
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs cascade")


@pytest.fixture
def gate(town: World) -> Iterator[str]:
    """Its address; a real Granian in a thread, on the test database."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app, loop = Gate(), asyncio.new_event_loop()
    server = Server(app, port=port, interface=Interfaces.RSGI, websockets=False, log_enabled=False)
    thread = threading.Thread(target=lambda: loop.run_until_complete(server.serve()), daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{port}"
    _await(address)
    yield address
    app.rooms.close()
    loop.call_soon_threadsafe(server.stop)
    thread.join(10)
    app.close()
    loop.close()


def _await(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the gate does not answer")


def post(address: str, ticket: str, path: str = "/claim", **headers: str) -> dict[str, Any]:
    asked = urllib.request.Request(address + path, data=ticket.encode(), headers=headers, method="POST")
    try:
        with urllib.request.urlopen(asked, timeout=20) as answer:
            return {**json.load(answer), "status": answer.status, "cors": answer.headers["access-control-allow-origin"]}
    except urllib.error.HTTPError as refused:
        with refused:
            return {**json.load(refused), "status": refused.status}


def pool(world: World, **changes: Any) -> UUID:
    now = clock.now()
    told = {
        "service": "points-mall", "union_id": world.unions["shangjie"].id, "title": "电影票", "capacity": 3, "mode": "first",
        "opens_at": now - timedelta(minutes=1), "closes_at": now + timedelta(days=1),
    }  # fmt: skip
    return quotas.open_pools(by=world["town_officer"].actor, pools=[quotas.NewPool(**(told | changes))])[0]


def entitled(world: World) -> list[UUID]:
    members = set(catalogue.subjects_with(service="points-mall", verdicts=["yes"]))
    return [member.id for member in world.people.values() if member.id in members]


def test_a_ticket_tells_who_asks_for_what_and_nobody_can_change_it() -> None:
    person, where, key = uuid7(), uuid7(), uuid7()
    ticket = make_ticket(person, where, key)
    told = read_ticket(ticket)
    assert told is not None
    assert (told.person_id, told.pool_id, told.key, len(ticket)) == (person, where, key, 92)
    for wrong in ("", "x" * 92, make_ticket(person, where, key, good_for_s=-1), ticket[:-8] + "AAAAAAA=", "令" * 92):
        assert read_ticket(wrong) is None


def test_those_who_ask_together_are_booked_together_and_nobody_twice(town: World, gate: str) -> None:
    people, where = entitled(town), pool(town)
    tickets = [make_ticket(person, where, uuid7()) for person in people] * 3  # everybody presses three times
    with ThreadPoolExecutor(len(tickets)) as crowd:
        answers = list(crowd.map(lambda ticket: post(gate, ticket), tickets))
    codes = [answer["code"] for answer in answers]
    assert codes.count("ok") == 3 * 3
    assert set(codes) == {"ok", "gone"}
    assert len({answer["booking"] for answer in answers if answer["code"] == "ok"}) == 3
    assert quotas.adrift() == []
    assert post(gate, tickets[codes.index("gone")])["text"].startswith("这一批已经没有了")


def test_what_came_back_is_given_although_it_was_gone_a_moment_ago(town: World, gate: str) -> None:
    people, where = entitled(town), pool(town, capacity=1)
    tickets = [make_ticket(person, where, uuid7()) for person in people[:2]]
    first = post(gate, tickets[0])
    assert [post(gate, tickets[1])["code"] for _ in range(2)] == ["gone", "gone"]
    quotas.give_back(by=SYSTEM, booking_id=UUID(first["booking"]))
    assert post(gate, tickets[1])["code"] == "ok"


def test_before_it_opens_she_comes_into_the_room_and_is_told_the_truth(town: World, gate: str) -> None:
    people, opens = entitled(town), clock.now() + timedelta(minutes=5)
    where = pool(town, mode="rush", capacity=1, opens_at=opens)
    tickets = [make_ticket(person, where, uuid7()) for person in people[:2]]
    assert post(gate, tickets[0])["code"] == "closed"
    assert [post(gate, ticket, "/enter")["code"] for ticket in tickets] == ["entered", "entered"]
    with urllib.request.urlopen(f"{gate}/room?ticket={tickets[0]}", timeout=5) as answer:
        room = json.load(answer)
    assert (room["entered"], room["left"], room["chance"], room["drawn"]) == (2, 1, 0.5, False)
    assert 290 < room["opens_in"] <= 300


def test_it_refuses_what_it_did_not_sign_and_lets_no_other_page_read(town: World, gate: str) -> None:
    assert (post(gate, "x" * 92)["status"], post(gate, "x" * 92)["code"]) == (403, "bad_ticket")
    ticket = make_ticket(entitled(town)[0], pool(town), uuid7())
    assert post(gate, ticket, Origin="http://127.0.0.1:8000")["cors"] == "http://127.0.0.1:8000"
    assert post(gate, ticket, Origin="http://elsewhere.example")["cors"] is None


def test_a_batch_takes_all_pools_in_turn_but_nobody_for_two_of_them() -> None:
    worker, mother, clay, tea = (uuid7() for _ in range(4))
    loop = asyncio.new_event_loop()
    queue = deque((pool, quotas.Claim(person, uuid7()), loop.create_future()) for pool, person in
                  [(clay, worker), (tea, mother), (tea, worker), (clay, worker), (clay, mother)])  # fmt: skip
    first = [(pool, claim.person_id) for pool, claim, _ in next_batch(queue)]
    assert first == [(clay, worker), (tea, mother), (clay, worker)]
    assert [(pool, claim.person_id) for pool, claim, _ in next_batch(queue)] == [(tea, worker), (clay, mother)]
    assert not queue
    loop.close()


def test_a_batch_is_no_larger_than_what_is_fast() -> None:
    loop = asyncio.new_event_loop()
    queue = deque((uuid7(), quotas.Claim(uuid7(), uuid7()), loop.create_future()) for _ in range(quotas.MOST + 1))
    assert (len(next_batch(queue)), len(next_batch(queue))) == (quotas.MOST, 1)
    loop.close()
