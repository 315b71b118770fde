"""The command line ``niangjia``. One file per family of commands, imported when called: start-up time is part of the product."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import click

from niangjia.base.embedded import EmbeddedError
from niangjia.config.environment import BadSetting
from niangjia.config.language import choose, refused
from niangjia.kernel.errors import Refusal

# name: ("module:command", what it does). A command whose module is not there yet is not shown.
COMMANDS = {
    "run": ("niangjia.config.cli.run:run", "Start everything: database, pages, jobs."),
    "doctor": ("niangjia.config.cli.doctor:doctor", "Say what is missing on this machine."),
    "migrate": ("niangjia.config.cli.migrate:migrate", "Bring the database up to this version."),
    "web": ("niangjia.config.cli.serve:web", "Serve the pages (run starts this)."),
    "gate": ("niangjia.config.cli.serve:gate", "Serve the gate to hot pools (run starts this)."),
    "worker": ("niangjia.config.cli.serve:worker", "Work off the jobs (run starts this)."),
    "demo": ("niangjia.config.cli.demo:demo", "The demo city: sign-in codes, its clock."),
    "import": ("niangjia.config.cli.imports:imports", "Read workbooks: unions, roster, students, dues."),
    "services": ("niangjia.config.cli.definitions:services", "List and check service definitions."),
    "figures": ("niangjia.config.cli.figures:figures", "The figures, from records."),
    "counts": ("niangjia.config.cli.counts:counts", "Prove the numbers of the tree, or count them anew."),
    "verify": ("niangjia.config.cli.verify:verify", "Check that nobody has changed the journal."),
    "keys": ("niangjia.config.cli.keys:keys", "List, rotate and apply the keys that seal private data."),
    "bench": ("niangjia.config.cli.bench:bench", "Measure."),
    "prepare": ("niangjia.config.cli.migrate:prepare", ""),
}
HIDDEN = {"prepare"}


class Family(click.Group):
    """A group that knows its commands by name and loads one when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name in COMMANDS if name not in HIDDEN and _exists(name)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS or not _exists(cmd_name):
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])


def _exists(name: str) -> bool:
    return find_spec(COMMANDS[name][0].partition(":")[0]) is not None


@click.command(cls=Family, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), help="The language of answers; unset: that of LANG, else Chinese."
)
def niangjia(lang: str | None) -> None:
    """娘家: a digital trade union. Settings come from the environment: docs/operations.md."""
    if lang:
        choose(lang)


def main(arguments: list[str] | None = None) -> Any:
    """Run one command; a foreseeable failure is one line and a status, never a traceback."""
    try:
        return niangjia.main(arguments, prog_name="niangjia")
    except (BadSetting, EmbeddedError, Refusal) as error:
        click.echo(f"niangjia: {refused(error) if isinstance(error, Refusal) else error}", err=True)
        sys.exit(1)
