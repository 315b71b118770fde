"""A case that ended without aid leaves no file behind."""

from __future__ import annotations

from uuid import UUID

from niangjia.aid.access import held_file, require_handling
from niangjia.aid.actions.numbers import drop
from niangjia.aid.rules.states import ARCHIVED, CHECKED, DECLARED
from niangjia.base.actor import Actor
from niangjia.base.acts import act


def drop_file(*, by: Actor, case_id: UUID, archived: bool = False) -> None:
    """End the file of a refused or withdrawn case; one that was archived stays, unless its decision fell (``archived``).

    :raises NotFound, NotAllowed:
    """
    with act("aid.drop_file", by=by, about=("case", case_id)) as deed:
        file = held_file(case_id=case_id)
        require_handling(by, file.union.path)
        if file.state in (DECLARED, CHECKED) or (archived and file.state == ARCHIVED):
            drop(file)
            deed.touch("person", file.person_id)
            deed.note(file=str(file.id))
