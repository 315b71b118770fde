"""``niangjia verify``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from niangjia.config.run.preparation import database

WHY = {
    "rows_changed": "a row was changed",
    "rows_added": "rows were added after sealing",
    "rows_missing": "rows were deleted",
    "seal_changed": "the seal was changed",
    "signature": "the seal was not signed with our key",
    "chain": "the seal does not follow the one before",
    "seal_missing": "the seal was deleted",
    "seal_differs": "the seal is not the one that was published",
    "published_broken": "the file of published roots cannot be read",
}


@click.group(invoke_without_command=True)
@click.option(
    "--roots",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A copy of published/roots.jsonl that was kept elsewhere. Without it the home's own copy is used.",
)
@click.option("--quick", is_flag=True, help="Chain, signatures and published roots only; rows are not read.")
@click.option(
    "--json", "as_json", is_flag=True, help='{"ok", "checked", "first_bad", "seals", "published", "unsealed"}'
)
@click.pass_context
def verify(context: click.Context, roots: Path | None, quick: bool, as_json: bool) -> None:
    """Check that nobody has changed the journal: every root is computed again from its rows. Status 1 when somebody has.

    ``niangjia verify draw FILE`` draws a lottery again instead, ``niangjia verify rush FILE`` computes the order of a rush.
    """
    if context.invoked_subcommand:
        return
    with database():
        journal = import_module("niangjia.base.journal")
        answer: Any = journal.verify(deep=not quick, published=roots)
    click.echo(json.dumps(asdict(answer), ensure_ascii=False) if as_json else _said(answer))
    sys.exit(0 if answer.ok else 1)


def _again(file: Path, what: str, verified: Callable[[str], Any]) -> Any:
    """What comes out of the public file when it is computed again."""
    try:
        return verified(file.read_text(encoding="utf-8"))
    except (ValueError, KeyError) as odd:
        raise click.ClickException(f"{file} is no public file of {what} ({odd})") from None


@verify.command("draw")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify_draw(file: Path) -> None:
    """Draw a published lottery again out of its public FILE, and compare line by line. Needs no database. Status 1 when it differs."""
    found = _again(file, "a draw", import_module("niangjia.quotas.rules.draws").verify)
    if found.differs:
        click.echo(f"NOT ok: {found.differs} is not as it was published; {found.entries} on the list")
        sys.exit(1)
    aside = (
        f"; {found.aside} set aside for the reasons in the file, which only the union can prove" if found.aside else ""
    )
    click.echo(f"ok: {found.entries} on the list, {found.given} drawn, as published{aside}")


@verify.command("rush")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify_rush(file: Path) -> None:
    """Compute the order of a rush again out of its public FILE (lots.json). Needs no database. Status 1 when it differs."""
    found = _again(file, "a rush", import_module("niangjia.quotas.rules.rush_file").verify_rush)
    if found.differs:
        click.echo(f"NOT ok: {found.differs} is not what the seed gives; {found.entries} lots")
        sys.exit(1)
    click.echo(f"ok: {found.entries} lots, as the seed gives them")


def _said(answer: Any) -> str:
    sealed = f"{answer.checked} rows in {answer.seals} seals, {answer.published} of them published"
    counts = f"{sealed}; {answer.unsealed} rows wait for the next seal"
    if answer.ok:
        return f"ok: {counts}"
    bad = answer.first_bad
    more = ", ".join(f"{key} {value}" for key, value in bad.items() if key not in ("seal", "why"))
    return f"NOT ok: seal {bad['seal']}: {WHY[bad['why']]}{f' ({more})' if more else ''}; {counts}"
