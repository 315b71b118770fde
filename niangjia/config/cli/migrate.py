"""``niangjia migrate``, and ``prepare``, which the launcher runs when something has changed."""

from __future__ import annotations

import click

from niangjia.config.run import preparation


@click.command()
@click.option("--plan", is_flag=True, help="Only say what would be done.")
def migrate(plan: bool) -> None:
    """Bring the database up to this version: tables, the app role's rights, the services' definitions."""
    with preparation.any_database("owner"):
        if plan:
            preparation.show_plan()
        else:
            preparation.migrate()


@click.command(hidden=True)
def prepare() -> None:
    """All that must have happened before the first page: migrate, static files, demo city."""
    with preparation.any_database("owner"):
        preparation.prepare()
