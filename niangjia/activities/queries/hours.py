"""A person's hours; those of a shift for whoever runs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from niangjia.activities.access import within
from niangjia.activities.models import HoursEntry
from niangjia.base.actor import Actor
from niangjia.people import api as people


@dataclass(frozen=True, slots=True)
class HoursRow:
    """One shift. ``minutes`` as they stand; ``reason``: why an officer corrected them, else ""."""

    person_id: UUID
    id: UUID
    booking_id: UUID
    title: str
    union_name: str
    day: date
    minutes: int
    reason: str
    who: str = ""


def hours_of(person_id: UUID) -> list[HoursRow]:
    """All hers, the newest first."""
    return [_row(each) for each in _rows().filter(person_id=person_id).order_by("-day", "-id")]


def hours_of_pool(actor: Actor, *, pool_id: UUID) -> list[HoursRow]:
    """Of a shift in her reach, names masked; of another, nothing."""
    found = list(_rows().filter(within(actor), pool_id=pool_id).order_by("entered_at", "id"))
    known = people.people(person_ids={each.person_id for each in found})
    return [_row(each, known[each.person_id].name_masked) for each in found]


def _rows() -> QuerySet[HoursEntry]:
    return HoursEntry.objects.select_related("union")


def _row(entry: HoursEntry, who: str = "") -> HoursRow:
    return HoursRow(
        entry.person_id, entry.id, entry.booking_id, entry.title, entry.union.name, entry.day, entry.minutes, entry.reason, who
    )  # fmt: skip
