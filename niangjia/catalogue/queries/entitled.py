"""Who is entitled now, for what the union does by itself: in parts, in the order of the keys, whatever their number."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db import connection

from niangjia.base import clock
from niangjia.catalogue.models import Service
from niangjia.catalogue.queries.judging import column_of
from niangjia.catalogue.registry.definitions import compiled
from niangjia.catalogue.registry.mask import masks, pending_of
from niangjia.catalogue.rules.plan import unasked
from niangjia.catalogue.rules.statements import facts_table, worth_a_case

ZERO = UUID(int=0)


def to_deliver(*, service: str, after: UUID | None, limit: int) -> list[UUID]:
    """The next subjects after ``after`` whose kept verdict is yes; for unions and employers also those of whom one single thing is not known.

    An officer clears that up; a person is asked herself, by the question on her home page.

    :raises UnknownService:
    """
    if pending_of(compiled(service), masks()):
        return []  # a source it asks is not believed now: nobody is given anything on its word
    with connection.cursor() as cursor:
        cursor.execute(*_worth(service, "select id", " and id > %(after)s order by id limit %(limit)s", after, limit))
        return [row[0] for row in cursor.fetchall()]


def how_many_to_deliver(*, service: str) -> int:
    """How many ``to_deliver`` finds in all."""
    if pending_of(compiled(service), masks()):
        return 0
    with connection.cursor() as cursor:
        cursor.execute(*_worth(service, "select count(*)", "", None, 0))
        row = cursor.fetchone()
    return int(row[0])


def facts_of_each(*, subject: str, subject_ids: Iterable[UUID], fact: str) -> dict[UUID, Any]:
    """One kept fact of many, in one query; of whom it is not known is left out.

    :raises KeyError: nobody declares it.
    """
    column = column_of(subject, fact)
    with connection.cursor() as cursor:
        cursor.execute(
            f'select {subject}_id, "{column}" from {facts_table(subject)}'
            f' where {subject}_id = any(%s) and "{column}" is not null',
            [list(subject_ids)],
        )
        return dict(cursor.fetchall())


def bits_of(services: Collection[str]) -> dict[str, int]:
    """The place of each service in the bit strings of verdicts."""
    return dict(Service.objects.filter(key__in=services).values_list("key", "bit"))


def _worth(service: str, head: str, tail: str, after: UUID | None, limit: int) -> tuple[str, dict[str, Any]]:
    found = compiled(service)
    subject, bit = found.definition.subject, bits_of([service])[service]
    plans = [] if subject == "person" else [unasked(criterion.plan) for criterion in found.criteria]
    text = f"{head} from ({worth_a_case(subject, plans)}) w where worth{tail}"
    return text, {"bit": bit, "today": clock.today(), "after": after or ZERO, "limit": limit}
