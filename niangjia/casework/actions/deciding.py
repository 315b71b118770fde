"""The decision: what was reserved is given, and what was given enters the history."""

from __future__ import annotations

from niangjia.base import clock
from niangjia.base.declare import OutcomeCase, outcome_kinds
from niangjia.casework.actions.money import COUNTED_ON, count_help, count_those_who_agreed, pay
from niangjia.casework.actions.slots import free_slot
from niangjia.casework.actions.work import Work
from niangjia.casework.events import CaseApproved, CaseDelivered
from niangjia.casework.rules.states import DELIVERED, DELIVERING


def decide(work: Work) -> None:
    """The chain is done: approve. Records stand at once, money goes to the payouts, a place may have to be waited for."""
    work.nobodys_turn()
    work.case.decided_at = clock.now()
    work.step("approved", amount_fen=work.case.amount_fen)
    work.announce(CaseApproved(case_id=work.case.id))
    for kind, spec in work.plan.records:
        work.case.record |= dict(outcome_kinds()[kind].deliver(by=work.by, case=outcome_case(work, spec)))
    if work.plan.money:
        work.move_to(DELIVERING)
        pay(work)
    elif waits_for_place(work):
        work.move_to(DELIVERING)
    else:
        finish(work)


def waits_for_place(work: Work) -> bool:
    """Whether the place is not theirs yet, or counts only when they have been there (``counts: used``)."""
    place = work.plan.place
    return place is not None and (place["counts"] == "used" or work.case.record.get("number") is None)


def finish(work: Work) -> None:
    """It has arrived. The history learns of it, and with it every verdict that asks ``helped()``; the figures count it."""
    case = work.case
    work.move_to(DELIVERED)
    case.ended_at = clock.now()
    work.step("delivered", amount_fen=case.amount_fen, record=case.record)
    counted = COUNTED_ON in case.record
    count_help(work, fen=0 if counted else case.amount_fen or 0, times=1)
    count_those_who_agreed(work)
    free_slot(work, only_if_live=True)
    work.save_as_done()
    work.announce(CaseDelivered(case_id=case.id, service=case.service))


def outcome_case(work: Work, spec: object) -> OutcomeCase:
    case = work.case
    return OutcomeCase(
        id=case.id,
        number=case.number,
        service=case.service,
        person_id=case.person_id,
        subject_kind=case.subject_kind,  # type: ignore[arg-type]  # CHECKed by the definition's schema
        subject_id=case.subject_id,
        union_id=case.union_id,
        answers=case.answers,
        spec=spec,  # type: ignore[arg-type]  # a mapping out of the definition
        decided_at=case.decided_at or clock.now(),
    )
