"""Whoever is named in somebody's case is asked by text message, with a link of her own; the applicant hears what became of it."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from niangjia.casework import api as casework
from niangjia.casework import events
from niangjia.flows.telling import tell_concerned
from niangjia.kernel.text import N_
from niangjia.messages import api as messages

LANGUAGE = "zh-hans"
ASKS = N_(
    "【娘家】{who}请你一起办“{service}”，要你本人点头才算数。{until}前打开看看，答应不答应都行：{link} 不认识这个人，打开点“不是我”。"
)
REMINDS = N_(
    "【娘家】提醒一次：{who}请你一起办“{service}”，{until}前还等你一句话，答应不答应都行：{link} 不答也没有关系，到期自己作废。"
)


def consent_asked(event: events.ConsentAsked) -> None:
    """By day. Whoever has answered meanwhile gets nothing; the applicant is told once where it lies."""
    letter = casework.consent_letter(case_id=event.case_id, name=event.who)
    if letter is None:
        return
    with translation.override(LANGUAGE):
        words = gettext(REMINDS if event.reminder else ASKS).format(
            who=letter.who, service=letter.title["zh"], until=f"{letter.until.month} 月 {letter.until.day} 日",
            link=f"{settings.NIANGJIA_URL}/agree/{letter.link}/",
        )  # fmt: skip
    key = f"consent:{event.case_id}:{event.who}:{letter.turn}:{letter.sent}{':reminder' if event.reminder else ''}"
    messages.send_sms(phone=letter.phone, text=words, kind="consent", key=key, urgent=False)


def consent_ended(event: events.ConsentEnded) -> None:
    """Politely, and without a reason that nobody gave."""
    tell_concerned(event.case_id, f"consent.{event.how}", once=casework.case_summary(case_id=event.case_id).asked)


def place_left(event: events.PlaceLeft) -> None:
    tell_concerned(event.case_id, "case.place_left", reason=event.reason)


def place_missed(event: events.PlaceMissed) -> None:
    tell_concerned(event.case_id, "case.place_missed", once=event.booking)


def promise_due(event: events.PromiseDue) -> None:
    tell_concerned(event.case_id, "case.promise_due", once=event.by, by=event.by)
