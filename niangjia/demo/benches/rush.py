"""A hot pool through the gate: the whole way over HTTP, against one claim a transaction in pgbench; then under fire.

Every run is checked by its own count of the bookings, the transfers and the books. It leaves its pools and bookings: give it a home of its own.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from statistics import median, quantiles
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection

from niangjia.demo.benches.claiming import (
    PRICE,
    WRK,
    entitled,
    give_points,
    load_gate,
    load_pages,
    open_pools,
    points,
    settle_owed,
)
from niangjia.demo.benches.measuring import run
from niangjia.demo.benches.rush_naive import Naive, drop_tables, make_tables, naive
from niangjia.demo.benches.rush_page import presses, without_posts
from niangjia.demo.benches.rush_same import same_tables
from niangjia.demo.benches.serving import children, serving
from niangjia.kernel.ids import uuid7
from niangjia.ledger import api as ledger
from niangjia.web.api import make_ticket

POOLS = 100
PAGED, WARM = 3000, 500
SAME_POOLS = 20  # one after the other, when everybody has claimed of it
FLAWS = ("oversold", "undersold", "double", "lost")
Fire = Callable[[subprocess.Popen[bytes]], None]


def bench_rush(
    *,
    pgbench: str,
    env: Mapping[str, str],
    crash: Callable[[], None],
    restart: Callable[[], None] | None = None,
    seconds: int = 4,
    rounds: int = 3,
    claims: int | None = None,
) -> dict[str, Any]:
    """:param pgbench: the program; ``env`` tells it where the database is. ``crash``: let the database die and recover; ``restart``: in order.
    ``claims``: of a run, at most (default: everybody who may).
    """
    people = _ready()
    plain: list[Naive] = []
    same: list[Naive] = []
    told: list[dict[str, Any]] = []
    port = settings.NIANGJIA_GATE_PORT
    with serving("gate", port) as server:
        for _ in range(rounds):
            plain.append(naive(pgbench, env, seconds=seconds))
            same.append(_same_tables(pgbench, env, seconds))
            told.append(_one_pool(port, server, claims))
        many, gone, ceiling = _many_pools(port, claims), _refusals(port, claims), _empty(port)
        paged = _by_the_pages()
        drop_tables()
        killed = _one_pool(port, server, claims, fire=_kill_worker)
        crashed = _one_pool(port, server, claims, fire=lambda _: crash())
        again = [_one_pool(port, server, claims, fire=lambda _: restart())] if restart else []
    return _answer(_Seen(len(people), plain, same, told, many, gone, ceiling, paged, [killed, crashed, *again]))


def bench_hot(*, claims: int | None = None) -> dict[str, Any]:
    """One hot pool, once: for comparing two cities, turn by turn."""
    people = entitled()
    give_points(people)
    port = settings.NIANGJIA_GATE_PORT
    with serving("gate", port) as server:
        _one_pool(port, server, WARM)
        found = _one_pool(port, server, claims)
    cuts = quantiles(found["ms"], n=100)
    return {
        "people": len(people), "claims": sum(found["codes"].values()), "claims_per_s": round(found["rate"]),
        "p50_ms": round(cuts[49], 1), "p99_ms": round(cuts[98], 1), **{flaw: found[flaw] for flaw in FLAWS},
    }  # fmt: skip


class _Seen(NamedTuple):
    """Of each run what was measured; ``fires``: the gate killed, the database crashed, and restarted in order."""

    people: int
    plain: list[Naive]
    same: list[Naive]
    told: list[dict[str, Any]]
    many: dict[str, Any]
    gone: dict[str, Any]
    ceiling: float
    paged: dict[str, Any]
    fires: list[dict[str, Any]]


def _answer(seen: _Seen) -> dict[str, Any]:
    people, plain, same, told, many, gone, ceiling, paged, fires = seen
    rate = median(found["rate"] for found in told)
    naive, bare = _middle(same), _middle(plain)
    cuts = quantiles([ms for found in told for ms in found["ms"]], n=100)
    return {
        "generator": "wrk" if WRK else "own client of the bench", "generator_ceiling_per_s": round(ceiling), "people": people,
        "claims_per_s": round(rate), "naive_pgbench_per_s": round(naive.many_clients), "best_pgbench_per_s": round(naive.best),
        "ratio": round(rate / naive.many_clients, 2), "ratio_best": round(rate / naive.best, 2),
        "bare_tables_pgbench_per_s": round(bare.many_clients), "bare_tables_best_per_s": round(bare.best),
        "ratio_bare_tables": round(rate / bare.many_clients, 2), "ratio_bare_tables_best": round(rate / bare.best, 2),
        "pools_100_per_s": round(many["rate"]), "pgbench_100_rows_per_s": round(naive.many_rows),
        "pools_100_ratio": round(many["rate"] / naive.many_rows, 2),
        "bare_tables_100_rows_per_s": round(bare.many_rows), "pools_100_ratio_bare": round(many["rate"] / bare.many_rows, 2),
        "refusals_per_s": round(gone["rate"]), "refusals_ratio": round(gone["rate"] / ceiling, 2),
        "settled_per_s": round(median(found["settled"] for found in told)),
        "p50_ms": round(cuts[49], 1), "p99_ms": round(cuts[98], 1),
        "page_claims_per_s": round(paged["rate"]), "page_ratio": round(paged["rate"] / naive.many_rows, 3),
        "page_ratio_bare": round(paged["rate"] / bare.many_rows, 3),
        **{flaw: sum(found[flaw] for found in [*told, many, paged, *fires]) for flaw in FLAWS},
        "balanced": ledger.books_balanced().balanced,
        **dict(zip(("gate_killed", "database_crashed", "database_restarted"), map(_summary, fires), strict=False)),
        "rounds": [round(found["rate"]) for found in told], "load": round(os.getloadavg()[0], 1),
    }  # fmt: skip


def _middle(found: Sequence[Naive]) -> Naive:
    """The median of each."""
    return Naive(*(median(getattr(one, name) for one in found) for name in ("many_clients", "best", "many_rows")))


def _ready() -> list[UUID]:
    """Who claims, with points to spend; and the bare tables."""
    people = entitled()
    give_points(people)
    make_tables()
    return people


def _same_tables(pgbench: str, env: Mapping[str, str], seconds: int) -> Naive:
    settle_owed()
    people = entitled()
    pools = open_pools(SAME_POOLS + POOLS, len(people))
    return same_tables(pgbench, env, people=people, hot=pools[:SAME_POOLS], rows=pools[SAME_POOLS:], seconds=seconds)


def _summary(found: dict[str, Any]) -> dict[str, Any]:
    return {"rate": round(found["rate"]), **{name: found[name] for name in ("retried", "codes", *FLAWS)}}


def _kill_worker(server: subprocess.Popen[bytes]) -> None:
    """The process that serves, with -9; its parent starts another."""
    for pid in children(server):
        os.kill(pid, signal.SIGKILL)


def _one_pool(
    port: int, server: subprocess.Popen[bytes], claims: int | None = None, *, fire: Fire | None = None
) -> dict[str, Any]:
    """A pool with a tenth fewer places than people: sold out within the run. Who is entitled is asked anew: the last run may have been her last."""
    settle_owed()
    people = entitled(claims)
    capacity = len(people) * 9 // 10
    [pool_id] = open_pools(1, capacity)
    bodies = [make_ticket(person, pool_id, uuid7()) for person in people]
    before = points()
    if fire:
        _fires.submit(_after_a_second, fire, server)
    found = load_gate(port, "/claim?ticket=", bodies, patient=fire is not None)
    flaws = _flaws([pool_id], capacity, found, before)
    return found | flaws | {"rate": len(bodies) / found["seconds"], "settled": settle_owed()}


# A thread that stays: a database that it starts anew ends with it (``base.lifeline`` ties a child to the thread that began it).
_fires = ThreadPoolExecutor(1)


def _after_a_second(fire: Fire, server: subprocess.Popen[bytes]) -> None:
    time.sleep(1)
    fire(server)


def _many_pools(port: int, claims: int | None) -> dict[str, Any]:
    settle_owed()
    people = entitled(claims)
    pools = open_pools(POOLS, len(people) // POOLS)
    bodies = [make_ticket(person, pools[nr % POOLS], uuid7()) for nr, person in enumerate(people)]
    before = points()
    found = load_gate(port, "/claim?ticket=", bodies[: len(people) // POOLS * POOLS])
    return (
        found
        | {"rate": found["codes"].get("ok", 0) / found["seconds"]}
        | _flaws(pools, len(people) // POOLS, found, before)
    )


def _by_the_pages() -> dict[str, Any]:
    """A hundred pools as people book them who press the button of the page: session, CSRF, the form's own key."""
    settle_owed()
    people = without_posts(entitled())[: PAGED + WARM]
    pools, warming = open_pools(POOLS, PAGED), open_pools(1, WARM)
    asks, warm = presses(people[WARM:], pools), presses(people[:WARM], warming)
    with serving("web", settings.NIANGJIA_PORT):
        load_pages(settings.NIANGJIA_PORT, warm)
        before = points()
        found = load_pages(settings.NIANGJIA_PORT, asks)
    return found | {"rate": found["codes"].get("ok", 0) / found["seconds"]} | _flaws(pools, PAGED, found, before)


