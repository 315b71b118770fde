"""The family file follows the hardship case: opened with the application, checked, dropped when nothing comes of it."""

from __future__ import annotations

from uuid import UUID

from niangjia.aid import api as aid
from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.casework.events import CaseApplied, CaseChecked, CaseMoved, CaseRefused, CaseWithdrawn
from niangjia.kernel.errors import Refusal

SERVICE = "hardship-aid"


def open_file(event: CaseApplied) -> None:
    _record(event.case_id)


def renew_file(event: CaseMoved) -> None:
    """A repaired application tells the family anew."""
    if event.why == "resubmitted":
        _record(event.case_id)


def file_checked(event: CaseChecked) -> None:
    if casework.case_summary(case_id=event.case_id).service == SERVICE:
        aid.mark_checked(by=SYSTEM, case_id=event.case_id, result=event.result)


def drop_file(event: CaseRefused | CaseWithdrawn) -> None:
    """A case that ended without aid leaves no file behind."""
    case = casework.case_summary(case_id=event.case_id)
    if case.service == SERVICE and aid.file_for_case(case_id=case.id):
        aid.drop_file(by=SYSTEM, case_id=case.id)


def _record(case_id: UUID) -> None:
    case = casework.case_summary(case_id=case_id)
    if case.service == SERVICE:
        answers = casework.plain_answers(case_id=case.id)
        try:
            aid.record_family(by=SYSTEM, case_id=case.id, person_id=case.subject_id, answers=answers)
        except Refusal as why:  # somebody of the family is in another file, say: an officer has to know
            casework.note_problem(by=SYSTEM, case_id=case.id, reason=str(why))
