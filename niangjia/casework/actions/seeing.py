"""What an officer has seen with her own eyes before she signs, and what is promised to be shown by a day."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.casework.access import cases_visible_to, plan_of, reason_to_step_aside
from niangjia.casework.actions.work import Work, work_on
from niangjia.casework.errors import MustStepAside, PromiseOver, Unseen
from niangjia.casework.events import PromiseDue
from niangjia.casework.models import Case
from niangjia.casework.rules.plan import Plan
from niangjia.casework.rules.sights import SEEN, Promise, Seen, Sight, promises, unseen
from niangjia.casework.rules.states import LIVE
from niangjia.kernel.errors import NotFound

NOTICED = "promise_noticed"  # key in a case's record: the day for which it was told


def look_through(work: Work, told: Mapping[str, Seen]) -> None:
    """Every line of the stage's checklist was seen in one of its ways; what was seen goes into the record.

    :raises Unseen:
    """
    if missing := unseen(work.stage.sees, told, clock.today()):
        raise Unseen(fields=tuple(missing))
    for sight in work.stage.sees:
        _note(work, sight, told[sight.name])


def record_seen(*, by: Actor, case_id: UUID, name: str, seen: Seen) -> None:
    """What was promised has been shown: by any officer over the case's home who may look at it and need not step aside.

    :raises NotFound: nothing is promised under this name, or not for her. Unseen: told badly. MustStepAside:
    """
    if not cases_visible_to(by).filter(id=case_id).exclude(person_id=by.id).exists():
        raise NotFound
    with work_on("casework.see", by=by, case_id=case_id) as work:
        if why := reason_to_step_aside(work.case, by):
            raise MustStepAside(why=why)
        sight = next((each for each in work.plan.sees if each.name == name), None)
        if sight is None or work.case.state not in LIVE or name not in {each.name for each in promised(work)}:
            raise NotFound
        if unseen([sight], {name: seen}, clock.today()):
            raise Unseen(fields=(name,))
        _note(work, sight, seen)


def require_promises_kept(work: Work) -> None:
    """
    :raises PromiseOver: something promised for a day gone by has not been seen.
    """
    if over := [each for each in promised(work) if each.by < clock.today()]:
        raise PromiseOver(by=over[0].by.isoformat())


def promised(work: Work) -> list[Promise]:
    """What this case still has to show."""
    return promises(work.plan.sees, work.case.record.get(SEEN, {}))


def notice_promises() -> int:
    """Tell whoever promised something for today (or a day gone by) and has not shown it, once a promise; returns how many."""
    told = 0
    for case in Case.objects.filter(record__has_key=SEEN, state__in=LIVE).select_related("union").iterator():
        if not _due(case, plan_of(case)):
            continue
        with work_on("casework.notice_promise", by=SYSTEM, case_id=case.id) as work:
            by = _due(work.case, work.plan)
            work.case.record |= {NOTICED: by}
            work.step("promise_due", by=by)
            work.announce(PromiseDue(case_id=case.id, by=by))
            told += 1
    return told


def _due(case: Case, plan: Plan) -> str:
    """The day of the first promise that has come and was not told of yet; empty without one."""
    due = sorted(each.by for each in promises(plan.sees, case.record.get(SEEN, {})) if each.by <= clock.today())
    return due[0].isoformat() if due and case.record.get(NOTICED) != due[0].isoformat() else ""


def _note(work: Work, sight: Sight, seen: Seen) -> None:
    """In which way, and the note; who saw it and when stands in the step."""
    work.case.record |= {SEEN: {**work.case.record.get(SEEN, {}), sight.name: [seen.way, seen.note.strip()]}}
    work.step("seen", union=work.case.waiting_union, name=sight.name, way=seen.way, note=seen.note.strip())
