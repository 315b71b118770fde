"""入档: the family is on the hardship file."""

from __future__ import annotations

from uuid import UUID

from niangjia.aid.access import held_file, require_handling
from niangjia.aid.errors import WrongFileState
from niangjia.aid.rules.states import ARCHIVED, CHECKED, STATES
from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act


def archive_file(*, by: Actor, case_id: UUID) -> None:
    """After the decision. Twice is once; a file that was not checked is not archived.

    :raises WrongFileState, NotFound, NotAllowed:
    """
    with act("aid.archive_file", by=by, about=("case", case_id)) as deed:
        file = held_file(case_id=case_id)
        require_handling(by, file.union.path)
        if file.state == ARCHIVED:
            return
        if file.state != CHECKED:
            raise WrongFileState(state=STATES[file.state])
        file.state, file.archived_on = ARCHIVED, clock.today()
        file.save(update_fields=["state", "archived_on"])
        deed.touch("person", file.person_id)
        deed.note(file=str(file.id), tier=file.tier)
