"""``niangjia demo``: what only a demo may do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import reduce
from typing import Any

import click

from niangjia.base.bulk import tidy_up
from niangjia.config.environment import is_demo
from niangjia.config.run.hooks import required_hook
from niangjia.config.run.preparation import database

Making = Callable[[Any], Any]


def how_made(scale: float | None) -> Making:
    """The options of making a city; ``scale`` is the size when none is given."""
    options = (
        click.option("--scale", type=click.FloatRange(0, 1, min_open=True), default=scale, show_default=True),
        click.option("--seed", type=int, help="Another seed, another city."),
        click.option(
            "--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day the city stands at; today unless given."
        ),
    )
    return lambda command: reduce(lambda made, option: option(made), reversed(options), command)


@click.group(invoke_without_command=True)
@how_made(None)
@click.pass_context
def demo(context: click.Context, scale: float | None, seed: int | None, as_of: datetime | None) -> None:
    """The demo city. Refused outside demo mode (NIANGJIA_DEMO).

    With --scale alone it makes the city in a database that has no union yet (run `niangjia migrate` first).
    """
    if not is_demo():
        raise click.ClickException("this is not a demo: NIANGJIA_DEMO is off")
    if context.invoked_subcommand is not None:
        return
    if scale is None:
        click.echo(context.get_help())
    else:
        make(scale, seed, as_of)


@demo.command()
@click.argument("name")
def code(name: str) -> None:
    """Print the second factor that the officer NAME would read from a phone now."""
    with database():
        click.echo(required_hook("demo.second_factor")(name=name))


@demo.command(context_settings={"ignore_unknown_options": True})
@click.argument("step")
def clock(step: str) -> None:
    """Move the city's clock: +5wd (working days), +3d (days), +2h (hours), or reset. Prints the new time."""
    with database():
        click.echo(required_hook("demo.move_clock")(step=step))


@demo.command()
def digest() -> None:
    """Print one number over the decrypted city: the same seed, scale and day give the same one."""
    with database():
        click.echo(required_hook("demo.digest")())


@demo.command()
@how_made(0.01)
def city(scale: float, seed: int | None, as_of: datetime | None) -> None:
    """The same as `niangjia demo --scale S`."""
    make(scale, seed, as_of)


def make(scale: float, seed: int | None, as_of: datetime | None) -> None:
    """Make the city; says whether there was one already."""
    chosen: dict[str, Any] = {"seed": seed, "as_of": as_of.date() if as_of else None}
    with database("owner"):  # who tidies up must own the tables
        made = required_hook("demo.ensure_city")(
            scale=scale,
            progress=lambda text: click.echo(text, err=True),
            **{key: value for key, value in chosen.items() if value is not None},
        )
        if made:
            tidy_up()
    click.echo("made" if made else "there is a city already")
