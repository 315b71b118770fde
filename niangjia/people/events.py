"""What has happened to people."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from niangjia.base.events import Event


@dataclass(frozen=True)
class MemberJoined(Event):
    """A membership began (not by an import: that is told once a file, in the journal)."""

    person_id: UUID
    union_id: UUID
    case_id: UUID | None


@dataclass(frozen=True)
class MemberMoved(Event):
    """The membership went from one union to another."""

    person_id: UUID
    from_union_id: UUID
    to_union_id: UUID


@dataclass(frozen=True)
class MemberLeft(Event):
    """The membership ended; ``status`` is withdrawn or deceased."""

    person_id: UUID
    union_id: UUID
    status: str


@dataclass(frozen=True)
class PersonIdentified(Event):
    """Name and document are known and fit each other."""

    person_id: UUID


@dataclass(frozen=True)
class PersonClaimed(Event):
    """A login showed that it belongs to somebody the union knew already."""

    person_id: UUID
    login_id: UUID


@dataclass(frozen=True)
class PersonErased(Event):
    """She asked to be forgotten and her row is empty: packages above forget what they know of her."""

    person_id: UUID


@dataclass(frozen=True)
class PostBegan(Event):
    person_id: UUID
    union_id: UUID
    role: str


@dataclass(frozen=True)
class PostEnded(Event):
    person_id: UUID
    union_id: UUID
    role: str
