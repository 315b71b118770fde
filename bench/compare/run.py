"""niangjia, OpenFisca-core and DuckDB on the same facts and rules: from facts in PostgreSQL to verdicts in PostgreSQL, and one person.

    niangjia bench export plans.json bench/compare/.venv/bin/python bench/compare/run.py plans.json

Prints JSON: seconds, medians of interleaved rounds; ``…_ms`` for one person as a program sees it, facts read included.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
import in_duckdb
import in_openfisca
import psycopg
import store
from plans import Asked, read

PERSONS = 200
Taken = dict[str, list[float]]


def main(path: Path, rounds: int = 3) -> None:
    asked, taken = read(path), defaultdict[str, list[float]](list)
    country = in_openfisca.Country(asked)
    with store.connect(asked) as connection, tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "facts.csv"
        for _ in range(rounds):
            _ours(connection, asked, taken)
            _duckdb(connection, asked, file, taken)
            _openfisca(connection, asked, country, file, taken)
        sums = [store.checksum(connection, f"by_{name}") for name in ("ours", "duckdb", "openfisca")]
        answer = {
            "people": sums[0][0], "services": len(asked.services), "distinct_criteria": len(asked.criteria),
            "checksum_equal": len(set(sums)) == 1, **_medians(taken), **_one(connection, asked, country),
            "rounds": rounds, "load": round(os.getloadavg()[0], 1), "facts_mb": round(file.stat().st_size / 1e6),
        }  # fmt: skip
    sys.stdout.write(json.dumps(answer) + "\n")


def _ours(connection: psycopg.Connection[Any], asked: Asked, taken: Taken) -> None:
    _timed(taken, "ours_all_s", lambda: store.ours(connection, asked, "by_ours"))


def _duckdb(connection: psycopg.Connection[Any], asked: Asked, file: Path, taken: Taken) -> None:
    with in_duckdb.opened() as duck:
        _timed(taken, "duckdb_out_s", lambda: store.facts_out(connection, asked, file))
        _timed(taken, "duckdb_load_s", lambda: in_duckdb.load(duck, asked, file))
        _timed(taken, "duckdb_plan_s", lambda: in_duckdb.prepare(duck, asked))
        words = _timed(taken, "duckdb_judge_s", lambda: in_duckdb.judge(duck, asked))
        _timed(taken, "duckdb_back_s", lambda: store.verdicts_back(connection, "by_duckdb", in_duckdb.ids(duck), words))


def _openfisca(
    connection: psycopg.Connection[Any], asked: Asked, country: in_openfisca.Country, file: Path, taken: Taken
) -> None:
    with in_duckdb.opened() as duck:
        _timed(taken, "openfisca_out_s", lambda: store.facts_out(connection, asked, file))
        _timed(taken, "openfisca_load_s", lambda: in_duckdb.load(duck, asked, file))
        given = _timed(taken, "openfisca_arrays_s", lambda: in_openfisca.given(duck, country))
        words = _timed(taken, "openfisca_judge_s", lambda: in_openfisca.words(asked, country.judge(given)))
        _timed(
            taken,
            "openfisca_back_s",
            lambda: store.verdicts_back(connection, "by_openfisca", in_duckdb.ids(duck), words),
        )


def _one(connection: psycopg.Connection[Any], asked: Asked, country: in_openfisca.Country) -> dict[str, float]:
    """One person after another: her facts by key, then all services; niangjia's answer has each criterion of each service."""
    ids = [row[0] for row in connection.execute(f"select person_id from by_ours order by person_id limit {PERSONS}")]
    connection.execute("set plan_cache_mode = force_generic_plan")
    connection.execute(f"prepare one_of_ours(uuid) as {asked.one}")
    connection.execute(f"prepare her_facts(uuid) as {asked.facts} where f.person_id = $1")
    taken: Taken = defaultdict(list)
    with in_duckdb.opened() as duck:
        columns = "".join(f', "{name}" {_kind(kind)}' for name, kind in asked.columns.items())
        duck.execute(f"create table facts (id uuid{columns})")
        in_duckdb.prepare(duck, asked)
        for person_id in ids:
            _about(person_id, connection, duck, asked, country, taken)
    spent = {name: median(values) * 1000 for name, values in taken.items()}
    return {
        "ours_one_ms": round(spent["ours_one_ms"], 2),
        "duckdb_one_ms": round(spent["facts_ms"] + spent["duckdb_ms"], 2),
        "openfisca_one_ms": round(spent["facts_ms"] + spent["openfisca_ms"], 2),
    }


def _about(
    person_id: Any, connection: psycopg.Connection[Any], duck: duckdb.DuckDBPyConnection, asked: Asked,
    country: in_openfisca.Country, taken: Taken,
) -> None:  # fmt: skip
    """The others' time is that of judging; putting one row into their hands is not counted."""
    _timed(taken, "ours_one_ms", lambda: connection.execute(f"execute one_of_ours('{person_id}')").fetchall())
    facts = _timed(taken, "facts_ms", lambda: connection.execute(f"execute her_facts('{person_id}')").fetchone())
    duck.execute("delete from facts")
    duck.execute(f"insert into facts values ({', '.join('?' for _ in facts)})", list(facts))
    _timed(taken, "duckdb_ms", lambda: in_duckdb.judge(duck, asked))
    given = in_openfisca.given(duck, country)
    _timed(taken, "openfisca_ms", lambda: country.judge(given))


def _kind(declared: str) -> str:
    return "varchar[]" if declared == "texts" else in_duckdb.TYPES[declared]


def _medians(taken: Taken) -> dict[str, float]:
    parts = {name: round(median(values), 3) for name, values in taken.items()}
    for engine in ("duckdb", "openfisca"):
        mine = [values for name, values in taken.items() if name.startswith(engine)]
        parts[f"{engine}_all_s"] = round(median(map(sum, zip(*mine, strict=True))), 3)
    return parts


def _timed(taken: Taken, name: str, work: Callable[[], Any]) -> Any:
    began = time.perf_counter()
    answer = work()
    taken[name].append(time.perf_counter() - began)
    return answer


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:3]))
