"""A city many times over, for measuring: what verdicts are computed from, copied into a schema of the bench's own."""

from __future__ import annotations

from typing import Any

from django.db import connection

from niangjia.catalogue.rules.statements import facts_table

OF_THE_TABLE = """
select quote_ident(attname) from pg_attribute
where attrelid = %s::regclass and attnum > 0 and not attisdropped and attname <> %s order by attnum
"""


def multiply(*, subject: str, schema: str, copies: int) -> None:
    """Facts and help of all subjects, ``copies`` times, under the tables' names in ``schema``, keyed and looked over.

    Whoever reads that schema first has them for the city; the first copy has the city's own keys. It is for the caller to roll back.
    """
    _copy(facts_table(subject), f"{subject}_id", f"{subject}_id", schema, copies)
    _copy("catalogue_helped", "subject_id", "subject_id, service, period", schema, copies)


def _copy(table: str, who: str, key: str, schema: str, copies: int) -> None:
    columns = "".join(f", t.{name}" for (name,) in _run(OF_THE_TABLE, f"public.{table}", who))
    own = f"case n when 0 then t.{who} else md5(t.{who}::text || n)::uuid end as {who}"
    _run(
        f"create unlogged table {schema}.{table} as select {own}{columns}"
        f" from public.{table} t cross join generate_series(0, {int(copies) - 1}) n"
    )
    _run(f"alter table {schema}.{table} add primary key ({key})")
    _run(f"analyze {schema}.{table}")


def _run(sql: str, *values: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall() if cursor.description else []