def _refusals(port: int, claims: int | None) -> dict[str, Any]:
    """Nothing is left, and a third asks again for what it has; everybody asks four times."""
    settle_owed()
    people = entitled(claims)
    [pool_id] = open_pools(1, len(people) // 3)
    load_gate(port, "/claim?ticket=", [make_ticket(person, pool_id, uuid7()) for person in people[: len(people) // 3]])
    bodies = [make_ticket(person, pool_id, uuid7()) for person in people] * 4
    found = load_gate(port, "/claim?ticket=", bodies)
    return found | {"rate": len(bodies) / found["seconds"]}


def _empty(port: int) -> float:
    return 20_000 / float(load_gate(port, "/healthz", [""] * 20_000)["seconds"])


def _flaws(pools: Sequence[UUID], capacity: int, found: dict[str, Any], before: int) -> dict[str, int]:
    """Counted from the bookings and from what people have less of, pool by pool."""
    connection.close()  # the database may have been away
    rows = run(_COUNT, {"pools": list(pools)})
    taken, people, at_most = rows[0]
    paid = before - points()
    asked = sum(found["codes"].values())
    return {
        "oversold": max(at_most - capacity, 0),
        "undersold": max(min(capacity * len(pools), asked) - taken, 0),
        "double": taken - people,
        "lost": abs(found["codes"].get("ok", 0) - taken)
        + abs(paid - taken * PRICE)
        + found["codes"].get("no_answer", 0),
    }


_COUNT = """
with b as (select pool_id, person_id from quotas_v_booking where pool_id = any(%(pools)s) and state = 'booked')
select (select count(*) from b)::int, (select count(distinct (pool_id, person_id)) from b)::int,
       coalesce((select max(n) from (select count(*) as n from b group by pool_id) per), 0)::int
"""
