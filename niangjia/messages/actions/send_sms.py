"""Text messages: queued in the writing transaction, carried by a job."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction

from niangjia.base import clock
from niangjia.base.jobs import defer
from niangjia.kernel.ids import uuid7
from niangjia.kernel.phone import parse_mobile
from niangjia.kernel.text import mask_phone
from niangjia.messages.errors import BadPhone
from niangjia.messages.models import Sms
from niangjia.messages.ports import carrier
from niangjia.messages.rules.quiet import next_waking_moment

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 5
AT_ONCE = 200
RETRY_AFTER = timedelta(minutes=2)


def send_sms(*, phone: str, text: str, kind: str = "code", key: str = "", urgent: bool = True) -> None:
    """Queue a text message, once per ``key``. Urgent ones (codes somebody waits for) also go at night.

    No journal row: a code is no act of the union; what causes a text is journalled where it happens.
    :raises BadPhone: no mobile number.
    """
    number = parse_mobile(phone)
    if number is None:
        raise BadPhone
    now = clock.now()
    due = now if urgent else next_waking_moment(now, clock.FUZHOU)
    sms_id = uuid7()
    sms = Sms(
        id=sms_id, phone=number, phone_masked=mask_phone(number), body=text, kind=kind, key=key or str(sms_id),
        state="queued", at=now, due_at=due,
    )  # fmt: skip
    with transaction.atomic():
        Sms.objects.bulk_create([sms], ignore_conflicts=True)
        if due <= now:
            defer("messages.deliver_sms")


def deliver_due() -> int:
    """Hand what is due to the carrier, the oldest first; what fails is tried again, five times in all.

    :return: how many were sent.
    """
    sent = 0
    while True:
        with transaction.atomic():
            due = Sms.objects.filter(state="queued", due_at__lte=clock.now()).order_by("due_at")
            batch = list(due.select_for_update(skip_locked=True)[:AT_ONCE])
            sent += sum(_deliver(sms) for sms in batch)
        if len(batch) < AT_ONCE:
            return sent


def _deliver(sms: Sms) -> bool:
    try:
        carrier().send(phone=sms.phone.reveal(), text=sms.body.reveal())
    except Exception:
        log.exception("the carrier did not take text message %s", sms.id)
        sms.attempts += 1
        sms.state = "failed" if sms.attempts >= MOST_ATTEMPTS else "queued"
        sms.due_at = clock.now() + RETRY_AFTER * sms.attempts
    else:
        sms.state, sms.sent_at = "sent", clock.now()
    sms.save(update_fields=["state", "attempts", "due_at", "sent_at"])
    return sms.state == "sent"
