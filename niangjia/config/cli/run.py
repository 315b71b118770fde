"""``niangjia run``."""

from __future__ import annotations

import click

from niangjia.config.run.supervisor import run_everything


@click.command()
def run() -> None:
    """Start everything and stay: database (embedded unless DATABASE_URL is set), demo city, web server, job worker.

    Ctrl-C or SIGTERM stops it all. What dies is started again.
    """
    run_everything()
