"""Who may see what was handed in with an application."""

from __future__ import annotations

from typing import Any

from niangjia.base.actor import Actor
from niangjia.base.files import FileGuard
from niangjia.casework import api as casework
from niangjia.kernel.errors import NotFound


def sees_evidence(actor: Actor, file: Any) -> bool:
    """The applicant, and every officer who may see a case of hers that holds the file."""
    if actor.id == file.owner_id:
        return True
    if not actor.paths:
        return False
    holding = [case for case in casework.cases_of(file.owner_id) if holds(case.answers, str(file.id))]
    return any(_sees(actor, case.id) for case in holding)


def holds(answers: dict[str, Any], file_id: str) -> bool:
    """Evidence is a list of file ids, a signature drawn by hand is ``{"drawn": id}``."""
    return any(
        file_id in (value.values() if isinstance(value, dict) else value)
        for value in answers.values()
        if isinstance(value, list | dict)
    )


def _sees(actor: Actor, case_id: Any) -> bool:
    try:
        casework.case_for(actor, case_id)
    except NotFound:
        return False
    return True


FILE_GUARDS = (FileGuard("case-evidence", sees_evidence),)
