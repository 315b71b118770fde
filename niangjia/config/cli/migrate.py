"""``niangjia migrate``, and ``prepare``, which the launcher runs when something has changed."""

from __future__ import annotations

import click

from niangjia.config.run import preparation
from niangjia.config.run.database import running_database


@click.command()
@click.option("--plan", is_flag=True, help="Only say what would be done.")
def migrate(plan: bool) -> None:
    """Bring the database up to this version: tables, the app role's rights, the services' definitions."""
    with running_database():
        preparation.ready("owner")
        if plan:
            preparation.show_plan()
        else:
            preparation.migrate()


@click.command(hidden=True)
def prepare() -> None:
    """All that must have happened before the first page: migrate, static files, demo city."""
    preparation.ready("owner")
    preparation.prepare()
