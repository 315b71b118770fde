"""脱困退档: decided together, on notice for five working days, approved by the county, followed up for half a year."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from niangjia.aid.access import may_handle, require_handling
from niangjia.aid.actions.numbers import free_numbers
from niangjia.aid.errors import NoticeRunning, WrongFileState
from niangjia.aid.models import FamilyFile
from niangjia.aid.rules.states import (
    ARCHIVED,
    EXIT_NOTICE_DAYS,
    EXITED,
    FOLLOW_UP_MONTHS,
    LEAVING,
    LIVE,
    STATES,
    months_after,
)
from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.base.workcalendar import calendar
from niangjia.kernel.errors import NotAllowed, NotFound
from niangjia.kernel.reasons import require_reason
from niangjia.unions import api as unions


def begin_exit(*, by: Actor, person_id: UUID, reason: str, decided_on: date | None = None) -> date:
    """Keep the collective decision that the family is out of difficulty, and begin the notice today; returns its last day.

    :raises ReasonMissing, WrongFileState, NotFound, NotAllowed:
    """
    require_reason(reason)
    with act("aid.begin_exit", by=by, about=("person", person_id), reason=reason) as deed:
        file = _live(person_id, ARCHIVED)
        require_handling(by, file.union.path)
        today = clock.today()
        file.state, file.exit_reason = LEAVING, reason
        file.exit_decided_on = decided_on or today
        file.exit_notice_until = calendar().add(today, EXIT_NOTICE_DAYS).day
        file.save(update_fields=["state", "exit_reason", "exit_decided_on", "exit_notice_until"])
        deed.touch("person", person_id)
        deed.note(file=str(file.id), until=str(file.exit_notice_until))
    return file.exit_notice_until


def exit_file(*, by: Actor, person_id: UUID) -> date:
    """Let the family leave the file after the notice; returns until when it is followed up. It may come back with a new application.

    :raises NoticeRunning: the five working days are not over.
    :raises NotAllowed: a post at the county or above approves.
    :raises WrongFileState, NotFound:
    """
    with act("aid.exit_file", by=by, about=("person", person_id)) as deed:
        file = _live(person_id, LEAVING)
        _require_county(by, file)
        today = clock.today()
        if file.exit_notice_until is None or today <= file.exit_notice_until:
            raise NoticeRunning(until=file.exit_notice_until)
        file.state, file.ended_on = EXITED, today
        file.follow_up_until = months_after(today, FOLLOW_UP_MONTHS)
        file.save(update_fields=["state", "ended_on", "follow_up_until"])
        free_numbers(file)
        deed.touch("person", person_id)
        deed.note(file=str(file.id), follow_up_until=str(file.follow_up_until))
    return file.follow_up_until


def stop_exit(*, by: Actor, person_id: UUID, reason: str) -> None:
    """An objection holds: the family stays on file.

    :raises ReasonMissing, WrongFileState, NotFound, NotAllowed:
    """
    require_reason(reason)
    with act("aid.stop_exit", by=by, about=("person", person_id), reason=reason) as deed:
        file = _live(person_id, LEAVING)
        require_handling(by, file.union.path)
        file.state = ARCHIVED
        file.save(update_fields=["state"])
        deed.touch("person", person_id)
        deed.note(file=str(file.id))


def _live(person_id: UUID, wanted: str) -> FamilyFile:
    files = FamilyFile.objects.select_for_update(of=("self",)).select_related("union")
    file = files.filter(person_id=person_id, state__in=LIVE).first()
    if file is None:
        raise NotFound
    if file.state != wanted:
        raise WrongFileState(state=STATES[file.state])
    return file


def _require_county(by: Actor, file: FamilyFile) -> None:
    line = unions.ancestors(path=file.union.path)
    county = next((ref for ref in line if ref.level == "county"), line[0] if line else None)
    if not may_handle(by, county.path if county else file.union.path):
        raise NotAllowed
