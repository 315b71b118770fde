"""Whom a case asks beside its applicant, and how often, how long and how sure."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from niangjia.kernel.text import N_

ASKED, GIVEN, DECLINED, LAPSED = "asked", "given", "declined", "lapsed"
MISTAKEN, TAKEN_BACK, STOPPED = "mistaken", "taken_back", "stopped"
CONSENT_STATES: dict[str, str] = {
    ASKED: N_("等点头"),
    GIVEN: N_("点了头"),
    DECLINED: N_("没有答应"),
    LAPSED: N_("过了日子没有回音"),
    MISTAKEN: N_("手机的主人说不是"),
    TAKEN_BACK: N_("收回了同意"),
    STOPPED: N_("不用再答"),
}
LIVE_CONSENTS = (ASKED, GIVEN)
SHE_ANSWERED = (GIVEN, DECLINED, MISTAKEN, TAKEN_BACK)
# She may think again as long as her link would have stood.
MAY_CHANGE_HER_MIND = (DECLINED, TAKEN_BACK)
DIGITS = 4
MOST_TRIES = 5  # wrong digits on one link; then a new one has to be sent
MOST_SENT = 3  # times one question is sent
SEND_AGAIN_AFTER = timedelta(minutes=10)
REST = timedelta(days=30)  # after a no, the same applicant does not ask the same person again
MOST_ASKED = 5  # questions of one applicant for one service within that time


@dataclass(frozen=True, slots=True)
class Agreeing:
    """Who has to agree, as the definition says it. The ``…_from`` are fields of the form; ``days`` and ``remind_days`` are of the calendar."""

    name: str
    title: Mapping[str, str]
    ask: Mapping[str, str]
    keeps: Mapping[str, str]
    name_from: str
    number_from: str
    phone_from: str
    days: int
    remind_days: int


def last_digits_match(number: str, typed: str) -> bool:
    """Whether ``typed`` are the last digits of the ID number; an x is an X, and spaces do not matter.

    >>> last_digits_match("350121199407090218", " 0218"), last_digits_match("35012119940709021X", "021x"), last_digits_match("350121199407090218", "")
    (True, True, False)
    """
    told = "".join(typed.split()).upper()[: DIGITS + 1]
    return hmac.compare_digest(number[-DIGITS:].upper().encode(), told.encode())


def may_be_sent_at(*, sent: int, sent_at: datetime) -> datetime | None:
    """From when on the question may be sent again; None when it was sent often enough."""
    return sent_at + SEND_AGAIN_AFTER if sent < MOST_SENT else None
