"""Publishing's last step: the functions that everybody calls are written anew."""

from __future__ import annotations

from django.db import connection

from niangjia.catalogue.registry.definitions import compiled_services
from niangjia.catalogue.registry.vocabulary import source_columns
from niangjia.catalogue.rules.generated import TWINS, create_statements, facts_function, verdicts_function
from niangjia.catalogue.rules.statements import SUBJECTS


def generate_functions() -> list[str]:
    """Write what has changed; returns the names. Belongs in the transaction of what made the change, under the lock."""
    return [name for subject in SUBJECTS for name, body in _functions(subject) if _write(name, body)]


def _functions(subject: str) -> list[tuple[str, str]]:
    criteria = {bit: [c.plan for c in found.criteria] for bit, found in compiled_services(subject).items()}
    return [facts_function(subject, source_columns(subject)), verdicts_function(subject, criteria)]


def _write(name: str, body: str) -> bool:
    """Whether what it does has changed; a twin that is missing is made all the same."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select proname::text from pg_proc where proname = any(%s::text[]) and prosrc = %s and pronamespace = current_schema()::regnamespace",
            [[name + twin for twin in TWINS], body],
        )
        there = {row[0] for row in cursor.fetchall()}
        if len(there) < len(TWINS):
            for statement in create_statements(name, body):
                cursor.execute(statement)
    return name not in there
