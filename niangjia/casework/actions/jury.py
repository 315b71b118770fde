"""评委: seated by the officer whose turn it is, scoring unseen by one another, counted by one rule when all have scored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.casework.access import require_turn
from niangjia.casework.actions.entitlement import require_entitled
from niangjia.casework.actions.moving import hand_to
from niangjia.casework.actions.review import pass_on, refuse_now
from niangjia.casework.actions.work import Work, work_on
from niangjia.casework.errors import (
    JurorBarred,
    JuryFull,
    JuryNotReady,
    NotOnTheJury,
    ScoresWrong,
    SeatsForKinds,
    WrongState,
)
from niangjia.casework.events import JurorSeated
from niangjia.casework.models import Juror, JurorScore
from niangjia.casework.rules.jury import KINDS, Jury, free_seat, kinds_missing, leaves_room, points_of, trimmed_mean
from niangjia.casework.rules.stages import at_or_above, is_last_review
from niangjia.casework.rules.states import REVIEW, STATES
from niangjia.casework.seats import JURIES, barred, jury_of, seated
from niangjia.kernel.errors import NotFound
from niangjia.kernel.reasons import require_reason
from niangjia.people import api as people

LOST_ON_APPEAL = "复核成立，另组评委"


def seat_juror(*, by: Actor, case_id: UUID, person_id: UUID, kind: str) -> None:
    """Give the next free seat to a person of one of the kinds that the definition asks for; also in place of one who left.

    :raises NotFound: nobody whom ``by`` may see. JurorBarred: the applicant, a relative, somebody of her union, whoever acted before.
    :raises JuryFull, SeatsForKinds: no seat, or what is left is for the kinds still missing.
    """
    with work_on("casework.seat_juror", by=by, case_id=case_id) as work:
        jury = _require_jury(work)
        people.person_for(by, person_id)
        if why := barred(work.case, by, [person_id]).get(person_id):
            raise JurorBarred(why=why)
        seat = _next_seat(jury, seated(work.case), kind)
        Juror.objects.create(
            case_id=case_id, stage=work.case.stage, person_id=person_id, seat=seat, kind=kind, seated_at=clock.now()
        )
        work.step("juror_seated", union=work.case.waiting_union, seat=seat, juror=kind)
        work.deed.note(juror=str(person_id), seat=seat, kind=kind)
        work.deed.emit(JurorSeated(case_id=case_id, person_id=person_id))


def leave_jury(*, by: Actor, case_id: UUID, person_id: UUID, reason: str) -> None:
    """回避: the juror herself, or the officer whose turn it is, gives a seat back; her scores no longer count.

    :raises ReasonMissing: in fewer than four characters. NotFound, NotOnTheJury: no such seat, or not any more.
    """
    require_reason(reason)
    with work_on("casework.leave_jury", by=by, case_id=case_id, reason=reason) as work:
        if by.id != person_id:
            require_turn(work.case, by)
        juror = _require_seat(work, person_id)
        _empty([juror], reason)
        work.step("juror_left", union=work.case.waiting_union, seat=juror.seat, juror=juror.kind)
        work.deed.note(juror=str(person_id), seat=juror.seat)


def give_scores(*, by: Actor, case_id: UUID, given: Mapping[str, Any]) -> None:
    """A juror's points, all criteria at once; she may change them until the jury is counted. The journal does not tell them.

    :raises ScoresWrong: a criterion left out, or out of its range. NotFound, NotOnTheJury: no such seat, or not any more.
    """
    with work_on("casework.score", by=by, case_id=case_id) as work:
        juror = _require_seat(work, by.id)
        jury = jury_of(work.case, work.plan)
        points, wrong = points_of(jury, given)
        if wrong:
            raise ScoresWrong(fields=wrong)
        _keep_scores(juror, jury, points)


def count_jury(*, by: Actor, case_id: UUID, amount_fen: int | None = None) -> None:
    """All have scored: the mean decides. Below the mark the case is refused (with the way to appeal), else it goes on.

    :param amount_fen: the amount in fen, where the definition leaves it to the officers.
    :raises JuryNotReady: seats or scores are missing. NotEntitled, NotKnownYet: as with a last signature.
    """
    with work_on("casework.count_jury", by=by, case_id=case_id) as work:
        jury = _require_jury(work)
        totals = _totals(work, jury)
        result = trimmed_mean(totals, trim=jury.trim, pass_mark=jury.pass_mark)
        told = result.as_json(jury)
        work.case.record |= {JURIES: {**work.case.record.get(JURIES, {}), str(work.case.stage): told}}
        work.step("jury_counted", union=work.case.waiting_union, **told)
        work.deed.note(**told)
        if not result.passed:
            refuse_now(work, f"评委评分去掉最高和最低以后平均 {result.mean} 分，没有到 {jury.pass_mark} 分")
            return
        if amount_fen is not None:
            work.case.amount_fen = amount_fen
        last = is_last_review(work.plan.chain, work.case.stage, work.plan.line)
        require_entitled(work, must_know=last)
        pass_on(work, last=last)


def score_anew(work: Work) -> None:
    """An appeal against the points was upheld: nobody puts her own judgement in their place, other jurors score."""
    _empty(seated(work.case), LOST_ON_APPEAL)
    results = work.case.record.get(JURIES, {})
    work.case.record |= {JURIES: {stage: told for stage, told in results.items() if stage != str(work.case.stage)}}
    hand_to(work, at_or_above(work.plan.line, work.stage.level), why="appeal_upheld")


def _require_jury(work: Work) -> Jury:
    require_turn(work.case, work.by)
    if work.case.state != REVIEW or work.stage.kind != "jury":
        raise WrongState(state=STATES[work.case.state])
    return jury_of(work.case, work.plan)


def _require_seat(work: Work, person_id: UUID) -> Juror:
    """
    :raises NotFound: she never sat here. NotOnTheJury: she did, but it is over for her.
    """
    ever = Juror.objects.filter(case_id=work.case.id, person_id=person_id)
    if not ever.exists():
        raise NotFound
    found = ever.filter(stage=work.case.stage, left_at=None).first()
    if found is None or work.case.state != REVIEW:
        raise NotOnTheJury
    return found


def _next_seat(jury: Jury, sitting: list[Juror], kind: str) -> int:
    held = [juror.kind for juror in sitting]
    if kind not in jury.kinds:
        raise NotFound
    seat = free_seat({juror.seat for juror in sitting}, jury.seats)
    if seat is None:
        raise JuryFull(seats=jury.seats)
    if not leaves_room(jury, held, kind):
        raise SeatsForKinds(kinds="、".join(KINDS[missing] for missing in kinds_missing(jury, held)))
    return seat


def _empty(jurors: list[Juror], reason: str) -> None:
    ids = [juror.person_id for juror in jurors]
    for first in jurors[:1]:
        Juror.objects.filter(case_id=first.case_id, stage=first.stage, person_id__in=ids).update(
            left_at=clock.now(), left_why=reason.strip()[:200]
        )


def _keep_scores(juror: Juror, jury: Jury, points: Mapping[str, int]) -> None:
    JurorScore.objects.bulk_create(
        [
            JurorScore(
                case_id=juror.case_id, stage=juror.stage, person_id=juror.person_id, name=score.name,
                points=points[score.name], most=score.most,
            )
            for score in jury.scores
        ],
        update_conflicts=True, unique_fields=["case_id", "stage", "person_id", "name"], update_fields=["points"],
    )  # fmt: skip
    Juror.objects.filter(case_id=juror.case_id, stage=juror.stage, person_id=juror.person_id).update(
        scored_at=clock.now()
    )


def _totals(work: Work, jury: Jury) -> list[int]:
    """One total a seat, by seat.

    :raises JuryNotReady:
    """
    sitting = seated(work.case)
    scored = [juror.person_id for juror in sitting if juror.scored_at]
    if len(scored) < jury.seats:
        raise JuryNotReady(seats=jury.seats - len(sitting), scores=jury.seats - len(scored))
    points = JurorScore.objects.filter(case_id=work.case.id, stage=work.case.stage, person_id__in=scored)
    given: dict[UUID, int] = dict.fromkeys(scored, 0)
    for person_id, some in points.values_list("person_id", "points"):
        given[person_id] += some
    return [given[person_id] for person_id in scored]
