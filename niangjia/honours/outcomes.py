"""The outcome "honour": a title at the end of a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.declare import OutcomeCase, OutcomeKind
from niangjia.honours.actions.give_honour import give_honour, titles_of
from niangjia.honours.actions.revoke_honour import revoke_for_case
from niangjia.honours.actions.union_honours import give_union_honour, revoke_union_for_case

REVERTED = "原办理结果已撤回"


def deliver_honour(*, by: Actor, case: OutcomeCase) -> Mapping[str, Any]:
    """The title, as the case's record keeps it: of the union where the case is a union's, whoever asked for it; else of the person."""
    give = give_union_honour if case.subject_kind == "union" else give_honour
    return {"honour": str(give(by=by, case=case)), "title": titles_of(case.spec, case.service)["title_zh"]}


def revert_honour(*, by: Actor, case: OutcomeCase, reason: str = REVERTED) -> None:
    """The decision fell: the system takes the title back in the name of whoever reverted the case."""
    if case.subject_kind == "union":
        revoke_union_for_case(by=SYSTEM, union_id=case.subject_id, case_id=case.id, reason=reason)
    elif case.person_id is not None:
        revoke_for_case(by=SYSTEM, person_id=case.person_id, case_id=case.id, reason=reason)


OUTCOMES = (OutcomeKind(kind="honour", deliver=deliver_honour, revert=revert_honour),)
