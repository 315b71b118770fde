"""核对: the civil-affairs centre has answered."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from niangjia.aid.access import held_file, require_handling
from niangjia.aid.errors import CheckResultUnknown, WrongFileState
from niangjia.aid.rules.states import ARCHIVED, CHECK_RESULTS, CHECKED, DECLARED, STATES
from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act


def mark_checked(*, by: Actor, case_id: UUID, result: str, on: date | None = None) -> None:
    """Enter the answer, ``passed`` or ``failed``, of the day ``on`` (today). It makes the tier known, and a failed one decides nothing:
    a person does, with the data in view (个人信息保护法 Art.24). An archived file stays so: that is the yearly check.

    :raises CheckResultUnknown, WrongFileState, NotFound, NotAllowed:
    """
    if result not in CHECK_RESULTS:
        raise CheckResultUnknown
    with act("aid.mark_checked", by=by, about=("case", case_id)) as deed:
        file = held_file(case_id=case_id)
        require_handling(by, file.union.path)
        if file.state not in (DECLARED, CHECKED, ARCHIVED):
            raise WrongFileState(state=STATES[file.state])
        file.state = ARCHIVED if file.state == ARCHIVED else CHECKED
        file.checked_on, file.check_result = on or clock.today(), result
        file.save(update_fields=["state", "checked_on", "check_result"])
        deed.touch("person", file.person_id)
        deed.note(file=str(file.id), result=result, on=str(file.checked_on))
