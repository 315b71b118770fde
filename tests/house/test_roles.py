"""Who serves may add to append-only tables and read them, nothing else."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection

from niangjia.base.roles import append_only_tables, grant_app

pytestmark = pytest.mark.django_db
APP = "niangjia_app"


def may(table: str, right: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select has_table_privilege(%s, %s, %s)", [APP, table, right])
        return bool(cursor.fetchone()[0])


def test_the_app_may_add_to_an_append_only_table_and_not_change_it() -> None:
    tables = append_only_tables()
    assert tables
    for table in tables:
        rights = {right for right in ("select", "insert", "update", "delete", "truncate") if may(table, right)}
        assert (table, rights) == (table, {"select", "insert"})


def test_the_app_works_on_all_other_tables_and_empties_none() -> None:
    ours = {model._meta.db_table for model in apps.get_models() if model.__module__.startswith("niangjia.")}
    for table in ours - set(append_only_tables()):
        rights = {right for right in ("select", "insert", "update", "delete", "truncate") if may(table, right)}
        assert (table, rights) == (table, {"select", "insert", "update", "delete"})


def test_the_app_may_change_the_named_columns_and_no_other() -> None:
    changeable = {table: columns for table, columns in append_only_tables().items() if columns}
    assert changeable
    with connection.cursor() as cursor:
        for table, columns in changeable.items():
            cursor.execute(
                "select attname from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped"
                " and has_column_privilege(%s, attrelid, attnum, 'update') order by attname",
                [table, APP],
            )
            assert (table, [row[0] for row in cursor.fetchall()]) == (table, sorted(columns))


def test_the_app_cannot_hide_a_migration() -> None:
    assert may("django_migrations", "select")
    assert not may("django_migrations", "delete")


def test_published_functions_become_the_apps_own() -> None:
    with connection.cursor() as cursor:
        cursor.execute("create function verdicts_probe(int) returns int language sql return 1")
        grant_app(connection, app=APP, published=("verdicts_",))
        cursor.execute("set local role niangjia_app")
        cursor.execute("create or replace function verdicts_probe(int) returns int language sql return 2")
        cursor.execute("select verdicts_probe(0)")
        assert cursor.fetchone() == (2,)
        cursor.execute("reset role")
        cursor.execute("create or replace function verdicts_probe(int) returns int language sql return 3")


def test_the_app_cannot_change_a_row_of_an_append_only_table() -> None:
    table = next(iter(append_only_tables()))
    with connection.cursor() as cursor:
        cursor.execute("set local role niangjia_app")
        with pytest.raises(ProgrammingError, match="permission denied"):
            cursor.execute(f"delete from {table}")
