"""What has happened in campaigns."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from niangjia.base.events import Event


@dataclass(frozen=True)
class ParticipationCounted(Event):
    """Somebody took part in a campaign, for the first and only time."""

    person_id: UUID
    campaign_id: UUID


@dataclass(frozen=True)
class WallEntryDecided(Event):
    """A picture or wish was let on the wall, refused or taken down. ``turn``: how often it was handed in."""

    person_id: UUID
    campaign_id: UUID
    state: str
    turn: int


@dataclass(frozen=True)
class WallReportsSettled(Event):
    """A moderator has looked at what others had reported: these people had."""

    campaign_id: UUID
    entry_id: UUID
    person_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class WishAnswered(Event):
    """The union has answered a wish."""

    person_id: UUID
    campaign_id: UUID
    entry_id: UUID
