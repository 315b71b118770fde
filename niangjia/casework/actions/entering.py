"""How a complete application goes in: to the first stage of its chain, or, where nobody has to sign, decided by the verdict alone."""

from __future__ import annotations

from niangjia.casework.actions.asking import waits_for_consent
from niangjia.casework.actions.deciding import decide
from niangjia.casework.actions.entitlement import require_entitled
from niangjia.casework.actions.money import reserve
from niangjia.casework.actions.moving import go_on
from niangjia.casework.actions.work import Work
from niangjia.casework.errors import NotEntitled, NotEntitledByRecords, NotKnownByRecords, NotKnownYet
from niangjia.casework.events import CaseApplied


def enter(work: Work, *, why: str) -> None:
    """``chain: auto`` is decided here and now. Where somebody named in it has to agree, it waits for her first.

    :raises AskedEnough: she has been asked often enough.
    :raises NotEntitledByRecords, NotKnownByRecords: the verdict is not a yes; nothing is kept of the application.
    """
    if work.plan.decides_itself:
        decide_at_once(work)
        return
    if waits_for_consent(work, anew=why == "resubmitted"):
        return
    go_on(work, why=why)
    if why == "applied":
        work.announce(CaseApplied(case_id=work.case.id))


def decide_at_once(work: Work) -> None:
    """By criteria and data alone, in the writing transaction: a yes gives the outcome, anything else says why not.

    There is no officer who could weigh what the applicant says against the records, so disputing them leads to their source.
    """
    try:
        require_entitled(work, must_know=True)
    except NotEntitled as no:
        raise NotEntitledByRecords(**no.params) from no
    except NotKnownYet as unknown:
        raise NotKnownByRecords(**unknown.params) from unknown
    reserve(work)
    decide(work)
