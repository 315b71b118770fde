"""Migrations say what the models say, and make nothing a distributed database refuses."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from tests.architecture.sources import FLOORS, PACKAGE, files, in_migrations, name, strings, tree

TRIGGER = re.compile(r"create\s+(?:or\s+replace\s+)?(?:constraint\s+)?trigger", re.IGNORECASE)
OUR_TABLES = "^(" + "|".join(sorted(FLOORS)) + ")_"


@pytest.mark.django_db
def test_no_model_has_changed_without_a_migration() -> None:
    call_command(
        "makemigrations",
        *sorted(config.label for config in apps.get_app_configs() if config.name.startswith("niangjia.")),
        check=True,
        dry_run=True,
        verbosity=1,
    )


def test_no_migration_makes_a_trigger() -> None:
    ours = [path for path in files(".py", under=PACKAGE) if in_migrations(path)]
    assert [name(path) for path in ours if any(TRIGGER.search(text) for _, text in strings(tree(path)))] == []
    assert TRIGGER.search("CREATE CONSTRAINT TRIGGER t")


def catalog(sql: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [OUR_TABLES])
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.django_db
def test_the_database_has_no_triggers_of_ours() -> None:
    sql = "select t.tgname::text from pg_trigger t join pg_class c on c.oid = t.tgrelid where not t.tgisinternal and c.relname ~ %s"
    assert catalog(sql) == []


@pytest.mark.django_db
def test_no_table_of_ours_owns_a_sequence() -> None:
    sql = """select c.relname::text from pg_depend d join pg_class s on s.oid = d.objid and s.relkind = 'S'
             join pg_class c on c.oid = d.refobjid where d.deptype in ('a', 'i') and c.relname ~ %s"""
    assert catalog(sql) == []
