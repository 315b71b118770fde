"""Somebody named in a case is asked: when it is handed in, again when she did not get it, once more before her time is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.acts import act
from niangjia.casework.access import require_own
from niangjia.casework.actions.laying_down import lay_down_unagreed
from niangjia.casework.actions.work import Work, work_on
from niangjia.casework.consents import key_of, last_day_of, new_nonce
from niangjia.casework.errors import AskedEnough, SentEnough, SentJustNow
from niangjia.casework.events import ConsentAsked
from niangjia.casework.models import Case, Consent
from niangjia.casework.rules.consents import (
    ASKED,
    DECLINED,
    GIVEN,
    LAPSED,
    LIVE_CONSENTS,
    MOST_ASKED,
    REST,
    STOPPED,
    Agreeing,
    may_be_sent_at,
)
from niangjia.casework.rules.states import CONSENTING
from niangjia.kernel.errors import NotFound


def waits_for_consent(work: Work, *, anew: bool = False) -> bool:
    """Ask whom the case names and who has not agreed yet; whether it has to wait for anybody.

    Who was asked for other answers than now (another number) is not asked any more, and her word does not stand for somebody else.
    ``anew``: the applicant has mended her answers; whoever has not agreed gets a new link, at the phone that stands there now.

    :raises AskedEnough: she said no to this applicant a while ago, or the applicant has asked very often.
    """
    live = {each.name: each for each in work.case.consents.filter(state__in=LIVE_CONSENTS)}
    missing = [agreeing for agreeing in work.plan.agreeing if not _agreed(work, agreeing, live.get(agreeing.name))]
    for agreeing in missing:
        before = live.get(agreeing.name)
        if before is None or anew or bytes(before.key) != key_of(work.case, agreeing):
            _ask(work, agreeing, before)
    if missing:
        work.move_to(CONSENTING)
        work.nobodys_turn()
    return bool(missing)


def all_agree(work: Work) -> bool:
    """Whether everybody whom the case names by its answers now has agreed. Asks nobody."""
    live = {each.name: each for each in work.case.consents.filter(state=GIVEN)} if work.plan.agreeing else {}
    return all(_agreed(work, agreeing, live.get(agreeing.name)) for agreeing in work.plan.agreeing)


def send_again(*, by: Actor, case_id: UUID, name: str) -> None:
    """Another link to the same phone; the one before works no more, and wrong digits typed there are forgotten.

    :raises NotAllowed: somebody else's case. WrongState: nobody is waited for. SentJustNow, SentEnough: she has had it.
    """
    with work_on("casework.send_consent", by=by, case_id=case_id) as work:
        require_own(work.case, by)
        work.must_be(CONSENTING)
        consent = work.case.consents.select_for_update().filter(name=name, state=ASKED).first()
        if consent is None:
            raise NotFound
        _require_patience(consent)
        consent.sent, consent.sent_at = consent.sent + 1, clock.now()
        consent.nonce, consent.wrong_tries = new_nonce(), 0
        consent.save()
        work.step("consent_sent", name=name)
        work.deed.note(name=name, sent=consent.sent)
        work.announce(ConsentAsked(case_id=case_id, who=name))


def mind_consents() -> int:
    """Remind once whoever has not answered, and end what nobody answered in time; returns how many. One transaction each."""
    now = clock.now()
    waiting = Consent.objects.filter(state=ASKED, case__state=CONSENTING)
    late = list(waiting.filter(until__lte=now).values_list("case_id", "name"))
    slow = list(waiting.filter(until__gt=now, remind_at__lte=now, reminded_at=None).values_list("case_id", "name"))
    return sum(_lapse(*each) for each in late) + sum(_remind(*each) for each in slow)


def _lapse(case_id: UUID, name: str) -> bool:
    with work_on("casework.lapse_consent", by=SYSTEM, case_id=case_id) as work:
        consent = work.case.consents.select_for_update().filter(name=name, state=ASKED).first()
        if consent is None or consent.until > clock.now() or work.case.state != CONSENTING:
            return False
        consent.state = LAPSED
        consent.save()
        lay_down_unagreed(work, name, LAPSED)
        return True


def _remind(case_id: UUID, name: str) -> bool:
    with act("casework.remind_consent", by=SYSTEM, about=("case", case_id)) as deed:
        slow = Consent.objects.filter(case_id=case_id, name=name, state=ASKED, reminded_at=None)
        if not slow.update(reminded_at=clock.now()):
            return False
        deed.note(name=name)
        deed.emit(ConsentAsked(case_id=case_id, who=name, reminder=True))
        return True


def _agreed(work: Work, agreeing: Agreeing, consent: Consent | None) -> bool:
    return consent is not None and consent.state == GIVEN and bytes(consent.key) == key_of(work.case, agreeing)


def _ask(work: Work, agreeing: Agreeing, before: Consent | None) -> None:
    case, key = work.case, key_of(work.case, agreeing)
    _require_rest(case, key)
    if before is not None:
        before.state = STOPPED
        before.save()
    turn = case.consents.filter(name=agreeing.name).count() + 1
    consent = _question(case, agreeing, key, turn)
    consent.save(force_insert=True)
    work.step("consent_asked", name=agreeing.name, until=str(last_day_of(consent)))
    work.deed.also("casework.ask_consent", about=("case", case.id), name=agreeing.name, turn=turn)
    work.announce(ConsentAsked(case_id=case.id, who=agreeing.name))


def _question(case: Case, agreeing: Agreeing, key: bytes, turn: int) -> Consent:
    """Until midnight of the last day, so that a day is a whole day."""
    now, today = clock.now(), clock.today()
    assert case.person_id, "who asks is a person: the definition's check"
    return Consent(
        case=case, name=agreeing.name, turn=turn, key=key, service=case.service, asked_by=case.person_id, nonce=new_nonce(), state=ASKED,
        asked_at=now, until=_midnight_after(today, agreeing.days), remind_at=now + timedelta(days=agreeing.remind_days), sent_at=now,
    )  # fmt: skip


def _midnight_after(today: Any, days: int) -> datetime:
    return clock.start_of(today + timedelta(days=days + 1))


def _require_rest(case: Case, key: bytes) -> None:
    """Nobody is pressed: after a no there is a rest, and one applicant asks so many times."""
    assert case.person_id
    lately = Consent.objects.filter(asked_by=case.person_id, service=case.service, asked_at__gt=clock.now() - REST)
    if lately.filter(key=key, state=DECLINED, answered_at__gt=clock.now() - REST).exists():
        raise AskedEnough(days=REST.days)
    if lately.count() >= MOST_ASKED:
        raise AskedEnough(days=REST.days)


def _require_patience(consent: Consent) -> None:
    again = may_be_sent_at(sent=consent.sent, sent_at=consent.sent_at)
    if again is None:
        raise SentEnough
    if again > clock.now():
        raise SentJustNow
