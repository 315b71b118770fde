"""What casework announces."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from niangjia.base.events import Event


@dataclass(frozen=True)
class CaseApplied(Event):
    """A case entered the chain."""

    case_id: UUID


@dataclass(frozen=True)
class CasesOpened(Event):
    """Cases were opened for subjects that need not apply; one event for all that one verb opened."""

    case_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class OffersMade(Event):
    """People became entitled to something they can apply for; the batch says who, and to what."""

    batch: UUID


@dataclass(frozen=True)
class CaseMoved(Event):
    """A case waits at a union: new, passed on, escalated, or fallen there because a post is vacant."""

    case_id: UUID
    union_id: UUID
    why: str


@dataclass(frozen=True)
class JurorSeated(Event):
    """Somebody was asked to score a case."""

    case_id: UUID
    person_id: UUID


@dataclass(frozen=True)
class CaseReturned(Event):
    """The applicant has to mend something; the step lists all of it."""

    case_id: UUID


@dataclass(frozen=True)
class CaseOnNotice(Event):
    """The public may look and object."""

    case_id: UUID
    notice_id: UUID


@dataclass(frozen=True)
class CaseApproved(Event):
    """Decided for the applicant."""

    case_id: UUID


@dataclass(frozen=True)
class CaseRefused(Event):
    """Decided against the applicant, with a reason she may appeal."""

    case_id: UUID


@dataclass(frozen=True)
class CaseWithdrawn(Event):
    """The applicant took it back."""

    case_id: UUID


@dataclass(frozen=True)
class CaseDelivered(Event):
    """The money has arrived, or the record stands."""

    case_id: UUID
    service: str


@dataclass(frozen=True)
class CaseBounced(Event):
    """The bank sent the money back."""

    case_id: UUID


@dataclass(frozen=True)
class CaseReversed(Event):
    """The money had arrived, and the bank sent it back."""

    case_id: UUID
    reason: str


@dataclass(frozen=True)
class PartArrived(Event):
    """One part of a grant that is paid in parts is there, and more are to come."""

    case_id: UUID
    nr: int


@dataclass(frozen=True)
class WorkAwaited(Event):
    """The first half is there (or acceptance asked for more): the union spends it and shows what it has become."""

    case_id: UUID


@dataclass(frozen=True)
class PartsStopped(Event):
    """What was still to come will not be paid, with the reason; what has arrived stays."""

    case_id: UUID
    reason: str


@dataclass(frozen=True)
class CaseRated(Event):
    """The person said how it was."""

    case_id: UUID


@dataclass(frozen=True)
class CaseChecked(Event):
    """A partner answered the check: passed or failed."""

    case_id: UUID
    result: str


@dataclass(frozen=True)
class ConsentAsked(Event):
    """Somebody whom a case names (``who``: as the definition calls her) is asked to agree; ``reminder``: she has not answered yet."""

    case_id: UUID
    who: str
    reminder: bool = False


@dataclass(frozen=True)
class ConsentGiven(Event):
    """She agreed."""

    case_id: UUID
    who: str


@dataclass(frozen=True)
class ConsentEnded(Event):
    """She did not agree: declined, lapsed, mistaken (not her phone), taken_back."""

    case_id: UUID
    who: str
    how: str


@dataclass(frozen=True)
class PlaceLeft(Event):
    """A case lost the place it was given, and there is no other: called off, or not confirmed in time."""

    case_id: UUID
    reason: str


@dataclass(frozen=True)
class PlaceMissed(Event):
    """Nobody came to the place that a case gave, ``booking``."""

    case_id: UUID
    booking: str


@dataclass(frozen=True)
class PromiseDue(Event):
    """What was to be shown by today has not been shown."""

    case_id: UUID
    by: str
