"""A case is laid down without a decision: taken back by the applicant, or not agreed to by somebody it names."""

from __future__ import annotations

from niangjia.base import clock
from niangjia.base.declare import outcome_kinds
from niangjia.casework.actions.deciding import outcome_case
from niangjia.casework.actions.money import release
from niangjia.casework.actions.slots import free_slot
from niangjia.casework.actions.work import Work
from niangjia.casework.events import ConsentEnded
from niangjia.casework.rules.consents import ASKED, LAPSED, LIVE_CONSENTS, MISTAKEN, STOPPED
from niangjia.casework.rules.states import DELIVERING, FROZEN, NOTICE, UNAGREED
from niangjia.kernel.text import N_
from niangjia.notices import api as notices

WHY = {
    "declined": N_("对方这次没有答应。"),
    "lapsed": N_("约好的日子过了，对方没有回音。"),
    "mistaken": N_("收到短信的人说不是本人，手机号可能填错了。"),
    "taken_back": N_("对方收回了同意。"),
}

UNFIT = N_("有人试过后四位，和这个号码对不上。")


def lay_down(work: Work, state: str, kind: str, *, reason: str = "", **details: object) -> None:
    """Stop what runs, give back what was held, free the slots: she may apply again."""
    case, standing = work.case, work.case.state
    if case.notice_id and standing in {NOTICE, FROZEN}:
        notices.stop_row(by=work.by, notice_id=case.notice_id, ref=case.id)
    work.step(kind, reason=reason, **details)
    work.move_to(state)
    work.nobodys_turn()
    if standing == DELIVERING:
        give_up_places(work)
    case.decided_at, case.ended_at = None, clock.now()  # a refusal that was appealed decides nothing now
    release(work)
    free_slot(work)


def lay_down_unagreed(work: Work, name: str, how: str) -> None:
    """Somebody it names did not agree, or does not any more. Handed in again, it begins from the beginning."""
    lay_down(work, UNAGREED, "unagreed", reason=WHY[how], how=how, name=name, defects=_to_check(work, name, how))
    work.case.stage, work.case.first_signer, work.case.second_signer = -1, None, None
    work.case.consents.filter(state=ASKED).update(state=STOPPED)
    work.announce(ConsentEnded(case_id=work.case.id, who=name, how=how))


def _to_check(work: Work, name: str, how: str) -> list[dict[str, str]]:
    """What may be wrong in the answers: the phone, where she was not heard; the number, where somebody's own digits did not fit it."""
    agreeing = next(each for each in work.plan.agreeing if each.name == name)
    unheard = how in (MISTAKEN, LAPSED)
    tried = unheard and work.case.consents.filter(name=name, wrong_tries__gt=0).exists()
    found = [{"field": agreeing.phone_from, "text": WHY[how]}] if unheard else []
    return found + ([{"field": agreeing.number_from, "text": UNFIT}] if tried else [])


def stop_consents(work: Work) -> None:
    """Nobody has to answer any more."""
    if work.plan.agreeing:
        work.case.consents.filter(state__in=LIVE_CONSENTS).update(state=STOPPED)


def give_up_places(work: Work) -> None:
    """What the case was given goes to the next."""
    for kind, spec in work.plan.records:
        revert = outcome_kinds()[kind].revert
        if revert is not None:
            revert(by=work.by, case=outcome_case(work, spec))
    forget_place(work)


def forget_place(work: Work) -> None:
    """What the record says of the place it had."""
    work.case.record = {key: value for key, value in work.case.record.items() if key not in {"booking", "number"}}
