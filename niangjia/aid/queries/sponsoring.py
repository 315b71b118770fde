"""Which families wait for a sponsor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from niangjia.aid.access import AID_ROLES
from niangjia.aid.models import Sponsorship
from niangjia.base.actor import SYSTEM, Actor


@dataclass(frozen=True, slots=True)
class WaitingFamily:
    """``who``: the parent's name, masked."""

    case_id: UUID
    who: str
    union_name: str
    wished_on: date


def families_waiting(*, by: Actor) -> list[WaitingFamily]:
    """The families below the actor's posts that wait for a sponsor, longest first."""
    rows = Sponsorship.objects.filter(sponsor="", ended_on__isnull=True).order_by("wished_on", "id")
    found = rows.values_list("case_id", "person__name_masked", "union__name", "wished_on", "union__path")
    return [
        WaitingFamily(*row[:4])
        for row in found
        if by.id == SYSTEM.id or any(by.may(role, row[4]) for role in AID_ROLES)
    ]
