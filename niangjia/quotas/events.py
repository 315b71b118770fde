"""What has happened to places."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from niangjia.base.events import Event


@dataclass(frozen=True)
class PlacesBooked(Event):
    """These people have a place of the pool, by their bookings; one event a batch."""

    pool_id: UUID
    person_ids: tuple[UUID, ...]
    booking_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class PlaceOffered(Event):
    """A place came free and is kept for the next who waited, until she answers or the time is over."""

    pool_id: UUID
    person_id: UUID
    booking_id: UUID


@dataclass(frozen=True)
class PlaceFreed(Event):
    """Somebody gave a place back, or did not answer in time."""

    pool_id: UUID


@dataclass(frozen=True)
class PlacesUsed(Event):
    """These people were there."""

    pool_id: UUID
    person_ids: tuple[UUID, ...]
    booking_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class ParcelSent(Event):
    """What she has got is in the post."""

    pool_id: UUID
    person_id: UUID
    booking_id: UUID
    number: str


@dataclass(frozen=True)
class PoolCancelled(Event):
    """It does not take place; all who had asked have got back what they paid."""

    pool_id: UUID


@dataclass(frozen=True)
class OrderOnNotice(Event):
    """The order by merit of this pool is before the public."""

    pool_id: UUID
    notice_id: UUID


@dataclass(frozen=True)
class SeatsGiven(Event):
    """The order by merit is served; who has no seat waits in it."""

    pool_id: UUID


@dataclass(frozen=True)
class EntryWithdrawn(Event):
    """She does not want a place any more of which the order was being settled."""

    pool_id: UUID
    booking_id: UUID


@dataclass(frozen=True)
class MoneyInstead(Event):
    """These people get money instead of a place, each so many fen."""

    pool_id: UUID
    person_ids: tuple[UUID, ...]
    booking_ids: tuple[UUID, ...]
    fen: tuple[int, ...]


@dataclass(frozen=True)
class PlacesLost(Event):
    """The order was settled and these people have no place."""

    pool_id: UUID
    person_ids: tuple[UUID, ...]
    booking_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class CasePlacesMissed(Event):
    """Nobody came to these places that cases gave."""

    pool_id: UUID
    booking_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class CasePlaceEnded(Event):
    """A place that a case gave, or a case's wish for one, has ended. ``again``: another may be looked for."""

    case_id: UUID
    reason: str
    again: bool
