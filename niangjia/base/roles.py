"""Two database roles: the owner migrates, the app serves and may only add to append-only tables.

A model says so by ``class Distribution: append_only = True``; then no code that serves, and nobody who gets hold of it, can
change or delete a row. With ``may_change = ("state", …)`` beside it these columns may be written again, and no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper


def append_only_tables() -> dict[str, tuple[str, ...]]:
    """Tables whose rows the app's role may add and read, nothing else; with the columns it may write again all the same."""
    kinds = {model._meta.db_table: getattr(model, "Distribution", None) for model in apps.get_models()}
    return {
        table: tuple(getattr(kind, "may_change", ()))
        for table, kind in sorted(kinds.items())
        if getattr(kind, "append_only", False)
    }


def grant_app(connection: BaseDatabaseWrapper, *, app: str, published: Iterable[str] = ()) -> None:
    """Give the role ``app`` what serving needs. Runs as the owner, after every migration; running twice changes nothing.

    Functions whose names begin with one of ``published`` become the app's own: it writes them anew when a service is published.
    """
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute("select current_user::text, exists (select from pg_roles where rolname = %s)", [app])
        owner, exists = cursor.fetchone()
        if owner == app or not exists:
            return  # a server with a single role: nothing to separate (docs/operations.md says what is lost)
        there = set(connection.introspection.table_names(cursor))
        append_only = {
            quote(table): [quote(column) for column in columns]
            for table, columns in append_only_tables().items()
            if table in there
        }
        for statement in _grants(quote(app), append_only):
            cursor.execute(statement)
        cursor.execute(MAINTAIN.format(app=quote(app)))
        cursor.execute(FUNCTIONS, [[f"{prefix}%" for prefix in published]])
        for (signature,) in cursor.fetchall():
            cursor.execute(f"alter function {signature} owner to {quote(app)}")


# Whoever loads a city lets the planner count it before it asks (``base.bulk.look_over``). Servers before 17 have no such right.
MAINTAIN = """
    do $$ begin
      if current_setting('server_version_num')::int >= 170000 then
        grant maintain on all tables in schema public to {app};
      end if;
    end $$
"""
FUNCTIONS = """
    select oid::regprocedure::text from pg_proc
     where pronamespace = 'public'::regnamespace and prokind = 'f' and proname::text like any (%s) and proowner = current_user::regrole
"""


def _grants(app: str, append_only: Mapping[str, Iterable[str]]) -> Iterable[str]:
    yield f"grant usage, create on schema public to {app}"  # create: publishing a service writes functions
    yield f"grant select, insert, update, delete on all tables in schema public to {app}"
    yield f"grant usage, select on all sequences in schema public to {app}"
    yield f"grant execute on all functions in schema public to {app}"
    yield f"revoke insert, update, delete on django_migrations from {app}"
    for table, columns in append_only.items():
        yield f"revoke update, delete, truncate on {table} from {app}"
        if columns:
            yield f"grant update ({', '.join(columns)}) on {table} to {app}"
