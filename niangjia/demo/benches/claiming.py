"""Claims on hot pools, for the benches: who may, with points to spend; pools to claim of; the load that asks the gate for them."""

from __future__ import annotations

import json
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor, Scope
from niangjia.base.together import array, uuids
from niangjia.demo.benches.measuring import run
from niangjia.demo.benches.rush_page import Press, load
from niangjia.kernel.ids import uuid7s
from niangjia.quotas import api as quotas
from niangjia.unions import api as unions

SERVICE, PRICE = "points-mall", 1
CONNECTIONS = 64
WRK = shutil.which("wrk")
SLOWEST = 1000  # claims a second: wrk must be told how long it may take
FEW, GIVEN = 12, 40  # points: who has fewer than a bench may take from her gets so many


def entitled(most: int | None = None) -> list[UUID]:
    """Who may claim now, at most so many of them, each time others."""
    return [
        row[0]
        for row in run(
            "select person_id from catalogue_v_verdict_person, catalogue_v_service s where s.key = %(service)s"
            " and length(entitled) > bit and get_bit(entitled, bit) = 1 order by md5(person_id::text || %(salt)s) limit %(most)s",
            {"service": SERVICE, "salt": secrets.token_hex(4), "most": most},
        )
    ]


def give_points(people: Sequence[UUID]) -> None:
    """To who has few: a row that is changed for everybody is a row that is cleaned up for everybody, during the run."""
    poor = [
        row[0]
        for row in run(
            "select id from unnest(%(people)s::uuid[]) t(id) left join ledger_v_points p on p.person_id = t.id where coalesce(p.balance, 0) < %(few)s",
            {"people": uuids(people), "few": FEW},
        )
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from ledger_points_move('points-issued', %s::uuid[], %s::uuid[], %s::text[], %s::bigint[], 'bench', %s::text[], %s)",
            [
                uuids(poor),
                uuids(uuid7s(len(poor))),
                array(f"bench/{secrets.token_hex(4)}/{person}" for person in poor),
                array([GIVEN] * len(poor)),
                array([""] * len(poor)),
                clock.now(),
            ],
        )


def points() -> int:
    """All that people have."""
    return int(run("select sum(balance) from ledger_v_points")[0][0])


def _top() -> unions.UnionRef:
    top = unions.top()
    assert top
    return top


def open_pools(count: int, capacity: int, *, opens_in_s: int = 0) -> list[UUID]:
    """Alike, open now, first come first served; with ``opens_in_s`` a rush each, with a waiting room until then."""
    now = clock.now()
    top = _top()
    leader = Actor(id=SYSTEM.id, label=SYSTEM.label, scopes=(Scope("leader", top.path),))
    new = quotas.NewPool(
        service=SERVICE, union_id=top.id, title="抢券", capacity=capacity, mode="rush" if opens_in_s else "first", points=PRICE,
        opens_at=now + timedelta(seconds=opens_in_s or -60), closes_at=now + timedelta(days=1),
    )  # fmt: skip
    return quotas.open_pools(by=leader, pools=[new] * count)


def settle_owed() -> float:
    """What the last run owes, as the worker does it within seconds; bookings a second, 0 where there were none."""
    began = time.perf_counter()
    return quotas.settle_owed(by=SYSTEM) / (time.perf_counter() - began)


def load_gate(port: int, path: str, bodies: list[str], *, patient: bool = False) -> dict[str, Any]:
    """``patient``: whoever gets no answer asks again, which wrk cannot."""
    if WRK and not patient:
        return _by_wrk(WRK, port, path, bodies)
    method = "GET" if path.startswith(("/healthz", "/room")) else "POST"
    asks = [f"{method} {path}{body} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 0\r\n\r\n" for body in bodies]
    return load(port, asks, CONNECTIONS)


def load_pages(port: int, asked: Sequence[Press]) -> dict[str, Any]:
    """Each press once."""
    if WRK:
        return _by_wrk(WRK, port, "", ["\t".join(each) for each in asked])
    return load(port, [each.words for each in asked], CONNECTIONS)


def _by_wrk(wrk: str, port: int, path: str, bodies: list[str]) -> dict[str, Any]:
    """Its milliseconds are the 99 cuts of its own count."""
    seconds, script = 60 + len(bodies) // SLOWEST, Path(__file__).with_name("wrk.lua")
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as asked:
        asked.write("\n".join(body or "-" for body in bodies) + "\n")
        asked.flush()
        told = subprocess.run(
            [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "20s", "-s", script, f"http://127.0.0.1:{port}", "--", asked.name, path],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
    answer: dict[str, Any] = json.loads(told.rstrip().rpartition("\n")[2])
    answer["codes"]["no_answer"] = len(bodies) - sum(n for code, n in answer["codes"].items() if code != "no_answer")
    return answer
