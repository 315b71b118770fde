"""How everybody's verdict grows with the city: its facts and its help copied over and over, judged, stored, and taken back."""

from __future__ import annotations

import os
from collections.abc import Sequence
from statistics import median
from typing import Any

from django.db import transaction

from niangjia.base import clock
from niangjia.catalogue import api as catalogue
from niangjia.demo.benches.measuring import run, timed
from niangjia.demo.benches.verdicts import SETTINGS, SUBJECT

SCHEMA = "bench_growth"
ONE = 300


def bench_growth(*, times: Sequence[int]) -> list[dict[str, Any]]:
    """For each number of copies: seconds unless the name says otherwise; ``people_a_s`` of judging and storing together.

    Needs the role that may make a schema. The copies shadow the city's tables in a schema of their own, so the very statement of
    the catalogue runs over them; in the end all of it is rolled back. Each step needs about a kilobyte of disk a person.
    """
    asked = catalogue.statements(subject=SUBJECT, day=clock.today())
    with transaction.atomic():
        for setting in (*SETTINGS, f"search_path = {SCHEMA}, public"):
            run(f"set local {setting}")
        run(f"create schema {SCHEMA}")
        found = [_grown(asked, copies) for copies in times]
        transaction.set_rollback(True)
    return found


def _grown(asked: catalogue.Statements, copies: int) -> dict[str, Any]:
    filled = timed(lambda: catalogue.multiply(subject=SUBJECT, schema=SCHEMA, copies=copies))
    query = asked.generated.replace("select x.id,", f"select x.id as {SUBJECT}_id,", 1)
    judged = timed(lambda: run(f"create unlogged table {SCHEMA}.verdict as {query}"))
    keyed = timed(lambda: run(f"alter table {SCHEMA}.verdict add primary key ({SUBJECT}_id)"))
    people = run(f"select count(*) from {SCHEMA}.verdict")[0][0]
    answer = {
        "people": people, "fill_s": round(filled, 1), "judge_s": round(judged, 2), "key_s": round(keyed, 2),
        "people_a_s": round(people / (judged + keyed)), "one_ms": round(_one_ms(asked), 3), "megabytes": _megabytes(),
        "load": round(os.getloadavg()[0], 1),
    }  # fmt: skip
    run(f"drop table {', '.join(f'{SCHEMA}.{table}' for table in answer['megabytes'])}")
    return answer


def _one_ms(asked: catalogue.Statements) -> float:
    """Each criterion of each service for one person: the prepared statement's time in the database, median."""
    run(f"prepare bench_grown(uuid) as {asked.one}")
    run("set local plan_cache_mode = force_generic_plan")
    spent = []
    for (person_id,) in run(f"select {SUBJECT}_id from {SCHEMA}.verdict limit {ONE}"):
        plan = run(f"explain (analyze, timing off, format json) execute bench_grown('{person_id}')")[0][0][0]
        spent.append(plan["Execution Time"] + plan["Planning Time"])
    run("deallocate bench_grown")
    return median(spent)


def _megabytes() -> dict[str, int]:
    """By table, indexes included."""
    tables = f"select relname, pg_total_relation_size(oid) from pg_class where relnamespace = '{SCHEMA}'::regnamespace and relkind = 'r'"
    return {table: round(int(size) / 1e6) for table, size in run(tables)}
