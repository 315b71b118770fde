"""What points announce."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from niangjia.base.events import Event


@dataclass(frozen=True)
class PointsEarned(Event):
    """People got points for one source: ``people`` of them, ``points`` together."""

    rule: str
    source_kind: str
    source_id: UUID
    people: int
    points: int


@dataclass(frozen=True)
class PointsTakenBack(Event):
    """What gave points turned out otherwise: these people had theirs corrected."""

    rule: str
    source_id: UUID
    person_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class PointsExpiring(Event):
    """These people have points that can be used up to and on ``expires_on``, and no longer."""

    expires_on: date
    person_ids: tuple[UUID, ...]
