"""What an officer decides on a case that waits for her: approve, refuse, return, step aside, ask the level above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.workcalendar import calendar
from niangjia.casework.access import reason_to_step_aside, require_post, require_turn
from niangjia.casework.actions.entitlement import require_entitled
from niangjia.casework.actions.money import release, reserve
from niangjia.casework.actions.moving import escalate, go_on, hand_to
from niangjia.casework.actions.seeing import look_through, require_promises_kept
from niangjia.casework.actions.slots import free_slot
from niangjia.casework.actions.work import Work, work_on
from niangjia.casework.errors import DefectsMissing, JuryDecides, NotYourTurn, SecondReturn, VoteMissing, WrongState
from niangjia.casework.events import CaseRefused, CaseReturned
from niangjia.casework.rules.defects import Defect
from niangjia.casework.rules.sights import Seen
from niangjia.casework.rules.stages import above, is_last_review
from niangjia.casework.rules.states import LISTED, REFUSED, RETURNED, STATES
from niangjia.kernel.errors import NotFound, ReasonMissing

SIGNED = frozenset({"review", "collective"})


def approve(
    *,
    by: Actor,
    case_id: UUID,
    opinion: str = "",
    amount_fen: int | None = None,
    votes: tuple[int, int, int] | None = None,
    seen: Mapping[str, Seen] | None = None,
) -> None:
    """Sign for it. With ``two_person`` the first signature leaves the case where it is, for a second person.

    :param amount_fen: the proposed amount, in fen, where the definition leaves it to the officers.
    :param votes: entitled, present, in favour, where the stage asks for a democratic vote.
    :param seen: the stage's checklist (``sees``), by the name of its line.
    :raises Unseen: a line of it is not told. PromiseOver: at the last review, something promised for a day gone by was not seen.
    :raises NotEntitled, NotKnownYet: at the last review, when a criterion does not hold or is not known.
    """
    with work_on("casework.approve", by=by, case_id=case_id) as work:
        require_turn(work.case, by)
        _require_signature(work)
        if amount_fen is not None:
            work.case.amount_fen = amount_fen
        last = is_last_review(work.plan.chain, work.case.stage, work.plan.line)
        require_entitled(work, must_know=last)
        _require_votes(work, votes)
        look_through(work, seen or {})
        if last:
            require_promises_kept(work)
        _sign(work, opinion, votes)
        if work.stage.two_person and work.case.second_signer is None:
            return
        pass_on(work, last=last)


def pass_on(work: Work, *, last: bool) -> None:
    """A yes: to the stage that follows. With the ``last`` one the amount is fixed and held, and a list's candidate waits for the others."""
    if last:
        reserve(work)
    if last and work.plan.listed_per:
        _put_on_list(work)
    else:
        go_on(work)


def refuse(*, by: Actor, case_id: UUID, reason: str) -> None:
    """Decide against it, with a reason the applicant can understand; she may appeal to the next level."""
    if len(reason.strip()) < 4:
        raise ReasonMissing
    with work_on("casework.refuse", by=by, case_id=case_id, reason=reason) as work:
        require_turn(work.case, by)
        if work.stage.kind == "jury":
            raise JuryDecides
        refuse_now(work, reason)


def refuse_now(work: Work, reason: str) -> None:
    """End the case with a refusal: give back what was held, free the slot."""
    work.step("refused", reason=reason, union=work.case.waiting_union, level_union=str(work.case.waiting_union_id))
    work.case.record |= {"refused_at_union": str(work.case.waiting_union_id or work.plan.city.id)}
    work.move_to(REFUSED)
    work.nobodys_turn()
    work.case.decided_at = clock.now()
    release(work)
    free_slot(work)
    work.deed.emit(CaseRefused(case_id=work.case.id))


def return_for_repair(*, by: Actor, case_id: UUID, defects: Sequence[Defect]) -> None:
    """Ask the applicant to mend all of it at once. The clock stands still meanwhile.

    :raises SecondReturn: a second return needs a leader's post, or one at a level above.
    """
    if not defects or any(not defect.text.strip() for defect in defects):
        raise DefectsMissing
    with work_on("casework.return", by=by, case_id=case_id) as work:
        if work.case.returns:
            _require_superior(work, by)
        else:
            require_turn(work.case, by)
        work.step("returned", union=work.case.waiting_union, defects=[defect.as_json() for defect in defects])
        work.case.returns += 1
        work.case.days_left = _days_left(work)
        work.move_to(RETURNED)
        work.nobodys_turn()
        work.deed.emit(CaseReturned(case_id=work.case.id))


def step_aside(*, by: Actor, case_id: UUID, reason: str) -> None:
    """回避: somebody else at the same union takes over, or the level above where nobody else is there."""
    with work_on("casework.step_aside", by=by, case_id=case_id, reason=reason) as work:
        require_post(work.case, by)
        holder = work.case.waiting_union
        why = reason_to_step_aside(work.case, by) or reason.strip()
        if len(why) < 4:
            raise ReasonMissing
        work.step("stepped_aside", union=holder, reason=why)
        work.case.record = {**work.case.record, "aside": [*work.case.record.get("aside", []), str(by.id)]}
        node = next(node for node in work.plan.line if node.id == work.case.waiting_union_id)
        hand_to(work, node, why="stepped_aside")


def ask_above(*, by: Actor, case_id: UUID, reason: str) -> None:
    """Hand a hard case to the next level, with the reason."""
    if len(reason.strip()) < 4:
        raise ReasonMissing
    with work_on("casework.ask_above", by=by, case_id=case_id, reason=reason) as work:
        require_turn(work.case, by)
        if not escalate(work, why="asked_above", reason=reason):
            raise NotFound


def _require_signature(work: Work) -> None:
    """A visit is not signed but made, a check is not signed but asked for, and a jury scores."""
    if work.stage.kind == "jury":
        raise JuryDecides
    if work.stage.kind not in SIGNED:
        raise WrongState(state=STATES[work.case.state])


def _sign(work: Work, opinion: str, votes: tuple[int, int, int] | None) -> None:
    first = work.stage.two_person and work.case.first_signer is None
    if first:
        work.case.first_signer = work.by.id
    elif work.stage.two_person:
        work.case.second_signer = work.by.id
    details = {"votes": list(votes)} if votes else {}
    work.step(
        "first_signed" if first else "reviewed",
        reason=opinion,
        union=work.case.waiting_union,
        amount_fen=work.case.amount_fen,
        **details,
    )


def _require_votes(work: Work, votes: tuple[int, int, int] | None) -> None:
    """Democratic nomination: more than half of those entitled must have agreed (domain: 劳模推荐评选)."""
    if work.stage.kind != "collective":
        return
    if votes is None or not 0 < votes[2] <= votes[1] <= votes[0] or votes[2] * 2 <= votes[0]:
        raise VoteMissing


def _put_on_list(work: Work) -> None:
    """It waits for the others of its list: ratios are a matter of the whole."""
    work.move_to(LISTED)
    work.nobodys_turn()


def _require_superior(work: Work, by: Actor) -> None:
    holder = work.case.waiting_union
    if holder is None:
        raise NotYourTurn(holder="")
    higher = above(work.plan.line, holder.id)
    if by.may("leader", holder.path) or (higher and by.may("reviewer", higher.path)):
        return
    raise SecondReturn


def _days_left(work: Work) -> int:
    """Working days the present holder still has; at least one when it comes back."""
    if work.case.due_on is None:
        return work.stage.days
    return max(calendar().between(clock.today(), work.case.due_on).days, 1)
