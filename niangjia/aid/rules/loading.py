"""Family files, as whoever fills an installation hands them over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from niangjia.aid.rules.answers import MemberTold
from niangjia.aid.rules.tier import Household


@dataclass(frozen=True, slots=True)
class NewExit:
    """A family that is off the file again: why, decided when, on notice until when, off since when, looked after until when."""

    reason: str
    decided_on: date
    notice_until: date
    ended_on: date
    follow_up_until: date


@dataclass(frozen=True, slots=True)
class NewFile:
    """A family that came on the file out of a case. ``members`` include the applicant (relation "self"); numbers in plain."""

    id: UUID
    person_id: UUID
    case_id: UUID
    union_id: UUID
    district: str
    household: Household
    cause: str
    members: tuple[MemberTold, ...]
    declared_on: date
    checked_on: date
    archived_on: date
    exit: NewExit | None = None
