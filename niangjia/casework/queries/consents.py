"""What those whom a case names are asked: for her own page, for the applicant's and the officers', and for the message that brings the link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from niangjia.base import clock
from niangjia.casework.access import plan_of
from niangjia.casework.consents import agreeing_of, consent_behind, last_day_of, link_of, may_be_taken_back, told_of
from niangjia.casework.models import Case, Consent
from niangjia.casework.rules.consents import (
    ASKED,
    CONSENT_STATES,
    GIVEN,
    MAY_CHANGE_HER_MIND,
    MISTAKEN,
    MOST_TRIES,
    Agreeing,
    may_be_sent_at,
)
from niangjia.casework.rules.states import CONSENTING, DELIVERING, DRAFT, UNAGREED
from niangjia.kernel.text import mask_name, mask_phone

Phase = Literal["open", "given", "settled", "ended", "declined", "mistaken", "over"]


@dataclass(frozen=True, slots=True)
class Letter:
    """What a text message says; ``phone`` in plain, for sending alone. ``until``: the last day on which she may answer."""

    phone: str
    who: str
    title: Mapping[str, str]
    until: date
    link: str
    turn: int
    sent: int


@dataclass(frozen=True, slots=True)
class Question:
    """What she reads by her link: who asks (masked, as she is herself), for what, what of hers is kept. ``tries``: wrong digits she may type still.

    ``may_change``: she said no and may think again. ``takes_back``: she said yes and may take it back.
    """

    phase: Phase
    who: str
    name: str
    title: Mapping[str, str]
    summary_of: str
    called: Mapping[str, str]
    ask: Mapping[str, str]
    keeps: Mapping[str, str]
    union: str
    until: date
    tries: int
    may_change: bool
    takes_back: bool


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """How it stands with one of those a case names. ``again_at``: from when on the link may be sent again; None when no more."""

    name: str
    called: Mapping[str, str]
    who: str
    phone: str
    state: str
    state_text: str
    until: date
    sent_at: datetime
    answered_at: datetime | None
    again_at: datetime | None
    fields: tuple[str, str, str]

    @property
    def waits(self) -> bool:
        return self.state == ASKED


def consent_letter(*, case_id: UUID, name: str) -> Letter | None:
    """For the system's own use, at the moment of sending; None when nobody waits for her answer any more."""
    consent = Consent.objects.select_related("case").filter(case_id=case_id, name=name, state=ASKED).first()
    if consent is None or consent.case.state != CONSENTING or consent.until <= clock.now():
        return None
    case = consent.case
    return Letter(
        phone=str(told_of(case, agreeing_of(case, name))["phone"]), who=case.who, title=plan_of(case).title, until=last_day_of(consent),
        link=link_of(consent), turn=consent.turn, sent=consent.sent,
    )  # fmt: skip


def question_behind(link: str) -> Question:
    """
    :raises LinkOver:
    """
    consent = consent_behind(link)
    case = consent.case
    plan, agreeing = plan_of(case), agreeing_of(case, consent.name)
    in_time = consent.until > clock.now()
    return Question(
        phase=_phase(case, consent, in_time=in_time), who=case.who, name=mask_name(str(case.answers[agreeing.name_from])), title=plan.title,
        summary_of=case.service, called=agreeing.title, ask=agreeing.ask, keeps=agreeing.keeps, union=plan.line[0].name, until=last_day_of(consent),
        tries=MOST_TRIES - consent.wrong_tries,
        may_change=in_time and case.state == UNAGREED and consent.state in MAY_CHANGE_HER_MIND,
        takes_back=consent.state == GIVEN and may_be_taken_back(case),
    )  # fmt: skip


def consents_of(case: Case) -> list[ConsentRow]:
    """The last question to each whom the case names, for who may see the case; her phone masked."""
    agreeing = {each.name: each for each in plan_of(case).agreeing}
    if not agreeing or case.state == DRAFT:
        return []
    last = {each.name: each for each in Consent.objects.filter(case_id=case.id).order_by("turn")}
    return [_row(case, last[name], each) for name, each in agreeing.items() if name in last]


def _row(case: Case, consent: Consent, found: Agreeing) -> ConsentRow:
    return ConsentRow(
        name=consent.name, called=found.title, who=mask_name(str(case.answers[found.name_from])),
        phone=mask_phone(str(told_of(case, found)["phone"])), state=consent.state, state_text=CONSENT_STATES[consent.state],
        until=last_day_of(consent), sent_at=consent.sent_at, answered_at=consent.answered_at,
        again_at=may_be_sent_at(sent=consent.sent, sent_at=consent.sent_at),
        fields=(found.name_from, found.number_from, found.phone_from),
    )  # fmt: skip


def _phase(case: Case, consent: Consent, *, in_time: bool) -> Phase:
    if consent.state == ASKED and case.state == CONSENTING and in_time:
        return "open"
    if consent.state == GIVEN:
        return "given" if may_be_taken_back(case) else "settled" if case.state == DELIVERING else "ended"
    if consent.state == MISTAKEN:
        return "mistaken"
    if consent.state in MAY_CHANGE_HER_MIND:
        return "declined"
    return "over"
