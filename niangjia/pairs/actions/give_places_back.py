"""Whoever may not come has no place either."""

from __future__ import annotations

from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.pairs.definitions import meeting_services
from niangjia.quotas import api as quotas

REASON = "暂停参加交友联谊"


def give_places_back(*, by: Actor, person_id: UUID) -> int:
    """Every place at a meeting still to come, and every wish for one, goes to the next. Twice is once; returns how many.

    Run after the bar has committed: whatever was booked before it is seen here, and nothing is booked after it.
    """
    services = set(meeting_services())
    with act("pairs.give_places_back", by=by, about=("person", person_id)) as deed:
        live = [b for b in quotas.bookings_of(person_id) if b.service in services and b.may_return]
        for booking in live:
            quotas.give_back(by=by, booking_id=booking.id, reason=REASON)
        deed.note(places=len(live))
    return len(live)
