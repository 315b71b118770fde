"""``niangjia services``: the definitions that are published, and the check of a file before it is."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from niangjia.config.language import words
from niangjia.config.run.preparation import database, ready
from niangjia.kernel.text import N_

STATES = {"open": N_("开办"), "preview": N_("预告")}


@contextmanager
def catalogue() -> Iterator[Any]:
    """The catalogue's door, with Django set up and a database behind it."""
    with database():
        yield import_module("niangjia.catalogue.api")


@click.group(invoke_without_command=True)
@click.option("--table", is_flag=True, help="The list of services: whom each is for, its chain, what it gives.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@click.pass_context
def services(context: click.Context, table: bool, as_json: bool) -> None:
    """List the published services; with a command: check a definition file, print its schema, rebuild the verdicts."""
    if context.invoked_subcommand is None and table:
        with catalogue() as api:
            rows = [asdict(api.row_of(found)) for found in api.services()]
        say(
            rows, as_json, lambda: (" | ".join(str(cell) for cell in row.values() if cell is not False) for row in rows)
        )
    elif context.invoked_subcommand is None:
        with catalogue() as api:
            answer = listed(api.services())
        say(
            answer,
            as_json,
            lambda: (
                f"{d['key']:<20}{d['group']:<10}{d['subject']:<12}{words('第 {version} 版').format(**d)}  {words(STATES[d['state']])}"
                for d in answer
            ),
        )


@services.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def check(file: Path, as_json: bool) -> None:
    """Say everything that is wrong with a definition FILE, by line, and what is allowed; its examples are run.

    Exit status: 0 when it could be published, 1 when not.
    """
    with catalogue() as api:
        problems = api.check_file(file)
    answer = [asdict(problem.in_words(words)) for problem in problems]
    say(answer, as_json, lambda: [problem.told(words) for problem in problems] or [words("可以发布。")])
    sys.exit(1 if problems else 0)


@services.command()
def schema() -> None:
    """Print the JSON Schema of a definition file, for editors."""
    ready("app")
    click.echo(json.dumps(import_module("niangjia.catalogue.api").json_schema(), ensure_ascii=False, indent=2))


@services.command()
@click.option("--check", "only_check", is_flag=True, help="Only compare; nothing is stored.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def rebuild(only_check: bool, as_json: bool) -> None:
    """Compute all facts and verdicts anew and compare them with the kept ones.

    Exit status: 0 when nothing differed, 1 when something did.
    """
    with catalogue() as api:
        done = api.rebuild(check=only_check)
    first = [f"{subject}:{subject_id}" for subject, subject_id in done.first]
    answer = {"ok": done.ok, "checked": done.checked, "differing": done.differing, "first": first}
    told = words("核对 {checked} 个，{differing} 个不一致。").format(checked=done.checked, differing=done.differing)
    say(answer, as_json, lambda: [told, *first])
    sys.exit(0 if done.ok else 1)


def listed(definitions: list[Any]) -> list[dict[str, Any]]:
    """The list as others rely on it."""
    return [
        {"key": d.key, "group": d.group, "subject": d.subject, "version": d.version, "state": d.state}
        for d in definitions
    ]


def say(answer: Any, as_json: bool, lines: Callable[[], Any]) -> None:
    for line in [json.dumps(answer, ensure_ascii=False)] if as_json else lines():
        click.echo(line)


@services.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--parameter", default="", help="A number of the union to move, too.")
@click.option("--factor", default="1.5", show_default=True, help="How many times it is taken.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def gate(file: Path, parameter: str, factor: str, as_json: bool) -> None:
    """Measure a file against the published version of its service, over everybody; nothing is changed."""
    with catalogue() as api:
        old, new = api.current_text(file.stem), file.read_text(encoding="utf-8")
        found = api.measure(key=file.stem, old=old, new=new)
        asked = {"key": file.stem, "old": old, "new": new, "parameter": parameter, "factor": Decimal(factor)}
        moved = api.what_if(**asked) if parameter else None
    answer = {
        "people": found.people, "added": found.added, "dropped": found.dropped, "seconds": round(found.seconds, 3),
        "cost": found.cost, "yes": [found.old.yes, found.new.yes], "fen": [found.old.fen, found.new.fen], "second": found.second,
        "counties": [[c.path, c.added, c.dropped] for c in found.counties],
        "what_if": moved and {"yes": [t.yes for t in moved.tallies], "fen": [t.fen for t in moved.tallies], "seconds": round(moved.seconds, 3)},
    }  # fmt: skip
    say(answer, as_json, lambda: [f"{key}: {value}" for key, value in answer.items()])
