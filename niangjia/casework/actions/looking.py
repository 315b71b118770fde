"""Looking at an applicant's numbers: for the officer whose turn it is, for a reason, written down first."""

from __future__ import annotations

from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.casework.access import cases_visible_to, may_decide
from niangjia.kernel.errors import NotFound
from niangjia.people import api as people


def reveal_applicant(*, by: Actor, case_id: UUID, what: str, reason: str) -> str:
    """The applicant's phone, ID number or card in plain. Not inside a transaction: the look is committed before anything is shown.

    Who is not a member yet lies in nobody's subtree, so the case's own line counts for as long as it waits for ``by``.

    :raises NotFound: no such case, value or applicant for this actor. ReasonTooShort, NothingThere: see ``base.journal.reveal``.
    """
    case = cases_visible_to(by).select_related("waiting_union").filter(id=case_id).first()
    if case is None or case.person_id is None:
        raise NotFound
    line = case.path if may_decide(by, case) else ""
    return people.reveal_private(by=by, person_id=case.person_id, what=what, reason=reason, matter_of=line)  # type: ignore[arg-type]  # an unknown word is NotFound
