"""The columns of the facts tables, reconciled with what the packages declare. Columns are added, never changed or dropped."""

from __future__ import annotations

from django.db import ProgrammingError, connection, transaction

from niangjia.catalogue.errors import ColumnsMissing
from niangjia.catalogue.registry.vocabulary import columns_of
from niangjia.catalogue.rules.statements import SUBJECTS, facts_table


def reconcile_columns() -> list[str]:
    """Add the columns that are missing; returns their names. Changes nothing when none is.

    :raises ColumnsMissing: this role does not own the tables (``niangjia migrate`` runs this as the owner).
    """
    missing = [(subject, name, kind) for subject in SUBJECTS for name, kind in _missing(subject).items()]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for subject, name, kind in missing:
                check = f' check (array_position("{name}", null) is null)' if kind == "text[]" else ""
                cursor.execute(f'alter table {facts_table(subject)} add column if not exists "{name}" {kind}{check}')
    except ProgrammingError as refused:
        raise ColumnsMissing(columns="、".join(name for _, name, _ in missing)) from refused
    return [f"{subject}.{name}" for subject, name, _ in missing]


def _missing(subject: str) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select attname from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped",
            [facts_table(subject)],
        )
        there = {row[0] for row in cursor.fetchall()}
    return {name: kind for name, kind in columns_of(subject).items() if name not in there}
