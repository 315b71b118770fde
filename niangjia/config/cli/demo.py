"""``niangjia demo``: what only a demo may do."""

from __future__ import annotations

import click

from niangjia.config.environment import is_demo
from niangjia.config.run.database import running_database
from niangjia.config.run.hooks import required_hook
from niangjia.config.run.preparation import ready


@click.group()
def demo() -> None:
    """The demo city. Refused outside demo mode (NIANGJIA_DEMO)."""
    if not is_demo():
        raise click.ClickException("this is not a demo: NIANGJIA_DEMO is off")


@demo.command()
@click.argument("name")
def code(name: str) -> None:
    """Print the second factor that the officer NAME would read from a phone now."""
    with running_database():
        ready("app")
        click.echo(required_hook("demo.second_factor")(name=name))


@demo.command(context_settings={"ignore_unknown_options": True})
@click.argument("step")
def clock(step: str) -> None:
    """Move the city's clock: +5wd (working days), +3d (days), +2h (hours), or reset. Prints the new time."""
    with running_database():
        ready("app")
        click.echo(required_hook("demo.move_clock")(step=step))
