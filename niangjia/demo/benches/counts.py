"""Numbers of the tree, kept and counted, in one run: reading, writing by many at once, folding."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from statistics import median
from threading import Event
from typing import Any

from django.db import connection

from niangjia.base import clock
from niangjia.demo.benches.measuring import run, timed
from niangjia.unions import api as unions

WRITERS = 16
WAYS = ("nothing", "deltas", "rows")
READS, COUNTS = 50, 3
UNFOLDED = 500
UNIONS = 2_000  # among which the writers choose
KEYS = {"keys": ["bench"]}


def bench_counts(*, rows: int = 100_000, writes: int = 400, rounds: int = 3, writers: int = WRITERS) -> dict[str, Any]:
    """``rows`` records spread over the grassroots unions of the city that is there, on tables of the bench's own, dropped in the end.

    ``read_ms``: a number of the whole city, its first county and that one's first town, kept (nothing unfolded, then 500 deltas
    unfolded) and counted from records. ``writes_s``: transactions a second of ``writers`` connections, each of one record,
    that do nothing more, enter a delta, or add to the row of every union above. ``fold_s``: deltas a second.
    ``equal``: in the end the city's number is that of all that was entered.
    """
    found = unions.yardstick()
    with _tables(found):
        began = time.perf_counter()
        for statement in found.fill:
            _run(statement, rows=rows)
        filled = time.perf_counter() - began
        recounted = timed(lambda: _run(found.recount, **KEYS))
        _run("analyze bench_count")
        answer: dict[str, Any] = {
            "rows": rows,
            "unions": len(unions.subtree(path="")),
            "fill_s": round(filled, 1),
            "recount_s": round(recounted, 1),
            "read_ms": _reading(found),
        }
        answer["ratio"] = {
            level: round(read["counted"] / read["kept_unfolded"]) for level, read in answer["read_ms"].items()
        }
        answer |= _writing(found, writes, rounds, writers)
        answer["equal"] = _of_city(found) == rows + UNFOLDED + writes * writers * (2 * rounds + 1)
    return answer | {"writers": writers, "rounds": rounds, "load": round(os.getloadavg()[0], 1)}


@contextmanager
def _tables(found: unions.Yardstick) -> Iterator[None]:
    try:
        for statement in (*found.drop, *found.make):
            _run(statement)
        yield
    finally:
        for statement in found.drop:
            _run(statement)


def _reading(found: unions.Yardstick) -> dict[str, dict[str, float]]:
    places = {"city": ""} | {
        level: unions.subtree(path="", level=level)[0].path for level in ("municipal", "county", "town", "grassroots")
    }
    read = {level: {"kept": _read(found.kept(path), path)} for level, path in places.items()}
    _run(found.unfolded, rows=UNFOLDED)
    for level, path in places.items():
        read[level]["kept_unfolded"] = _read(found.kept(path), path)
        read[level]["counted"] = _read(found.counted, path, COUNTS)
    _fold_all(found)
    return read


def _read(statement: str, path: str, times: int = READS) -> float:
    """Milliseconds in the database, planned anew each time, median."""
    spent = []
    for _ in range(times):
        plan = _run(f"explain (analyze, timing off, format json) {statement}", path=path, **KEYS)[0][0][0]
        spent.append(plan["Planning Time"] + plan["Execution Time"])
    return round(median(spent), 3)


def _writing(found: unions.Yardstick, writes: int, rounds: int, writers: int) -> dict[str, Any]:
    """All ways in turns, then deltas with somebody folding beside, then what was left is folded."""
    places = [ref.id for ref in unions.subtree(path="", level="grassroots")[:UNIONS]]
    rates: dict[str, list[float]] = {way: [] for way in WAYS}
    for _ in range(rounds):
        for way in WAYS:
            rates[way].append(_many(way, writes, writers, places))
    waiting = _run("select count(*) from bench_delta")[0][0]
    alone = waiting / timed(lambda: _fold_all(found))
    beside = _beside(found, lambda: _many("deltas", writes, writers, places))
    told = {way: round(median(each)) for way, each in rates.items()} | {"deltas_folding": round(beside)}
    return {
        "writes_s": told,
        "deltas_ratio": round(told["deltas"] / told["nothing"], 2),
        "rows_ratio": round(told["rows"] / told["nothing"], 2),
        "fold_s": round(alone),
    }


def _many(way: str, writes: int, writers: int, places: list[Any]) -> float:
    """Transactions a second."""

    def write(_: int) -> None:
        try:
            _run("call bench_write(%(times)s, %(way)s, %(places)s, %(today)s)", times=writes, way=way, places=places)
        finally:
            connection.close()

    with ThreadPoolExecutor(writers) as pool:
        return writes * writers / timed(lambda: list(pool.map(write, range(writers))))


def _beside(found: unions.Yardstick, work: Callable[[], float]) -> float:
    """The rate of ``work`` while one other connection folds."""
    over = Event()

    def fold() -> None:
        try:
            while not over.is_set():
                _fold_all(found)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        folding = pool.submit(fold)
        try:
            rate = work()
        finally:
            over.set()
        folding.result()
    return rate


def _fold_all(found: unions.Yardstick) -> None:
    while _run(found.fold, most=UNFOLDED)[0][0]:
        pass


def _of_city(found: unions.Yardstick) -> int:
    amount: int = _run(found.kept(""), path="", **KEYS)[0][1]
    return amount


def _run(statement: str, **values: Any) -> list[Any]:
    return run(statement, {"today": clock.today(), **values} if "%(" in statement else None)
