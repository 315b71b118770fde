"""People are told what becomes of a place they asked for; a place that came back goes on at once."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.catalogue import api as catalogue
from niangjia.messages import api as messages
from niangjia.points import api as points
from niangjia.quotas import api as quotas
from niangjia.quotas.events import (
    CasePlaceEnded,
    CasePlacesMissed,
    ParcelSent,
    PlaceFreed,
    PlaceOffered,
    PlacesBooked,
    PlacesLost,
    PlacesUsed,
    PoolCancelled,
)


def places_booked(event: PlacesBooked) -> None:
    """One who asked for it herself stands before the screen; she gets it in her inbox all the same, for the date."""
    pool = quotas.pool(pool_id=event.pool_id)
    starts = timezone.localtime(pool.starts_at) if pool.starts_at else None
    when = f"{starts:%Y-%m-%d %H:%M}" if starts else ""
    _tell("place.booked", event.person_ids, event.booking_ids, title=pool.title, when=when, place=pool.place)


def place_offered(event: PlaceOffered) -> None:
    booking = quotas.booking_for(SYSTEM, booking_id=event.booking_id)
    until = f"{timezone.localtime(booking.until):%m-%d %H:%M}" if booking.until else ""
    _tell("place.offered", [event.person_id], [event.booking_id], title=booking.title, until=until)


def place_freed(event: PlaceFreed) -> None:
    quotas.advance(by=SYSTEM, pool_id=event.pool_id)


def places_used(event: PlacesUsed) -> None:
    """Being there gives points where the definition says so: by the hour where the rule counts hours. Told twice is given once."""
    pool = quotas.pool(pool_id=event.pool_id)
    definition = catalogue.definition(pool.service)
    quota = definition.outcome.quota if definition else None
    if quota is None or quota.earns is None:
        return
    hours = round((pool.ends_at - pool.starts_at).total_seconds() / 3600) if pool.starts_at and pool.ends_at else 1
    by_hour = any(rule.key == quota.earns and rule.unit == "hour" for rule in points.earning_rules(on=clock.today()))
    points.earn(
        by=SYSTEM, rule=quota.earns, source_kind="pool", source_id=pool.id, person_ids=event.person_ids, title=pool.title,
        units=max(hours, 1) if by_hour else 1, link=f"/places/{pool.id}/",
    )  # fmt: skip


def case_places_booked(event: PlacesBooked) -> None:
    """A case whose place was waited for has got it, or has that of another day."""
    for case_id, booking_id, number in quotas.given_by_cases(booking_ids=event.booking_ids):
        if number is not None:
            casework.place_given(case_id=case_id, booking_id=booking_id, number=number)


def case_places_used(event: PlacesUsed) -> None:
    """A case whose place counts when they were there is done."""
    for case_id, _booking, _number in quotas.given_by_cases(booking_ids=event.booking_ids):
        casework.place_used(case_id=case_id)


def case_places_missed(event: CasePlacesMissed) -> None:
    """A case whose place nobody came to is over; not where they were checked in or excused a moment later."""
    for case_id, _booking, _number in quotas.given_by_cases(booking_ids=event.booking_ids, states=["missed"]):
        casework.place_missed(case_id=case_id)


def case_place_ended(event: CasePlaceEnded) -> None:
    casework.place_ended(case_id=event.case_id, reason=event.reason, again=event.again)


def parcel_sent(event: ParcelSent) -> None:
    pool = quotas.pool(pool_id=event.pool_id)
    _tell("place.posted", [event.person_id], [event.booking_id], title=pool.title, number=event.number)


def places_lost(event: PlacesLost) -> None:
    pool = quotas.pool(pool_id=event.pool_id)
    _tell("place.lost", event.person_ids, event.booking_ids, title=pool.title)


def pool_cancelled(event: PoolCancelled) -> None:
    pool = quotas.pool(pool_id=event.pool_id)
    gone = quotas.called_off(pool_id=event.pool_id)
    reason = gone[0].why if gone else ""
    _tell("place.cancelled", [b.person_id for b in gone], [b.id for b in gone], title=pool.title, reason=reason)


def _tell(kind: str, people: Sequence[UUID], bookings: Sequence[UUID], **params: str) -> None:
    """One message of this kind to each about her booking; once a booking and kind."""
    messages.send_each(
        letters=[
            messages.Letter(to=person, kind=kind, params=params, link=f"/tickets/{booking}/", key=f"{kind}:{booking}")
            for person, booking in zip(people, bookings, strict=True)
        ]
    )
