"""A waiting room: so many enter through the gate, all look at it, it opens, all look again. Checked by its own count of the bookings.

It starts a gate itself and leaves its pool and bookings: give it a home of its own.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.demo.benches.claiming import PRICE, entitled, give_points, load_gate, open_pools, points, settle_owed
from niangjia.demo.benches.measuring import run, timed
from niangjia.demo.benches.serving import children, serving
from niangjia.kernel.ids import uuid7
from niangjia.ledger import api as ledger
from niangjia.quotas import api as quotas
from niangjia.web.api import make_ticket

SHARE = 4  # a place for every fourth
ENTER_PER_S, SPARE_S = 3000, 15  # the moment of opening is told beforehand: when all will have come


def bench_room(*, people: int) -> dict[str, Any]:
    """:param people: who wait; one in four gets a place.

    Rates a second over the whole way (64 connections); ``look_ms``: the one look at the database that the gate makes a second, for all of them.
    """
    who = entitled(people)
    give_points(who)
    settle_owed()
    capacity = len(who) // SHARE
    [pool_id] = open_pools(1, capacity, opens_in_s=len(who) // ENTER_PER_S + SPARE_S)
    tickets = [make_ticket(person, pool_id, uuid7()) for person in who]
    port, before = settings.NIANGJIA_GATE_PORT, points()
    with serving("gate", port) as server:
        empty = memory_mb(server)
        entered = load_gate(port, "/enter?ticket=", tickets)
        told = load_gate(port, "/room?ticket=", tickets)
        look = timed(lambda: quotas.rooms([pool_id]))
        _await_opening(pool_id)
        opening = timed(lambda: quotas.open_rush(by=SYSTEM, pool_id=pool_id))
        afterwards = load_gate(port, "/room?ticket=", tickets)
        full = memory_mb(server)
    return {
        "people": len(who), "capacity": capacity, "enter_per_s": _rate(entered), "told_per_s": _rate(told),
        "look_ms": round(1e3 * look, 1), "opening_s": round(opening, 1), "told_after_per_s": _rate(afterwards),
        "gate_mb_before": empty, "gate_mb_after": full,
        **_flaws(pool_id, capacity, who, before - points()), "balanced": ledger.books_balanced().balanced,
        "load": round(os.getloadavg()[0], 1),
    }  # fmt: skip


def memory_mb(server: subprocess.Popen[bytes]) -> int:
    """Resident, of the processes that serve."""
    pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in children(server))
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


def _rate(found: dict[str, Any]) -> int:
    return round(sum(found["codes"].values()) / found["seconds"])


def _await_opening(pool_id: UUID) -> None:
    opens_at = quotas.rooms([pool_id])[pool_id].opens_at
    time.sleep(max((opens_at - clock.now()).total_seconds(), 0))


def _flaws(pool_id: UUID, capacity: int, who: Sequence[UUID], paid: int) -> dict[str, int]:
    """``lost``: who entered and stands nowhere, and points that do not fit; ``out_of_order``: places that went past somebody."""
    rows = run("select person_id, state from quotas_v_booking where pool_id = %(pool)s", {"pool": pool_id})
    given = {person for person, state in rows if state == "booked"}
    order = quotas.order_of(pool_id)
    first = {person for person, place in order.items() if place <= capacity}
    return {
        "oversold": max(len(given) - capacity, 0),
        "undersold": max(capacity - len(given), 0),
        "double": len(rows) - len({person for person, _ in rows}),
        "lost": len(set(who) - set(order)) + abs(paid - PRICE * len(given)),
        "out_of_order": len(given - first),
    }
