"""What services that help families leave behind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from niangjia.aid.actions.archive_file import archive_file
from niangjia.aid.actions.drop_file import drop_file
from niangjia.aid.actions.sponsoring import wish_for_sponsor
from niangjia.aid.queries.files import file_for_case
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.declare import OutcomeCase, OutcomeKind


def deliver_file(*, by: Actor, case: OutcomeCase) -> Mapping[str, Any]:
    """The family is on the hardship file from the decision on. Twice is once.

    :raises errors.WrongFileState: it was never checked.
    """
    archive_file(by=by, case_id=case.id)
    file = file_for_case(case_id=case.id)
    return {"family_file": str(file.id), "tier": file.tier} if file else {}


def revert_file(*, by: Actor, case: OutcomeCase) -> None:
    """The decision fell: the family is off the file again."""
    drop_file(by=SYSTEM, case_id=case.id, archived=True)


def deliver_wish(*, by: Actor, case: OutcomeCase) -> Mapping[str, Any]:
    """The family waits for a sponsor when it said so. Twice is once."""
    if not case.person_id or case.answers.get("sponsor_wanted") is not True:
        return {}
    found = wish_for_sponsor(by=by, person_id=case.person_id, case_id=case.id, union_id=case.union_id)
    return {"sponsorship": str(found)}


OUTCOMES = (
    OutcomeKind(kind="register.family-file", deliver=deliver_file, revert=revert_file),
    OutcomeKind(kind="register.sponsor-pair", deliver=deliver_wish),
)
