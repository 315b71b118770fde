"""Who does not want to be told of what."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from niangjia.people.models import Declined

ALL = ""


def declines_offers(*, person_ids: Collection[UUID], service: str) -> set[UUID]:
    """Those of the given people who do not want to be told that they are newly entitled to this service, or to any. One query."""
    found = Declined.objects.filter(person_id__in=person_ids, service__in=[service, ALL])
    return set(found.values_list("person_id", flat=True))


def declined_by(*, person_id: UUID) -> set[str]:
    """Keys of the services one person does not want to be told of; "" stands for all."""
    return set(Declined.objects.filter(person_id=person_id).values_list("service", flat=True))
