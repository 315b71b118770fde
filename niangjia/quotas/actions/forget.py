"""Who is erased leaves no address here."""

from __future__ import annotations

from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.quotas.models import Booking


def forget(*, by: Actor, person_id: UUID) -> None:
    """Delete what is sealed of her bookings (an address, a child's number); that she had the places stays."""
    with act("quotas.forget", by=by, about=("person", person_id)) as deed:
        gone = Booking.objects.filter(person_id=person_id, private__isnull=False).update(private=None)
        deed.note(answers=gone)
