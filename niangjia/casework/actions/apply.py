"""Draft, application, repair."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.casework.access import (
    definition_of,
    draft_of,
    last_defects,
    line_of,
    plan_of,
    require_own,
    speaks_for,
)
from niangjia.casework.actions.answering import fill_in, keep_answers
from niangjia.casework.actions.asking import all_agree
from niangjia.casework.actions.entering import enter
from niangjia.casework.actions.moving import hand_to
from niangjia.casework.actions.opening import open_many
from niangjia.casework.actions.slots import retake_slots, take_slots
from niangjia.casework.actions.work import Work, work_on
from niangjia.casework.errors import AlreadyOpen, NoHomeUnion, NotEntitled, WrongState
from niangjia.casework.judging import criteria_now
from niangjia.casework.models import Case
from niangjia.casework.rules.case_number import number_for
from niangjia.casework.rules.plan import period_key
from niangjia.casework.rules.states import DRAFT, MENDABLE, REVIEW, STATES
from niangjia.kernel.errors import NotAllowed, NotFound
from niangjia.kernel.ids import uuid7
from niangjia.people import api as people
from niangjia.unions import api as unions


def save_draft(*, by: Actor, service: str, answers: Mapping[str, Any], subject_id: UUID | None = None) -> UUID:
    """Keep what the applicant has filled in so far; nothing is judged yet. Returns the draft's case id.

    :param subject_id: as for ``apply_for_service``.
    """
    draft = draft_of(by.id, service, subject_id)
    case_id = draft.id if draft else uuid7()
    with act("casework.save_draft", by=by, about=("case", case_id)) as deed:
        case = draft or _new_case(by, service, answers, case_id=case_id, subject_id=subject_id)
        keep_answers(case, definition_of(case.service, case.version), answers)
        deed.note(service=service)
        case.save()
    return case.id


def apply_for_service(
    *, by: Actor, service: str, answers: Mapping[str, Any], disputed: str = "", subject_id: UUID | None = None
) -> UUID:
    """Apply: the form is complete, the verdict is not "no" (or the applicant says which record is wrong), the slot is free.

    :param disputed: what the applicant says is wrong in the records, when the verdict is "no".
    :param subject_id: the union, for services whose subject is a union; the applicant leads it or keeps its money.
    :raises NotAllowed: she does not speak for that union. FormIncomplete, NotEntitled, AlreadyOpen, PartyServed, NoHomeUnion:
    :raises NotEntitledByRecords, NotKnownByRecords: nobody has to sign, and the verdict is not a yes.
    """
    draft = draft_of(by.id, service, subject_id)
    case_id = draft.id if draft else uuid7()
    with act("casework.apply", by=by, about=("case", case_id), reason=disputed) as deed:
        case = draft or _new_case(by, service, answers, case_id=case_id, subject_id=subject_id)
        definition = definition_of(case.service, case.version)
        fill_in(case, definition, answers, by=by)
        case.who = _who(case.subject_kind, case.subject_id)  # the form may just have told her name
        _settle_home(case, definition)
        work = Work(case, plan_of(case), by, deed)
        _require_possible(work, disputed)
        take_slots(work)
        case.disputed = disputed
        case.applied_at = clock.now()
        case.save()
        work.step("applied", disputed=disputed)
        enter(work, why="applied")
        deed.note(number=case.number, service=service, state=case.state)
        case.save()
    return case_id


def resubmit(*, by: Actor, case_id: UUID, answers: Mapping[str, Any]) -> None:
    """All defects mended: back to the stage that returned it, with the days that were left.

    Where somebody named in it has not agreed (any more, or it is somebody else now), she is asked first, and it begins from the beginning.
    """
    with work_on("casework.resubmit", by=by, case_id=case_id) as work:
        case = work.case
        require_own(case, by)
        work.must_be(*MENDABLE)
        defective = {defect["field"] for defect in last_defects(case)}
        fill_in(case, definition_of(case.service, case.version), answers, by=by, mend=defective)
        if work.plan.identified_by:  # the number of a child or a partner may have been what was wrong
            retake_slots(work)
        work.step("resubmitted")
        case.ended_at = None
        if case.stage < 0 or not all_agree(work):  # it had not entered the chain yet, or has to leave it
            case.stage, case.first_signer, case.second_signer = -1, None, None
            enter(work, why="resubmitted")
            return
        days = case.days_left
        node = next(n for n in work.plan.line if n.id == _returned_from(work))
        hand_to(work, node, why="resubmitted")
        if days is not None:
            work.within(days)
        case.days_left = None


def open_for(*, by: Actor, service: str, subject_id: UUID, union_id: UUID) -> UUID | None:
    """免申即享: open the case for a subject that need not apply. None when it has one already: running twice is running once."""
    definition = definition_of(service)
    if definition.state != "open" or definition.books:
        raise NotFound
    case_id = uuid7()
    try:
        with transaction.atomic(), act("casework.open_for", by=by, about=("case", case_id)) as deed:
            homes = {subject_id: union_id}
            if not open_many(by=by, deed=deed, definition=definition, homes=homes, case_ids={subject_id: case_id}):
                raise AlreadyOpen
            deed.note(service=service)
    except AlreadyOpen:
        return None
    return case_id


def _new_case(
    by: Actor, service: str, answers: Mapping[str, Any], *, case_id: UUID | None = None, subject_id: UUID | None = None
) -> Case:
    definition = definition_of(service)
    if definition.state != "open" or definition.books:
        raise NotFound
    _require_voice(definition, by, subject_id)
    case_id, today = case_id or uuid7(), clock.today()
    line = line_of(_home(definition, by.id, answers, subject_id))
    return Case(
        id=case_id,
        number=number_for(case_id, today),
        service=service,
        version=definition.version,
        period=period_key(definition.once, today.year, today.month),
        subject_kind=definition.subject,
        subject_id=subject_id or by.id,
        person_id=by.id,
        who=_who(definition.subject, subject_id or by.id),
        union_id=line[0].id,
        path=line[0].path,
        origin="applied",
        state=DRAFT,
        created_at=clock.now(),
    )


def _require_voice(definition: Any, by: Actor, subject_id: UUID | None) -> None:
    """A person asks for herself, an officer for the union she speaks for; for an employer nobody asks.

    :raises NotAllowed:
    """
    asked_for_herself = definition.subject == "person" and subject_id in (None, by.id)
    for_her_union = definition.subject == "union" and subject_id is not None and speaks_for(by, subject_id)
    if not (asked_for_herself or for_her_union):
        raise NotAllowed


def _who(subject: str, subject_id: UUID) -> str:
    """The subject's name as lists show it: a person masked, a union or an employer in full."""
    if subject == "person":
        return people.profile(subject_id).name_masked
    if subject == "union":
        return unions.union(union_id=subject_id).name
    return unions.enterprises(enterprise_ids=[subject_id])[subject_id].name


