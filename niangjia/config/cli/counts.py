"""``niangjia counts``: the numbers kept for every union with all below it, against their records."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import Any

import click

from niangjia.config.run.preparation import database

SHOWN = 10


@click.group()
def counts() -> None:
    """Prove the numbers of the tree, or count them anew."""


@counts.command()
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help='Answer as JSON: {"ok", "counts", "deltas", "keys", "figures", "differing"}.',
)
def check(as_json: bool) -> None:
    """Compare every number of every union with its records, and the figures of city and counties with their own queries.

    Ends with status 1 when one differs; writes nothing.
    """
    with database():
        found = import_module("niangjia.unions.api").check_counts()
        figures, wrong = import_module("niangjia.insight.api").check_figures()
    answer = answered(found, figures, wrong)
    for line in [json.dumps(answer)] if as_json else told(answer):
        click.echo(line)
    sys.exit(0 if answer["ok"] else 1)


@counts.command()
def rebuild() -> None:
    """Count all of them anew from records, a statement a kind of record. Others may work meanwhile."""
    with database():
        unions = import_module("niangjia.unions.api")
        unions.recount()
        click.echo(f"{unions.check_counts().counts:,} numbers")


def answered(found: Any, figures: int, wrong: list[Any]) -> dict[str, Any]:
    differing = [
        {"path": each.path, "key": each.key, "bucket": each.bucket, "kept": each.kept, "counted": each.counted}
        for each in found.differing[:SHOWN]
    ] + [
        {"path": path, "key": key, "kept": str(kept), "counted": str(counted)}
        for path, key, kept, counted in wrong[:SHOWN]
    ]
    return {
        "ok": found.ok and not wrong,
        "counts": found.counts,
        "deltas": found.deltas,
        "keys": list(found.keys),
        "figures": figures,
        "differing": differing,
    }


def told(answer: dict[str, Any]) -> list[str]:
    lines = [
        f"{answer['counts']:,} numbers under {len(answer['keys'])} keys, {answer['deltas']:,} changes not folded in yet",
        f"{answer['figures']:,} values of figures compared with their own queries",
    ]
    lines += [
        f"≠ {each['path'] or 'city'} {each['key']}: {each['kept']} kept, {each['counted']} counted"
        for each in answer["differing"]
    ]
    return [*lines, "equal" if answer["ok"] else "NOT equal: niangjia counts rebuild"]
