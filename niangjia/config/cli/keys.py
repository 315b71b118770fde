"""``niangjia keys``: the key ring of this installation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from niangjia.config.run.preparation import database

as_json_option = click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")


@click.group()
def keys() -> None:
    """The keys that seal private data, index it and sign the journal. Never prints a key."""


@contextmanager
def _engine() -> Iterator[Any]:
    """As the owner of the tables: some with sealed columns are append-only for the app."""
    with database("owner"):
        yield import_module("niangjia.base.rotation")


@keys.command("list")
@as_json_option
def list_keys(as_json: bool) -> None:
    """Keys by family and number, which is current, and how many rows wait for reseal."""
    with _engine() as engine:
        raw = import_module("niangjia.base.keyring").ring(fresh=True).raw
        rows = [
            {"family": family, "key": int(kid), "made": key["made"], "current": int(kid) == raw[family]["current"]}
            for family in ("data", "index", "sign")
            for kid, key in raw[family]["keys"].items()
        ]
        outdated = {model._meta.db_table: engine.outdated(model) for model in engine.sealed_models()}
    if as_json:
        click.echo(json.dumps({"keys": rows, "outdated": outdated}))
        return
    for row in rows:
        click.echo(f"{row['family']:<6} {row['key']:>4}  {row['made']}  {'current' if row['current'] else ''}".rstrip())
    for table, count in outdated.items():
        click.echo(f"{table:<32} {count} rows sealed with an older key")


@keys.command()
@click.option("--signing", is_flag=True, help="The key that signs the journal's seals, instead of the data key.")
@as_json_option
def rotate(signing: bool, as_json: bool) -> None:
    """Add a key and make it current. New values use it at once; old ones are readable, and change with ``keys reseal``."""
    with _engine() as engine:
        kid = engine.rotate_signing() if signing else engine.rotate()
    click.echo(
        json.dumps({"family": "sign" if signing else "data", "current": int(kid)}) if as_json else f"current: {kid}"
    )


@keys.command()
@click.option("--batch", type=click.IntRange(1, 10_000), default=1_000, show_default=True, help="Rows a transaction.")
@as_json_option
def reseal(batch: int, as_json: bool) -> None:
    """Seal every column again that an older key sealed. May be stopped and started again at any time."""
    with _engine() as engine:
        done = {model._meta.db_table: engine.reseal(model, batch=batch) for model in engine.sealed_models()}
    click.echo(
        json.dumps({"resealed": done}) if as_json else "\n".join(f"{table:<32} {n} rows" for table, n in done.items())
    )


@keys.command()
@click.confirmation_option(prompt="Are web and worker stopped?")
@as_json_option
def reindex(as_json: bool) -> None:
    """Change the key of the blind indexes and compute every index again. Stop web and worker first."""
    with _engine() as engine:
        done = engine.reindex()
    click.echo(json.dumps({"reindexed": done}) if as_json else "\n".join(f"{key:<32} {n}" for key, n in done.items()))
