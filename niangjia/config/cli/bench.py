"""``niangjia bench``: measurements in the demo city that is there."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from importlib import import_module
from pathlib import Path

import click

from niangjia.base.embedded import binaries
from niangjia.config.database import place
from niangjia.config.environment import is_demo
from niangjia.config.run.hooks import required_hook
from niangjia.config.run.preparation import database


@click.group()
def bench() -> None:
    """Measure. Refused outside demo mode (NIANGJIA_DEMO)."""
    if not is_demo():
        raise click.ClickException("this is not a demo: NIANGJIA_DEMO is off")


@bench.command()
@click.option(
    "--rounds", type=click.IntRange(1), default=3, show_default=True, help="Interleaved rounds; medians count."
)
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def verdicts(rounds: int, as_json: bool) -> None:
    """All verdicts of everybody, as generated and as written by hand; one person with reasons; a write with and without."""
    with database("owner"):
        answer = required_hook("bench.verdicts")(rounds=rounds)
    for line in [json.dumps(answer)] if as_json else [f"{name:<22}{value}" for name, value in answer.items()]:
        click.echo(line)


@bench.command()
@click.option("--rows", type=click.IntRange(1000), default=100_000, show_default=True, help="Records to count.")
@click.option("--writes", type=click.IntRange(1), default=400, show_default=True, help="Transactions of each writer.")
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True, help="Rounds of writing, in turns.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def counts(rows: int, writes: int, rounds: int, as_json: bool) -> None:
    """A number of city, county, town: kept against counted; 16 who write with deltas, without, and with every row above; folding."""
    with database("owner"):  # its tables point to the tree
        answer = required_hook("bench.counts")(rows=rows, writes=writes, rounds=rounds)
    for line in [json.dumps(answer)] if as_json else [f"{name:<22}{value}" for name, value in answer.items()]:
        click.echo(line)


@bench.command()
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True, help="Rounds in turns; medians count.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def past(rounds: int, as_json: bool) -> None:
    """What it costs to keep what changed facts were, and to ask for a past day."""
    with database():
        answer = required_hook("bench.past")(rounds=rounds)
    for line in [json.dumps(answer)] if as_json else [f"{name:<22}{value}" for name, value in answer.items()]:
        click.echo(line)


@bench.command()
@click.option(
    "--times",
    multiple=True,
    type=click.IntRange(1),
    default=(1, 10),
    show_default=True,
    help="How many cities; repeat it.",
)
def growth(times: tuple[int, ...]) -> None:
    """All verdicts of the city so many times over, in copies that are taken back. A line of JSON each; a kilobyte of disk a person."""
    with database("owner"):
        for line in required_hook("bench.growth")(times=times):
            click.echo(json.dumps(line))


@bench.command()
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True, help="Rounds in turns; medians count.")
@click.option("--seconds", type=click.IntRange(1), default=4, show_default=True, help="Of each run of pgbench.")
@click.option("--claims", type=click.IntRange(100), help="Claims of a run, at most; default: everybody who may.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def rush(rounds: int, seconds: int, claims: int | None, as_json: bool) -> None:
    """A hot pool through the gate and by the pages, against one claim a transaction; then with the gate killed, the database crashed and restarted.

    It starts a gate itself and leaves its pools and bookings: in a home of its own, while `niangjia run` does not.
    """
    pgbench = next((str(folder / "pgbench") for folder in binaries() if (folder / "pgbench").exists()), None)
    if pgbench is None:
        raise click.ClickException("there is no pgbench beside the database's programs")
    with database("owner") as cluster:
        answer = required_hook("bench.rush")(
            pgbench=pgbench,
            env=_where("owner"),
            crash=_crash,
            restart=cluster and cluster.restart,
            seconds=seconds,
            rounds=rounds,
            claims=claims,
        )
    for line in [json.dumps(answer)] if as_json else [f"{name:<24}{value}" for name, value in answer.items()]:
        click.echo(line)


@bench.command()
@click.option("--claims", type=click.IntRange(100), help="Claims, at most; default: everybody who may.")
def hot(claims: int | None) -> None:
    """One hot pool through the gate, once, as JSON: to compare two homes, turn by turn."""
    with database("owner"):
        click.echo(json.dumps(required_hook("bench.hot")(claims=claims)))


@bench.command()
@click.option("--people", type=click.IntRange(100), default=100_000, show_default=True, help="Who wait, at most.")
def room(people: int) -> None:
    """A waiting room through the gate, as JSON: entering, being told, opening. It leaves its pool and bookings, as `rush` does."""
    with database("owner"):
        click.echo(json.dumps(required_hook("bench.room")(people=people)))


def _crash() -> None:
    """Kill one backend with -9: the server throws all out, recovers from its log and goes on. It must run on this machine."""
    connection = import_module("django.db").connection
    with connection.cursor() as cursor:
        cursor.execute("select pid from pg_stat_activity where application_name like 'niangjia gate%' limit 1")
        row = cursor.fetchone()
    if row:
        os.kill(row[0], signal.SIGKILL)


@bench.command(context_settings={"ignore_unknown_options": True})
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("command", nargs=-1, type=click.UNPROCESSED)
def export(file: Path, command: tuple[str, ...]) -> None:
    """Write the plans of all services to FILE as JSON, for a program of another engine (bench/compare).

    With COMMAND, run it while the database runs; the PG* variables tell it where.
    """
    with database():
        file.write_text(json.dumps(required_hook("bench.plans")(), ensure_ascii=False, indent=1), encoding="utf-8")
        if command:
            raise SystemExit(subprocess.run(command, env={**os.environ, **_where()}, check=False).returncode)


def _where(role: str = "app") -> dict[str, str]:
    """The database as libpq's variables name it."""
    at = place(role)
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}
    return {variable: str(at[key]) for key, variable in names.items() if at.get(key)}
