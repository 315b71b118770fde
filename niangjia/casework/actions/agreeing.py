"""What somebody named in a case says by her link: yes, no, "that is not me", or no longer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from niangjia.base import clock
from niangjia.base.acts import act
from niangjia.casework.actions.asking import waits_for_consent
from niangjia.casework.actions.entering import enter
from niangjia.casework.actions.laying_down import lay_down_unagreed
from niangjia.casework.actions.slots import retake_slots
from niangjia.casework.actions.work import Work, work_on
from niangjia.casework.consents import agreeing_of, consent_behind, herself, may_be_taken_back, told_of
from niangjia.casework.errors import AlreadyAnswered, ConsentOver, TooLateToTakeBack, TooManyTries, WrongDigits
from niangjia.casework.events import ConsentGiven
from niangjia.casework.models import Consent
from niangjia.casework.rules.consents import (
    ASKED,
    DECLINED,
    GIVEN,
    MAY_CHANGE_HER_MIND,
    MISTAKEN,
    MOST_TRIES,
    TAKEN_BACK,
    last_digits_match,
)
from niangjia.casework.rules.states import CONSENTING, ENTERED_ON, UNAGREED


def agree(*, link: str, digits: str) -> None:
    """Yes, by whom the case names. Twice is once; after a no she may think again as long as the link stands.

    :param digits: the last four of her ID number, which the applicant wrote down.
    :raises LinkOver: WrongDigits, TooManyTries: ConsentOver: nobody waits for it any more. AlreadyOpen, PartyServed, NamedElsewhere:
        she changed her mind, and one of the two has another case meanwhile.
    """
    _prove(link, digits)
    with _answering("casework.agree", link) as (work, consent):
        if consent.state == GIVEN:
            return
        if consent.state in MAY_CHANGE_HER_MIND and work.case.state == UNAGREED:
            _require_time(consent)
            retake_slots(work)
            work.case.ended_at = None
            work.move_to(CONSENTING)
        elif consent.state != ASKED or work.case.state != CONSENTING:
            raise ConsentOver
        _require_time(consent)
        _say(consent, GIVEN)
        work.step("agreed", name=consent.name)
        work.announce(ConsentGiven(case_id=work.case.id, who=consent.name))
        if not waits_for_consent(work):
            work.case.record |= {ENTERED_ON: clock.today().isoformat()}  # her time is nobody's clock
            enter(work, why="applied")


def decline(*, link: str, digits: str) -> None:
    """No. Nobody asks why.

    :raises: as ``agree``. AlreadyAnswered: she has said yes; that is taken back, not declined.
    """
    _prove(link, digits)
    _refuse("casework.decline", link, DECLINED)


def say_not_me(*, link: str) -> None:
    """Whoever has this phone is somebody else: without any digits, for she cannot know them.

    :raises LinkOver: ConsentOver: AlreadyAnswered: it was answered with the right digits.
    """
    _refuse("casework.not_me", link, MISTAKEN)


def take_back(*, link: str, digits: str) -> None:
    """She agreed and does not any more; until the place is settled.

    :raises LinkOver: WrongDigits, TooManyTries: TooLateToTakeBack: ConsentOver: there is nothing to take back.
    """
    _prove(link, digits)
    with _answering("casework.take_back_consent", link) as (work, consent):
        if consent.state == TAKEN_BACK:
            return
        if consent.state != GIVEN:
            raise ConsentOver
        if not may_be_taken_back(work.case):
            raise TooLateToTakeBack
        _say(consent, TAKEN_BACK)
        lay_down_unagreed(work, consent.name, TAKEN_BACK)


@contextmanager
def _answering(verb: str, link: str) -> Iterator[tuple[Work, Consent]]:
    """The case first, then the question as it stands behind the lock: of two answers at once the second sees the first."""
    before = consent_behind(link)
    by = herself(before.case, agreeing_of(before.case, before.name))
    with work_on(verb, by=by, case_id=before.case_id) as work:
        consent = Consent.objects.select_for_update(of=("self",)).get(
            case_id=before.case_id, name=before.name, turn=before.turn
        )
        consent_behind(link)  # another link may have been sent while we waited
        work.deed.note(name=consent.name)
        yield work, consent


def _prove(link: str, digits: str) -> None:
    """That it is she: the last digits of her number. A wrong try is counted in a transaction of its own, so that it stands."""
    before = consent_behind(link)
    agreeing = agreeing_of(before.case, before.name)
    number = str(told_of(before.case, agreeing)["number"])
    with act("casework.prove_consent", by=herself(before.case, agreeing), about=("case", before.case_id)) as deed:
        consent = Consent.objects.select_for_update(of=("self",)).get(
            case_id=before.case_id, name=before.name, turn=before.turn
        )
        if consent.wrong_tries >= MOST_TRIES:
            raise TooManyTries
        right = last_digits_match(number, digits)
        deed.note(name=consent.name, right=right)
        if not right:
            consent.wrong_tries += 1
            consent.save(update_fields=["wrong_tries"])
    if not right:
        raise WrongDigits(left=MOST_TRIES - consent.wrong_tries)


def _refuse(verb: str, link: str, state: str) -> None:
    """A word that ends the question, and with it lays down the case. Twice is once."""
    with _answering(verb, link) as (work, consent):
        if consent.state == state:
            return
        if consent.state == GIVEN:
            raise AlreadyAnswered
        _require_open(work, consent)
        _say(consent, state)
        lay_down_unagreed(work, consent.name, state)


def _say(consent: Consent, state: str) -> None:
    consent.state, consent.answered_at = state, clock.now()
    consent.save()


def _require_open(work: Work, consent: Consent) -> None:
    if consent.state != ASKED or work.case.state != CONSENTING:
        raise ConsentOver
    _require_time(consent)


def _require_time(consent: Consent) -> None:
    if consent.until <= clock.now():
        raise ConsentOver