def _home(definition: Any, person_id: UUID, answers: Mapping[str, Any], subject_id: UUID | None) -> UUID:
    """The union whose line the case goes up: the form's choice, the subject union itself, or the member's union."""
    if definition.subject == "union" and subject_id:
        return subject_id
    chosen = answers.get(definition.home_field) if definition.home_field else None
    home = chosen or people.union_of(person_id)
    if home is None:
        raise NoHomeUnion
    return UUID(str(home))


def _settle_home(case: Case, definition: Any) -> None:
    if definition.home_field and (chosen := case.answers.get(definition.home_field)):
        line = line_of(UUID(chosen))
        case.union_id, case.path = line[0].id, line[0].path


def _require_possible(work: Work, disputed: str) -> None:
    if work.plan.decides_itself:  # it is asked for more than possible
        return
    lines = criteria_now(work.case)
    pending = any(line.pending for line in lines)  # a source is not believed now: the machine refuses nobody
    missed = [line.because["zh"] for line in lines if line.value is False and not pending]
    if missed and len(disputed.strip()) < 4:
        raise NotEntitled(criteria="；".join(missed))


def _returned_from(work: Work) -> UUID:
    last = work.case.steps.filter(kind="returned").order_by("-seq").first()
    if last is None or last.union_id is None:
        raise WrongState(state=STATES[REVIEW])
    return last.union_id
