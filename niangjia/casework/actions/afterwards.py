"""What the applicant (or the union it was done for) may do with her case: withdraw, appeal, rate; and how it is put away."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.casework.access import may_rate, may_withdraw, require_own, require_receiver, require_turn
from niangjia.casework.actions.entitlement import require_entitled
from niangjia.casework.actions.jury import score_anew
from niangjia.casework.actions.laying_down import lay_down, stop_consents
from niangjia.casework.actions.money import reserve
from niangjia.casework.actions.moving import go_on
from niangjia.casework.actions.review import refuse_now
from niangjia.casework.actions.slots import retake_slots
from niangjia.casework.actions.work import work_on
from niangjia.casework.errors import WrongState
from niangjia.casework.events import CaseMoved, CaseRated, CaseWithdrawn
from niangjia.casework.models import Case
from niangjia.casework.rules.stages import above, is_last_review
from niangjia.casework.rules.states import (
    APPEALED,
    ARCHIVED,
    DELIVERED,
    RATED,
    REFUSED,
    STATES,
    UNAGREED,
    WITHDRAWN,
)
from niangjia.kernel.errors import ReasonMissing

APPEAL_WITHIN_DAYS = 60
ARCHIVE_AFTER_DAYS = 30


def withdraw(*, by: Actor, case_id: UUID) -> None:
    """Take it back: what was held is freed, a running notice loses this row, a place goes to the next; she may apply again."""
    with work_on("casework.withdraw", by=by, case_id=case_id) as work:
        require_own(work.case, by)
        if not may_withdraw(work.case, work.plan):
            raise WrongState(state=STATES[work.case.state])
        lay_down(work, WITHDRAWN, "withdrawn")
        stop_consents(work)
        work.deed.emit(CaseWithdrawn(case_id=case_id))


def appeal(*, by: Actor, case_id: UUID, reason: str) -> None:
    """A refusal is looked at again by the level above the one that refused (within 60 days)."""
    if len(reason.strip()) < 4:
        raise ReasonMissing
    with work_on("casework.appeal", by=by, case_id=case_id, reason=reason) as work:
        require_own(work.case, by)
        work.must_be(REFUSED)
        if work.case.decided_at and clock.now() - work.case.decided_at > timedelta(days=APPEAL_WITHIN_DAYS):
            raise WrongState(state=STATES[REFUSED])
        retake_slots(work)
        refused_at = UUID(work.case.record["refused_at_union"])
        node = above(work.plan.line, refused_at) or work.plan.city
        work.step("appealed", reason=reason, union=node)
        work.move_to(APPEALED)
        work.case.waiting_union_id, work.case.waiting_role = node.id, "reviewer"
        work.within(work.stage.days)
        work.deed.emit(CaseMoved(case_id=work.case.id, union_id=node.id, why="appealed"))


def decide_appeal(*, by: Actor, case_id: UUID, upheld: bool, reason: str) -> None:
    """``upheld``: the refusal falls and the case goes on with the next stage (after a jury: with other jurors); else it stays refused, finally."""
    if len(reason.strip()) < 4:
        raise ReasonMissing
    with work_on("casework.decide_appeal", by=by, case_id=case_id, reason=reason) as work:
        work.must_be(APPEALED)
        require_turn(work.case, by)
        if not upheld:
            refuse_now(work, reason)
            return
        if work.stage.kind == "jury":
            work.step("appeal_upheld", reason=reason, union=work.case.waiting_union)
            score_anew(work)
            return
        last = is_last_review(work.plan.chain, work.case.stage, work.plan.line)
        require_entitled(work, must_know=last)
        work.step("appeal_upheld", reason=reason, union=work.case.waiting_union)
        if last:
            reserve(work)
        go_on(work, why="appeal_upheld")


def rate(*, by: Actor, case_id: UUID, stars: int, text: str = "") -> None:
    """How it was, 1 to 5, once. It counts for services, never for ranking people.

    The applicant's word; where nobody applied, that of a leader or finance officer of the union the case was for.

    :raises NotAllowed: somebody else's case. WrongState: not delivered, rated before, or a service that asks for no rating.
    """
    with work_on("casework.rate", by=by, case_id=case_id) as work:
        require_receiver(work.case, by)
        if not may_rate(by, work.case, work.plan):
            raise WrongState(state=STATES[work.case.state])
        work.case.rating, work.case.rating_text = stars, text.strip()
        work.step("rated", stars=stars)
        work.move_to(RATED)
        work.deed.emit(CaseRated(case_id=case_id))


def archive_ended(*, by: Actor) -> int:
    """Put away what ended more than 30 days ago. Set-wise; running twice does nothing more."""
    before = clock.now() - timedelta(days=ARCHIVE_AFTER_DAYS)
    ended = Case.objects.filter(state__in=[DELIVERED, RATED, WITHDRAWN, UNAGREED], ended_at__lt=before)
    refused = Case.objects.filter(
        state=REFUSED, decided_at__lt=clock.now() - timedelta(days=APPEAL_WITHIN_DAYS + ARCHIVE_AFTER_DAYS)
    )
    return ended.update(state=ARCHIVED) + refused.update(state=ARCHIVED)
