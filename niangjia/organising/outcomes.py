"""What services that organise give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.declare import OutcomeCase, OutcomeKind
from niangjia.kernel.errors import NotFound
from niangjia.people import api as people
from niangjia.unions import api as unions


def deliver_membership(*, by: Actor, case: OutcomeCase) -> Mapping[str, Any]:
    """入会: the membership begins on the day of the decision. Twice is once.

    :raises people.errors.MemberElsewhere:
    """
    if case.person_id is None:
        raise NotFound
    membership = people.join_union(
        by=by,
        person_id=case.person_id,
        union_id=case.union_id,
        since=clock.local_date(case.decided_at),
        source="join",
        case_id=case.id,
    )
    return {"membership": str(membership), "union": unions.union(union_id=case.union_id).name}


OUTCOMES = (OutcomeKind(kind="register.membership", deliver=deliver_membership),)
