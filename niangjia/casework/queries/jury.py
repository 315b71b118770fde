"""The jury as its officer sees it, and what a juror sees. Points are nobody's but the juror's own until they are counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.casework.access import definition_of, may_decide, plan_of
from niangjia.casework.models import Case, Juror, JurorScore
from niangjia.casework.rules.jury import KINDS, Jury, kinds_missing, trimmed_mean
from niangjia.casework.rules.plan import Plan
from niangjia.casework.seats import JURIES, barred, is_sitting, seat_of, sees_jury
from niangjia.people import api as people

MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Seat:
    """A juror. ``points`` in the order of the jury's criteria, and ``total``, only once the jury has been counted."""

    number: int
    person_id: UUID
    name: str
    unit: str
    kind: str
    scored: bool
    points: Sequence[int] = ()
    total: int | None = None
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class JuryView:
    """A jury at work or counted. ``missing``: kinds (msgids) nobody is of yet; ``result``: what the applicant reads too."""

    case: Case
    plan: Plan
    stage: int
    jury: Jury
    seats: Sequence[Seat]
    missing: Sequence[str]
    result: Mapping[str, Any] | None
    may_act: bool

    @property
    def free(self) -> int:
        return self.jury.seats - len(self.seats)

    @property
    def scored(self) -> int:
        return sum(seat.scored for seat in self.seats)

    @property
    def ready(self) -> bool:
        """Whether it can be counted."""
        return self.scored == self.jury.seats


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who might score. ``why`` (a msgid) she may not; empty when she may."""

    person_id: UUID
    name: str
    unit: str
    why: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """A case that a juror is asked to score; ``who`` is the masked name of whom it is for."""

    case_id: UUID
    title: Mapping[str, str]
    number: str
    who: str
    unit: str
    due_on: date | None
    scored: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything a juror sees of a case. ``given``: her own points by criterion; ``answers`` masked as for officers."""

    invitation: Invitation
    service: str
    version: int
    stage_title: Mapping[str, str]
    jury: Jury
    given: Mapping[str, int]
    answers: Mapping[str, Any]
    owner: UUID


def jury_for(actor: Actor, case_id: UUID) -> JuryView:
    """The jury of the stage the case is in, else the last one it has been through.

    :raises NotFound: below the jury's level, one's own case, or no jury.
    """
    case, plan, stage = sees_jury(actor, case_id)
    jury = plan.chain[stage].jury
    assert jury
    result = case.record.get(JURIES, {}).get(str(stage))
    sitting = list(Juror.objects.filter(case_id=case_id, stage=stage, left_at=None).order_by("seat"))
    at_work = result is None and stage == case.stage and case.state == "review"
    return JuryView(
        case=case, plan=plan, stage=stage, jury=jury, seats=_seats(sitting, jury, counted=result is not None),
        missing=[KINDS[kind] for kind in kinds_missing(jury, [juror.kind for juror in sitting])], result=result,
        may_act=at_work and may_decide(actor, case),
    )  # fmt: skip


def candidates(actor: Actor, case_id: UUID, text: str) -> list[Candidate]:
    """Members in reach whose name begins with ``text`` (or who bear this number), each with what speaks against her."""
    case, _plan, _stage = sees_jury(actor, case_id)
    if not text:
        return []
    found = people.people_visible_to(actor, text=text, size=MOST_FOUND).rows
    against = barred(case, actor, [person.id for person in found])
    return [Candidate(person.id, person.name, person.union_name, against.get(person.id, "")) for person in found]


def invitations(person_id: UUID) -> list[Invitation]:
    """What this person is asked to score now, due first."""
    mine = Juror.objects.select_related("case__union").filter(person_id=person_id, left_at=None, case__state="review")
    sitting = [seat for seat in mine.order_by("case__due_on", "case_id") if is_sitting(seat)]
    return [_invitation(seat) for seat in sitting]


def sheet_for(actor: Actor, case_id: UUID) -> Sheet:
    """
    :raises NotFound: she has no seat, or the jury is over.
    """
    seat = seat_of(actor, case_id)
    case, plan = seat.case, plan_of(seat.case)
    jury = plan.chain[case.stage].jury
    assert jury
    scores = JurorScore.objects.filter(case_id=case_id, stage=seat.stage, person_id=actor.id)
    return Sheet(
        invitation=_invitation(seat), service=case.service, version=case.version, stage_title=plan.chain[case.stage].title,
        jury=jury, given=dict(scores.values_list("name", "points")), answers=case.answers,
        owner=case.person_id or case.subject_id,
    )  # fmt: skip


def _invitation(seat: Juror) -> Invitation:
    case = seat.case
    return Invitation(
        case.id, definition_of(case.service, case.version).title, case.number, case.who, case.union.name, case.due_on,
        seat.scored_at is not None,
    )  # fmt: skip


def _seats(sitting: Sequence[Juror], jury: Jury, *, counted: bool) -> list[Seat]:
    known = people.people(person_ids=[juror.person_id for juror in sitting])
    points = _points(sitting, jury) if counted else {}
    totals = [sum(points[juror.person_id]) for juror in sitting] if counted else []
    # Of a jury that was loaded only the result is known.
    dropped = trimmed_mean(totals, trim=jury.trim, pass_mark=jury.pass_mark).dropped if totals else frozenset()
    return [
        Seat(
            juror.seat, juror.person_id, known[juror.person_id].name, known[juror.person_id].union_name, KINDS[juror.kind],
            juror.scored_at is not None, points.get(juror.person_id, ()), totals[i] if counted else None, i in dropped,
        )
        for i, juror in enumerate(sitting)
    ]  # fmt: skip


def _points(sitting: Sequence[Juror], jury: Jury) -> dict[UUID, list[int]]:
    given: dict[UUID, dict[str, int]] = defaultdict(dict)
    for first in sitting[:1]:
        scores = JurorScore.objects.filter(case_id=first.case_id, stage=first.stage)
        for person_id, name, points in scores.values_list("person_id", "name", "points"):
            given[person_id][name] = points
    return {juror.person_id: [given[juror.person_id][score.name] for score in jury.scores] for juror in sitting}
