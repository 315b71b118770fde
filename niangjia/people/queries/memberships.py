"""A person's way through the unions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from niangjia.people.models import Membership
from niangjia.people.rules.profile import STATUSES


@dataclass(frozen=True, slots=True)
class MembershipRef:
    """One stretch of membership; ``until`` is None while it lasts."""

    id: UUID
    union_id: UUID
    union_name: str
    union_path: str
    status: str
    since: date
    until: date | None
    source: str

    @property
    def status_zh(self) -> str:
        return STATUSES[self.status]


def memberships_of(*, person_id: UUID) -> list[MembershipRef]:
    """All, the latest first."""
    columns = ("id", "union_id", "union__name", "union__path", "status", "since", "until", "source")
    rows = Membership.objects.filter(person_id=person_id).order_by("-since", "-id")
    return [MembershipRef(*row) for row in rows.values_list(*columns)]
