"""Everybody's verdict, generated and by hand, in one run: interleaved rounds, medians, equal checksums."""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import partial
from statistics import median
from typing import Any

from django.db import transaction

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.base.acts import act
from niangjia.catalogue import api as catalogue
from niangjia.demo.benches.measuring import run, timed

SETTINGS = ("jit = off", "work_mem = '128MB'", "max_parallel_workers_per_gather = 2")
SUBJECT = "person"
ONE, MANY = 300, 10_000


def bench_verdicts(*, rounds: int = 3) -> dict[str, Any]:
    """Seconds unless the name says ms; ``checksum_equal``: both ways give every person the same two strings.

    ``all_s``, ``handwritten_s``: from facts to the two strings stored under a key, and the counts of every union with all below it
    (``unions_s``); those of both ways are equal too. Needs the role that may make tables: like the catalogue's own, they are no
    temporary ones, which several processes could not read. All is rolled back.
    """
    asked = catalogue.statements(subject=SUBJECT, day=clock.today())
    with _settings():
        taken: dict[str, list[float]] = {}
        for _ in range(rounds):
            for way, query in (("ours", asked.generated), ("hand", asked.by_hand)):
                for part, seconds in _whole(way, query, asked).items():
                    taken.setdefault(f"{way}_{part}", []).append(seconds)
        equal, people = _compared()
    ours, hand = _total(taken, "ours"), _total(taken, "hand")
    return {
        "people": people,
        "services": asked.services,
        "all_s": round(ours, 3),
        "handwritten_s": round(hand, 3),
        "ratio": round(ours / hand, 3),
        "one_ms": round(_one_ms(asked), 3),
        "checksum_equal": equal,
        "criteria": asked.criteria,
        "distinct_criteria": asked.distinct,
        "judge_s": round(median(taken["ours_judge"]), 3),
        "handwritten_judge_s": round(median(taken["hand_judge"]), 3),
        "unions_s": round(median(taken["ours_unions"]), 3),
        "handwritten_unions_s": round(median(taken["hand_unions"]), 3),
        **_in_the_writing_transaction(),
        "ten_thousand_s": round(_many_s(), 3),
        "rounds": rounds,
        "load": round(os.getloadavg()[0], 1),
    }


def plans_of_today() -> dict[str, Any]:
    """For a program of another engine (``bench/compare``): what the catalogue exports, with the settings that ours is measured under."""
    return {**catalogue.exported(subject=SUBJECT, day=clock.today()), "settings": list(SETTINGS)}


@contextmanager
def _settings() -> Any:
    """The same for both ways; gone with the transaction, as are the tables."""
    with transaction.atomic():
        for setting in SETTINGS:
            run(f"set local {setting}")
        yield
        transaction.set_rollback(True)


def _whole(way: str, query: str, asked: catalogue.Statements) -> dict[str, float]:
    table = f"bench_{way}"
    run(f"drop table if exists {table}, {table}_unions")
    query = query.replace("select x.id,", f"select x.id as {SUBJECT}_id,", 1)
    return {
        "judge": timed(lambda: run(f"create unlogged table {table} as {query}")),
        "key": timed(lambda: run(f"alter table {table} add primary key ({SUBJECT}_id)")),
        "unions": timed(lambda: _counted(way, table, asked)),
    }


def _counted(way: str, table: str, asked: catalogue.Statements) -> None:
    if way == "ours":
        catalogue.roll_up(SUBJECT, asked.bits, into=f"{table}_unions", table=table)
    else:
        run(f"create temp table {table}_unions as {asked.counted_by_hand(table)}")


def _total(taken: dict[str, list[float]], way: str) -> float:
    return median(map(sum, zip(*(taken[f"{way}_{part}"] for part in ("judge", "key", "unions")), strict=True)))


def _compared() -> tuple[bool, int]:
    sums = [
        run(
            "select count(*), sum(hashtextextended(concat_ws(' ', person_id, rtrim(entitled::text, '0'), rtrim(unknown::text, '0')), 0)),"
            f" (select sum(hashtextextended(concat_ws(' ', path, entitled::text, unknown::text), 0)) from bench_{way}_unions) from bench_{way}"
        )[0]
        for way in ("ours", "hand")
    ]
    return sums[0] == sums[1], sums[0][0]


def _one_ms(asked: catalogue.Statements) -> float:
    """Each criterion of each service for one person: the prepared statement's time in the database, median."""
    with transaction.atomic():
        run(f"prepare bench_one(uuid) as {asked.one}")
        run("set local plan_cache_mode = force_generic_plan")
        spent = []
        for person_id in _people(ONE):
            plan = run(f"explain (analyze, timing off, format json) execute bench_one('{person_id}')")[0][0][0]
            spent.append(plan["Execution Time"] + plan["Planning Time"])
        run("deallocate bench_one")
    return median(spent)


def _in_the_writing_transaction() -> dict[str, float]:
    """The same verb with and without the person touched, in turns; both are rolled back but for the commit's own cost."""
    plain, kept = [], []
    for person_id in _people(ONE):
        plain.append(timed(partial(_verb, person_id, touch=False)))
        kept.append(timed(partial(_verb, person_id, touch=True)))
    return {"refresh_ms": round((median(kept) - median(plain)) * 1000, 3), "write_ms": round(median(plain) * 1000, 3)}


def _verb(person_id: Any, *, touch: bool) -> None:
    with transaction.atomic():
        with act("demo.bench", by=SYSTEM, about=("person", person_id)) as deed:
            if touch:
                deed.touch(SUBJECT, person_id)
        transaction.set_rollback(True)


def _many_s() -> float:
    people = _people(MANY)
    return median(timed(lambda: catalogue.refresh(SUBJECT, people)) for _ in range(3))


def _people(count: int) -> list[Any]:
    return [row[0] for row in run(f"select id from people_v_person order by id limit {count}")]
