"""What must have happened before the first page, and how we know that it has: this part needs Django, the launcher does not."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.core.management import call_command
from django.db import Error, OperationalError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.utils import translation

from niangjia.base.embedded import Cluster
from niangjia.base.roles import grant_app
from niangjia.config.database import place, role_name
from niangjia.config.environment import home, is_demo, is_embedded
from niangjia.config.language import language
from niangjia.config.run.database import is_made, running_database
from niangjia.config.run.fingerprint import remember
from niangjia.config.run.hooks import hook
from niangjia.config.run.progress import say, step
from niangjia.config.run.unfit import NotSetUp, Outdated, Unreachable

DEMO_SCALE = 0.01
ASIDE = "aside"
PUBLISHED_FUNCTIONS = ("catalogue_",)


def ready(role: str) -> None:
    """Set Django up in this process, speaking to the database as ``role`` ("app" or "owner"), to people in their language."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "niangjia.config.settings"
    os.environ["NIANGJIA_DB_ROLE"] = role
    django.setup()
    gc.freeze()  # what a program is made of stays: looking through it for what is left over took a tenth of the time
    translation.activate(language())


@contextmanager
def database(role: str = "app") -> Iterator[Cluster | None]:
    """For a command: Django set up, and behind it a database that this version can work with. Every command comes through here.

    Gives the embedded cluster where the command has started it itself.

    :raises NotSetUp, Outdated, Unreachable: before the command has done anything; Unreachable also when the server goes away.
    """
    require_made()
    with any_database(role) as cluster:
        refuse_unfit()
        yield cluster


@contextmanager
def any_database(role: str) -> Iterator[Cluster | None]:
    """The same for what makes the tables: an empty database will do.

    :raises Unreachable: no server answers, or it has gone away.
    """
    with running_database() as cluster:
        ready(role)
        try:
            connection.ensure_connection()
            yield cluster
        except OperationalError as error:
            if connection.connection is not None and connection.is_usable():
                raise  # the server is there and says something else
            raise _unreachable(error) from error


def require_made() -> None:
    """:raises NotSetUp: the home has no cluster yet. Asked first, so that a question makes no cluster."""
    if not is_made():
        raise NotSetUp(place=str(home()))


def refuse_unfit() -> None:
    """:raises NotSetUp, Outdated, Unreachable: the database is not one that this version can work with."""
    try:
        with _aside() as asking:
            applied, waiting = _migrations(asking)
    except OperationalError as error:
        raise _unreachable(error) from error
    if not applied:
        raise NotSetUp(place=_where())
    if waiting:
        raise Outdated(waiting=len(waiting))


@contextmanager
def _aside() -> Iterator[BaseDatabaseWrapper]:
    """A connection of its own, and none of the pool: the web server's processes are forked after it has asked."""
    asking = connection.copy(ASIDE)
    asking.settings_dict["OPTIONS"].pop("pool", None)
    connections[ASIDE] = asking
    try:
        yield asking
    finally:
        asking.close()
        del connections[ASIDE]


def _where() -> str:
    """The database without its password."""
    at = place("app")
    return str(home()) if is_embedded() else f"{at['HOST']}:{at['PORT']}/{at['NAME']}"


def _unreachable(error: Error) -> Unreachable:
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return Unreachable(place=_where(), why=lines[0].rstrip("."))


def become_app() -> None:
    """From the owner to the app's role, in a process that has migrated: what it writes now belongs to the app."""
    connection.close()
    connection.settings_dict.update({key: value for key, value in place("app").items() if key != "OPTIONS"})


def pending() -> list[str]:
    """Migrations that this database has not seen."""
    return _migrations(connection)[1]


def _migrations(asking: BaseDatabaseWrapper) -> tuple[int, list[str]]:
    """How many this database has seen, and which it has not."""
    executor = MigrationExecutor(asking)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return len(executor.loader.applied_migrations), [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def show_plan() -> None:
    waiting = pending()
    say("\n".join(waiting) if waiting else "nothing to do")


def migrate() -> None:
    """Tables, the services' definitions, then what the app's role may do with them. Ends as the app."""
    with step("migrations") as notes:
        waiting = pending()
        if waiting:
            call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        notes.append(f"{len(waiting)} applied" if waiting else "none new")
    if install := hook("catalogue.install"):
        with step("services") as notes:
            told, *problems = str(install()).splitlines() or [""]
            notes.append(told)
        for problem in problems:
            say(f"    {problem}")
    grant_app(connection, app=role_name("app"), published=PUBLISHED_FUNCTIONS)
    become_app()
    if recount := hook("unions.recount_changed"):
        with step("counts") as notes:
            notes.append(", ".join(recount()) or "by the same rules")


def prepare() -> None:
    """Everything, then remember that it is done; interrupted, the next start does it again."""
    migrate()
    with step("static files"):
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    if is_demo():
        _ensure_city()
    remember()


def _ensure_city() -> None:
    if ensure := hook("demo.ensure_city"):
        with step("demo city"):
            ensure(scale=DEMO_SCALE, progress=lambda text: say(f"              {text}"))
    if cast := hook("demo.cast_lines"):
        (home() / "cast.txt").write_text("\n".join(cast()) + "\n")
