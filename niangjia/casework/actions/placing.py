"""A case whose outcome is a place: it waits until the place is theirs, or until they have been there; a lost one is looked for anew, a missed one ends it."""

from __future__ import annotations

from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.base.declare import outcome_kinds
from niangjia.casework.actions.deciding import finish, outcome_case, waits_for_place
from niangjia.casework.actions.laying_down import forget_place, lay_down, stop_consents
from niangjia.casework.actions.money import COUNTED_ON, count_help, count_those_who_agreed, counted_day
from niangjia.casework.actions.work import Work, work_on
from niangjia.casework.events import PlaceLeft, PlaceMissed
from niangjia.casework.models import Case
from niangjia.casework.rules.states import DELIVERING, MISSED, WITHDRAWN
from niangjia.kernel.errors import Refusal

PLACE = "quota"


def place_given(*, case_id: UUID, booking_id: UUID, number: int) -> None:
    """The place that was waited for is theirs, or they have this one now instead of another day's. Twice is once."""
    case = Case.objects.filter(id=case_id).first()
    if case is None or not _waits(case_id) or _has(case, booking_id):  # given with the decision itself
        return
    with work_on("casework.place_given", by=SYSTEM, case_id=case_id) as work:
        if work.case.state != DELIVERING or _has(work.case, booking_id):
            return
        had_one = work.case.record.get("number") is not None
        work.case.record |= {"booking": str(booking_id), "number": number}
        work.step("place_moved" if had_one else "place_given", number=number)
        if not waits_for_place(work):
            finish(work)


def place_used(*, case_id: UUID) -> None:
    """They have been there: done, also where somebody had it that they were not. Twice is once."""
    if not _waits(case_id):
        return
    with work_on("casework.place_used", by=SYSTEM, case_id=case_id) as work:
        if work.case.state == MISSED:
            _not_had_after_all(work)
        if work.case.state in {DELIVERING, MISSED}:
            finish(work)


def place_missed(*, case_id: UUID) -> None:
    """Nobody came: over, and had, until an officer accepts the reason. Twice is once."""
    if not _waits(case_id):
        return
    with work_on("casework.place_missed", by=SYSTEM, case_id=case_id) as work:
        if work.case.state != DELIVERING:
            return
        work.move_to(MISSED)
        work.step("place_missed")
        work.nobodys_turn()
        work.case.ended_at = clock.now()
        _count_as_had(work)
        work.announce(PlaceMissed(case_id=case_id, booking=str(work.case.record.get("booking"))))


def place_ended(*, case_id: UUID, reason: str, again: bool) -> None:
    """The place is gone, and not by the applicant's wish: another is given or waited for, else the case is laid down and may be asked anew.

    :param again: whether another place is looked for; not where hers was kept for her and she did not answer.
    """
    if not _waits(case_id):
        return
    with work_on("casework.place_ended", by=SYSTEM, case_id=case_id, reason=reason) as work:
        if work.case.state not in {DELIVERING, MISSED}:
            return
        if work.case.state == MISSED:
            _not_had_after_all(work)
        forget_place(work)
        if again and _gives_another(work):
            _goes_on(work)
            work.step("place_moved", reason=reason)
            return
        lay_down(work, WITHDRAWN, "place_ended", reason=reason)
        stop_consents(work)
        work.announce(PlaceLeft(case_id=case_id, reason=reason))


def _has(case: Case, booking_id: UUID) -> bool:
    return case.record.get("number") is not None and case.record.get("booking") == str(booking_id)


def _waits(case_id: UUID) -> bool:
    """Whether it waits for a place at all; asked before anything is locked or written down."""
    return Case.objects.filter(id=case_id, state__in=[DELIVERING, MISSED], amount_fen=None).exists()


def _goes_on(work: Work) -> None:
    if work.case.state == MISSED:
        work.move_to(DELIVERING)
        work.case.ended_at = None


def _count_as_had(work: Work) -> None:
    """A place nobody else could have any more counts as had, as one that was booked without a case does."""
    work.case.record[COUNTED_ON] = counted_day(work).isoformat()
    count_help(work, fen=0, times=1)
    count_those_who_agreed(work)


def _not_had_after_all(work: Work) -> None:
    """Out of the periods it was counted in."""
    count_help(work, fen=0, times=-1)
    count_those_who_agreed(work, times=-1)
    del work.case.record[COUNTED_ON]


def _gives_another(work: Work) -> bool:
    assert work.plan.place is not None
    try:
        given = outcome_kinds()[PLACE].deliver(by=work.by, case=outcome_case(work, work.plan.place))
    except Refusal:  # there is no other
        return False
    work.case.record |= dict(given)
    return True
