"""What officers do besides signing: the visit at home, the check with a partner."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.casework.access import require_turn
from niangjia.casework.actions.moving import go_on
from niangjia.casework.actions.work import Work, work_on
from niangjia.casework.errors import WrongState
from niangjia.casework.events import CaseChecked
from niangjia.casework.rules.states import STATES
from niangjia.kernel.errors import ReasonMissing

CHECK_RESULTS = frozenset({"passed", "failed", "not_verified"})


def record_visit(*, by: Actor, case_id: UUID, found: str, signed: bool, photos: tuple[UUID, ...] = ()) -> None:
    """入户走访: what was found, in words; ``signed`` says that application and authorisation were signed face to face."""
    if len(found.strip()) < 4:
        raise ReasonMissing
    with work_on("casework.visit", by=by, case_id=case_id) as work:
        _require_stage(work, "visit")
        work.step(
            "visited", reason=found, union=work.case.waiting_union, signed=signed, photos=[str(p) for p in photos]
        )
        work.case.record |= {"visit_signed": signed}
        go_on(work)


def record_check(*, by: Actor, case_id: UUID, result: str, found: str, seen: Mapping[str, Any] | None = None) -> None:
    """经济状况核对: what the partner answered. A failed check refuses nobody: a person decides, with the data in view (PIPL Art.24)."""
    if result not in CHECK_RESULTS:
        raise ValueError(result)
    with work_on("casework.check", by=by, case_id=case_id) as work:
        _require_stage(work, "check")
        work.step("checked", reason=found, union=work.case.waiting_union, result=result, seen=dict(seen or {}))
        work.case.record |= {"check": result}
        if result == "not_verified":
            return
        work.deed.emit(CaseChecked(case_id=case_id, result=result))
        go_on(work)


def note_problem(*, by: Actor, case_id: UUID, reason: str) -> None:
    """Put before the officers what the system could not do for this case, once per reason."""
    with work_on("casework.note_problem", by=by, case_id=case_id, reason=reason) as work:
        if not work.case.steps.filter(kind="problem", reason=reason).exists():
            work.step("problem", reason=reason)


def _require_stage(work: Work, kind: str) -> None:
    require_turn(work.case, work.by)
    if work.stage.kind != kind:
        raise WrongState(state=STATES[work.case.state])
