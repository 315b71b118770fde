"""The button of a place's page, where nothing has to be asked: the claim joins the gate's batch; without a gate the page books by itself."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

from niangjia.base import journal
from niangjia.base.actor import SYSTEM
from niangjia.kernel.ids import uuid7
from niangjia.quotas import api as quotas
from niangjia.web.gate.beside import hang_up
from niangjia.web.gate.ticket import make_ticket, read_ticket
from tests.cast import World, sign_in
from tests.gates import Writers, await_gate, free_port, gate_on
from tests.web.test_gate import entitled, pool, writers

__all__ = ["writers"]


@pytest.fixture
def line(settings: Any, tmp_path: Path) -> Path:
    """Where the pages look for the gate."""
    settings.NIANGJIA_GATE_LINE = tmp_path / "gate.sock"
    return tmp_path / "gate.sock"


@pytest.fixture
def gate(town: World, writers: Writers, line: Path) -> Iterator[str]:
    with gate_on(free_port(), writers, line) as address:
        await_gate(address)
        yield address


def who(world: World) -> str:
    """Somebody who may, without a post."""
    members = set(entitled(world))
    return next(key for key in ("worker", "mother", "courier") if world[key].id in members)


def button(client: Client, where: UUID) -> str:
    """The key that the page's form posts."""
    page = client.get(f"/places/{where}/").content.decode()
    found = re.search(r'name="key" value="([^"]+)"', page)
    assert found
    return found[1]


def press(world: World, key: str, where: UUID, posted: str) -> Any:
    try:
        return sign_in(Client(), world[key]).post(f"/places/{where}/", {"key": posted})
    finally:
        hang_up()
        connections.close_all()


def verbs(where: UUID) -> set[tuple[str, bool]]:
    """Of the pool's journal: verb, and whether the system did it."""
    rows = journal.entries(about=("pool", where))
    return {(row.verb, row.actor_id == SYSTEM.id) for row in rows if row.verb.startswith("quotas.")}


def test_the_button_is_a_ticket_that_only_she_can_use(town: World, line: Path) -> None:
    key, where = who(town), pool(town)
    ticket = read_ticket(button(sign_in(Client(), town[key]), where))
    assert ticket
    assert (ticket.person, ticket.pool) == (town[key].id.bytes, where.bytes)
    other = make_ticket(town["town_officer"].id, where, uuid7())
    press(town, key, where, other)
    assert len(quotas.bookings_of(town[key].id)) == 1
    assert quotas.bookings_of(town["town_officer"].id) == []


def test_a_claim_of_a_page_is_booked_in_the_gate_s_batch_and_pressing_twice_is_asking_once(
    town: World, gate: str
) -> None:
    key, where = who(town), pool(town)
    posted = button(sign_in(Client(), town[key]), where)
    with ThreadPoolExecutor(4) as crowd:
        answers = list(crowd.map(lambda _: press(town, key, where, posted), range(4)))
    [mine] = quotas.bookings_of(town[key].id)
    assert {answer["location"] for answer in answers} == {f"/tickets/{mine.id}/"}
    assert ("quotas.ask", False) not in verbs(where)
    assert ("quotas.book_many", True) in verbs(where)


def test_without_a_gate_the_page_books_by_itself(town: World, line: Path) -> None:
    key, where = who(town), pool(town)
    answer = press(town, key, where, button(sign_in(Client(), town[key]), where))
    [mine] = quotas.bookings_of(town[key].id)
    assert answer["location"] == f"/tickets/{mine.id}/"
    assert ("quotas.ask", False) in verbs(where)


def test_a_gate_that_hangs_up_loses_nothing(town: World, line: Path) -> None:
    """It is asked, and dies before it answers."""
    key, where = who(town), pool(town)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(line))
        door.listen()
        asked: list[int] = []

        def hang_up() -> None:
            end, _ = door.accept()
            with end:
                asked.append(len(end.recv(1024)))

        dying = threading.Thread(target=hang_up)
        dying.start()
        answer = press(town, key, where, button(sign_in(Client(), town[key]), where))
        dying.join(5)
    assert asked == [56]
    assert answer["location"].startswith("/tickets/")
    assert len(quotas.bookings_of(town[key].id)) == 1


def test_what_the_gate_refuses_the_page_says_and_where_nothing_is_left_she_waits(town: World, gate: str) -> None:
    key = who(town)
    dear = pool(town, points=10**6)
    told = press(town, key, dear, button(sign_in(Client(), town[key]), dear))
    assert told.status_code == 200
    assert "积分" in told.content.decode()
    assert quotas.bookings_of(town[key].id) == []
    small = pool(town, capacity=1)
    posted = button(sign_in(Client(), town[key]), small)
    other = next(member for member in entitled(town) if member != town[key].id)
    quotas.book_many(by=SYSTEM, pool_id=small, claims=[quotas.Claim(other, uuid7())])
    press(town, key, small, posted)
    assert [each.state for each in quotas.bookings_of(town[key].id)] == ["waiting"]


def test_nobody_else_on_the_machine_may_speak_to_the_gate(gate: str, line: Path) -> None:
    assert line.stat().st_mode & 0o777 == 0o600
    assert line == settings.NIANGJIA_GATE_LINE
