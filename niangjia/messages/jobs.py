"""What the worker does for messages."""

from __future__ import annotations

from uuid import UUID

from django.utils import translation

from niangjia.base.jobs import periodic, task
from niangjia.messages.actions.send_sms import deliver_due, send_sms
from niangjia.messages.queries import unread_to_text

SIGNATURE = "【娘家】"
LANGUAGE = "zh-hans"


@task("messages.text_people")
def text_people(person_ids: list[str], key: str) -> None:
    """Text the unread inbox message ``key`` to each of these people who has a phone; never at night, never twice."""
    with translation.override(LANGUAGE):
        unread = unread_to_text(person_ids=[UUID(person_id) for person_id in person_ids], key=key)
    for text in unread:
        words = f"{SIGNATURE}{text.title}。{text.body}"
        send_sms(phone=text.phone.reveal(), text=words, kind=text.kind, key=f"{key}:{text.person_id}", urgent=False)


@task("messages.deliver_sms", lock="messages.deliver_sms")
def deliver_sms() -> None:
    """Carry what is due now."""
    deliver_due()


@periodic("* * * * *", "messages.deliver_waiting_sms")
def deliver_waiting_sms() -> None:
    """Every minute: what waited for the morning, and what failed before."""
    deliver_due()
