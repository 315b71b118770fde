"""How many are entitled to a service in a union and all below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from niangjia.catalogue.errors import UnknownService
from niangjia.catalogue.models import Service


@dataclass(frozen=True, slots=True)
class ServiceCount:
    """As of the last night or publication."""

    entitled: int
    unknown: int


def service_counts(*, service: str, paths: Sequence[str] = ("",)) -> dict[str, ServiceCount]:
    """By the path of the union; "" is everybody there is. A union in which nobody was counted has none and none.

    :raises UnknownService:
    """
    found = Service.objects.filter(key=service).values_list("bit", "subject").first()
    if found is None:
        raise UnknownService(service=service)
    bit, subject = found
    with connection.cursor() as cursor:
        cursor.execute(
            "select path, coalesce(entitled[%(place)s], 0), coalesce(unknown[%(place)s], 0)"
            " from catalogue_verdict_count where subject = %(subject)s and path = any(%(paths)s)",
            {"place": bit + 1, "subject": subject, "paths": list(paths)},
        )
        counts = {path: ServiceCount(entitled, unknown) for path, entitled, unknown in cursor.fetchall()}
    return {path: counts.get(path, ServiceCount(0, 0)) for path in paths}


def counts_of_all() -> dict[str, ServiceCount]:
    """By service, of everybody there is; previews too, for their verdicts are kept like any other's."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select s.key, coalesce(c.entitled[s.bit + 1], 0), coalesce(c.unknown[s.bit + 1], 0)"
            " from catalogue_service s join catalogue_verdict_count c on c.subject = s.subject and c.path = ''"
        )
        return {key: ServiceCount(entitled, unknown) for key, entitled, unknown in cursor.fetchall()}
