"""The outcome ``quota`` of a case: whoever is approved gets a place of a pool that is given by cases alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.base.declare import OutcomeCase, OutcomeKind
from niangjia.quotas.actions.by_case import place_for_case
from niangjia.quotas.actions.moving import end
from niangjia.quotas.errors import BookingState
from niangjia.quotas.models import Booking, Pool
from niangjia.quotas.rules.names import LIVE, MISSED, RETURNED, STATES, USED

REVERTED = "原办理结果已撤回"


def deliver_place(*, by: Actor, case: OutcomeCase) -> Mapping[str, Any]:
    """The place, as the case's record keeps it; without a number where it is waited for. Twice is once.

    :raises NoPoolYet: nobody has made a pool for what is approved.
    """
    given = place_for_case(by=by, case=case)
    return {"booking": str(given.booking_id), "number": given.number}


def revert_place(*, by: Actor, case: OutcomeCase) -> None:
    """The decision fell, or she takes her application back: the place goes to the next.

    :raises BookingState: she has been there, or did not come (an officer may excuse her): that place has been had.
    """
    assert case.person_id is not None
    booking = (
        Booking.objects.select_for_update().filter(person_id=case.person_id, case_id=case.id, state__in=LIVE).first()
    )
    if booking is None:
        return
    if booking.state in {USED, MISSED}:
        raise BookingState(state=STATES[booking.state])
    with act(
        "quotas.give_back", by=by, about=("booking", booking.id), owner=booking.person_id, reason=REVERTED
    ) as deed:
        end(Pool.objects.get(id=booking.pool_id), booking, RETURNED, deed, why=REVERTED)
        deed.note(at=str(clock.today()))


OUTCOMES = (OutcomeKind(kind="quota", deliver=deliver_place, revert=revert_place),)
