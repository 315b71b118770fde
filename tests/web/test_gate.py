"""The gate over HTTP: a ticket in, a committed answer out."""

from __future__ import annotations

import json
import socket
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
from django.db import OperationalError, connection, transaction

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.catalogue import api as catalogue
from niangjia.kernel.ids import uuid7
from niangjia.quotas import api as quotas
from niangjia.quotas.models import Pool
from niangjia.web.gate import writers as gate_writers
from niangjia.web.gate.committing import next_batch
from niangjia.web.gate.gone import Gone
from niangjia.web.gate.ticket import make_ticket, read_ticket
from niangjia.web.gate.wire import Asked
from tests.cast import World
from tests.gates import Writers, await_gate, free_port, gate_on


@pytest.fixture
def writers() -> Writers:
    return Writers()


@pytest.fixture
def gate(town: World, writers: Writers) -> Iterator[str]:
    """Its address."""
    with gate_on(free_port(), writers) as address:
        await_gate(address)
        yield address


def post(address: str, ticket: str, path: str = "/claim", **headers: str) -> dict[str, Any]:
    asked = urllib.request.Request(f"{address}{path}?ticket={ticket}", headers=headers, method="POST")
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
    assert (told.person, told.pool, told.key, len(ticket)) == (person.bytes, where.bytes, key.bytes, 92)
    for wrong in ("", "x" * 92, make_ticket(person, where, key, good_for_s=-1), ticket[:-8] + "AAAAAAAA", "%E4" * 92):
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
    other = make_ticket(people[0], where, uuid7())
    until = time.monotonic() + 0.5
    while time.monotonic() < until:  # at first out of the database, then out of memory
        told = [post(gate, ticket) for ticket in (tickets[1], other, tickets[0])]
        assert [each["code"] for each in told] == ["gone", "already", "ok"]
        assert told[2]["booking"] == first["booking"]
    quotas.give_back(by=SYSTEM, booking_id=UUID(first["booking"]))
    time.sleep(0.15)
    assert post(gate, tickets[1])["code"] == "ok"
    assert post(gate, tickets[0])["code"] == "gone"


def test_of_what_is_gone_nobody_asks_the_database_again(town: World, gate: str) -> None:
    people, where = entitled(town), pool(town, capacity=1)
    for person in people[:2]:
        post(gate, make_ticket(person, where, uuid7()))
    time.sleep(0.2)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("lock table quotas_booking")  # whoever looked for a booking would have to wait
        answers = [post(gate, make_ticket(person, where, uuid7()))["code"] for person in people[:3]]
    assert answers == ["already", "gone", "gone"]


def test_while_the_database_is_away_memory_is_not_believed(town: World, monkeypatch: pytest.MonkeyPatch) -> None:
    people, where, gone = entitled(town), pool(town, capacity=1), Gone()
    quotas.book_many(by=SYSTEM, pool_id=where, claims=[quotas.Claim(people[0], uuid7())])
    ticket = read_ticket(make_ticket(people[1], where, uuid7()))
    assert ticket
    gone.watch(where.bytes)
    time.sleep(0.2)
    assert gone.answer(ticket) == quotas.Answer("gone")
    monkeypatch.setattr(quotas, "sold_out", _away)
    time.sleep(0.2)
    assert gone.answer(ticket) is None
    gone.close()


def _away(_: object) -> dict[UUID, int]:
    raise OperationalError("the database is away")


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


def test_claims_that_a_writer_did_not_answer_are_asked_of_the_next(town: World, gate: str, writers: Writers) -> None:
    people, where = entitled(town), pool(town)
    first = post(gate, make_ticket(people[0], where, uuid7()))
    for line in writers.lines:
        line.shutdown(socket.SHUT_RDWR)  # as when it is killed: nobody is at the other end any more
    tickets = [make_ticket(person, where, uuid7()) for person in people[1:3]]
    assert [post(gate, ticket)["code"] for ticket in tickets] == ["ok", "ok"]
    assert first["code"] == "ok"
    assert (len(writers.lines), quotas.adrift()) == (gate_writers.WRITERS + 1, [])


def test_where_much_is_asked_a_pool_that_has_to_wait_holds_up_only_those_of_its_own_writer(
    town: World, gate: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate_writers, "MANY", 1)
    people, slow = entitled(town), pool(town)
    quick = next(one for one in iter(lambda: pool(town), None) if one.bytes[-1] % gate_writers.WRITERS)
    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            Pool.objects.select_for_update().get(id=slow)
            waiting = other.submit(
                post, gate, make_ticket(people[0], slow, uuid7())
            )  # the first goes to the first writer
            time.sleep(0.2)
            assert post(gate, make_ticket(people[1], quick, uuid7()))["code"] == "ok"
            assert not waiting.done()
        assert waiting.result()["code"] == "ok"


def test_a_batch_takes_all_pools_in_turn_but_nobody_for_two_of_them() -> None:
    worker, mother, clay, tea = (uuid7() for _ in range(4))
    wanted = [(clay, worker), (tea, mother), (tea, worker), (clay, worker), (clay, mother)]
    queue = deque(Asked(nr, pool, quotas.Claim(person, uuid7())) for nr, (pool, person) in enumerate(wanted))
    first = [(asked.pool_id, asked.claim.person_id) for asked in next_batch(queue)]
    assert first == [(clay, worker), (tea, mother), (clay, worker)]
    assert [(asked.pool_id, asked.claim.person_id) for asked in next_batch(queue)] == [(tea, worker), (clay, mother)]
    assert not queue


def test_a_batch_is_no_larger_than_what_is_fast() -> None:
    queue = deque(Asked(nr, uuid7(), quotas.Claim(uuid7(), uuid7())) for nr in range(quotas.MOST + 1))
    assert (len(next_batch(queue)), len(next_batch(queue))) == (quotas.MOST, 1)
