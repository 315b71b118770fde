"""What services that help families leave behind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from niangjia.aid.actions.archive_file import archive_file
from niangjia.aid.actions.drop_file import drop_file
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


OUTCOMES = (OutcomeKind(kind="register.family-file", deliver=deliver_file, revert=revert_file),)
