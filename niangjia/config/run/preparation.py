"""What must have happened before the first page, and how we know that it has: this part needs Django, the launcher does not."""

from __future__ import annotations

import os

import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from niangjia.base.roles import grant_app
from niangjia.config.database import place, role_name
from niangjia.config.environment import home, is_demo
from niangjia.config.run.fingerprint import remember
from niangjia.config.run.hooks import hook
from niangjia.config.run.progress import say, step

DEMO_SCALE = 0.01
PUBLISHED_FUNCTIONS = ("catalogue_",)


def ready(role: str) -> None:
    """Set Django up in this process, speaking to the database as ``role`` ("app" or "owner")."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "niangjia.config.settings"
    os.environ["NIANGJIA_DB_ROLE"] = role
    django.setup()


def become_app() -> None:
    """From the owner to the app's role, in a process that has migrated: what it writes now belongs to the app."""
    connection.close()
    connection.settings_dict.update({key: value for key, value in place("app").items() if key != "OPTIONS"})


def pending() -> list[str]:
    """Migrations that this database has not seen."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


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
