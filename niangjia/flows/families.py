"""The family file follows the hardship case: opened with the application, checked, archived."""

from __future__ import annotations

from niangjia.aid import api as aid
from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.casework.events import CaseApplied, CaseChecked, CaseDelivered

SERVICE = "hardship-aid"


def open_file(event: CaseApplied) -> None:
    case = casework.case_summary(case_id=event.case_id)
    if case.service == SERVICE:
        aid.record_family(
            by=SYSTEM, case_id=case.id, person_id=case.subject_id, answers=casework.plain_answers(case_id=case.id)
        )


def file_checked(event: CaseChecked) -> None:
    case = casework.case_summary(case_id=event.case_id)
    if case.service == SERVICE:
        aid.mark_checked(by=SYSTEM, case_id=case.id, result=event.result)


def file_archived(event: CaseDelivered) -> None:
    if event.service == SERVICE:
        aid.archive_file(by=SYSTEM, case_id=event.case_id)
