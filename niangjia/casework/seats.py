"""Who sits on the jury of a case, and who may not: asked by the pages, required by the verbs."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.casework.access import cases_visible_to, plan_of, reveal_answers
from niangjia.casework.models import Case, Juror
from niangjia.casework.rules.jury import Jury
from niangjia.casework.rules.parties import numbers_named
from niangjia.casework.rules.plan import Plan
from niangjia.casework.rules.states import REVIEW
from niangjia.kernel.errors import NotFound
from niangjia.kernel.text import N_
from niangjia.people import api as people

SIGNED = ("reviewed", "first_signed", "visited", "checked", "stepped_aside")
JURIES = "jury"  # key in a case's record: results by stage


def jury_of(case: Case, plan: Plan) -> Jury:
    """
    :raises NotFound: the case is not with a jury.
    """
    found = plan.chain[case.stage].jury if case.stage >= 0 else None
    if found is None:
        raise NotFound
    return found


def seated(case: Case) -> list[Juror]:
    """The jury of the stage the case is in, by seat."""
    return list(Juror.objects.filter(case_id=case.id, stage=case.stage, left_at=None).order_by("seat"))


def seat_of(actor: Actor, case_id: UUID) -> Juror:
    """This actor's seat, while its case is with the jury: it opens the case's material to her, and nothing else.

    :raises NotFound: she has none, or the jury is over.
    """
    mine = Juror.objects.select_related("case__union").filter(case_id=case_id, person_id=actor.id, left_at=None)
    for seat in mine:
        if is_sitting(seat):
            return seat
    raise NotFound


def is_sitting(seat: Juror) -> bool:
    """Whether scores may be given and amended on this seat now."""
    return seat.case.state == REVIEW and seat.case.stage == seat.stage


def barred(case: Case, by: Actor, candidates: Collection[UUID]) -> dict[UUID, str]:
    """Why each of these people may not score this case (a msgid); who may is left out."""
    home = {case.union_id, people.union_of(case.person_id) if case.person_id else None}
    unions = people.unions_of(person_ids=candidates)
    found = {person_id: N_("和申请人同一个工会") for person_id in candidates if unions.get(person_id) in home}
    for why, some in _reasons(case, by):
        found |= dict.fromkeys(some.intersection(candidates), why)
    return found


def _reasons(case: Case, by: Actor) -> list[tuple[str, set[UUID]]]:
    """The strongest last: who is several things is told the last."""
    applicant = {case.person_id} if case.person_id else set[UUID]()
    before = Juror.objects.filter(case_id=case.id, stage=case.stage)
    return [
        (N_("就是选评委的人"), {by.id}),
        (N_("已经在前面的环节办过这件事"), set(case.steps.filter(kind__in=SIGNED).values_list("actor_id", flat=True))),
        (N_("已经离席"), set(before.exclude(left_at=None).values_list("person_id", flat=True))),
        (N_("已经在席"), set(before.filter(left_at=None).values_list("person_id", flat=True))),
        (N_("是一起申请的人"), _named(case)),
        (N_("是申请人的亲属"), {p for each in applicant for p in people.relatives_of(each)}),
        (N_("就是申请人"), applicant),
    ]


def _named(case: Case) -> set[UUID]:
    """Whom the answers name by an ID number, as far as they are known."""
    numbers = numbers_named(reveal_answers(case), plan_of(case).identified_by)
    return {found for number in numbers if (found := people.person_numbered(id_number=number))}


def sees_jury(actor: Actor, case_id: UUID) -> Case:
    """The case, for officers in whose reach it lies; never for its applicant, who does not learn who the jurors are.

    :raises NotFound:
    """
    case = cases_visible_to(actor).select_related("waiting_union").filter(id=case_id).first()
    if case is None or case.person_id == actor.id:
        raise NotFound
    return case
