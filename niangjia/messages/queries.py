"""What a person reads; what the operator sees of the texts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import get_language, gettext

from niangjia.base.fields import Sealed
from niangjia.messages.models import Message, Sms
from niangjia.messages.rules.kinds import KINDS
from niangjia.messages.rules.wording import complete, shown


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message in the reader's language."""

    id: UUID
    kind: str
    title: str
    body: str
    link: str
    case_id: UUID | None
    at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class SmsRow:
    """A text message for the operator: no number, no words."""

    id: UUID
    phone_masked: str
    kind: str
    state: str
    attempts: int
    at: datetime
    due_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class UnreadText:
    """What a text message would say; the number stays sealed until it is queued."""

    person_id: UUID
    phone: Sealed
    kind: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class DemoSmsRow:
    """What would stand on somebody's phone; in demo mode only."""

    phone: str
    body: str
    kind: str
    at: datetime


def inbox(
    *, person_id: UUID, limit: int = 50, before: UUID | None = None, case_id: UUID | None = None
) -> list[MessageRow]:
    """Newest first; ``before`` (a message's id) turns the page."""
    rows = Message.objects.filter(person_id=person_id)
    if before:
        rows = rows.filter(id__lt=before)
    if case_id:
        rows = rows.filter(case_id=case_id)
    return [_row(message) for message in rows.order_by("-id")[:limit]]


def unread_count(*, person_id: UUID) -> int:
    """How many wait to be read."""
    return Message.objects.filter(person_id=person_id, read_at__isnull=True).count()


def unread_to_text(*, person_ids: Collection[UUID], key: str) -> list[UnreadText]:
    """The message ``key`` of those of these people who have a phone and have not read it yet."""
    rows = Message.objects.filter(person_id__in=person_ids, key=key, read_at__isnull=True, person__phone__isnull=False)
    found = rows.values_list("person_id", "person__phone", "kind", "params")
    return [
        UnreadText(person_id, phone, kind, *words(kind, params)) for person_id, phone, kind, params in found if phone
    ]


def words(kind: str, params: Mapping[str, Any]) -> tuple[str, str]:
    """Title and body in the active language."""
    spoken = KINDS[kind]
    language = get_language() or settings.LANGUAGE_CODE
    fields = shown(params, language=language)
    sentences = [gettext(sentence).format_map(fields) for sentence in spoken.body if complete(sentence, fields)]
    between = "" if language.startswith("zh") else " "
    return gettext(spoken.title).format_map(fields), between.join(sentences)


def sms_outbox(*, limit: int = 50, state: str | None = None) -> list[SmsRow]:
    """The newest texts, masked."""
    rows = Sms.objects.order_by("-at", "-id")
    found = (rows.filter(state=state) if state else rows).values_list(
        "id", "phone_masked", "kind", "state", "attempts", "at", "due_at", "sent_at"
    )
    return [SmsRow(*row) for row in found[:limit]]


def demo_codes(*, limit: int = 20, phone: str = "") -> list[DemoSmsRow]:
    """The newest texts in plain, for the demo's phone page. Outside demo mode there is nothing to see."""
    if not settings.NIANGJIA_DEMO:
        return []
    rows = Sms.objects.order_by("-at", "-id")[: limit if not phone else 500]
    found = [DemoSmsRow(sms.phone.reveal(), sms.body.reveal(), sms.kind, sms.at) for sms in rows]
    return [row for row in found if not phone or row.phone == phone][:limit]


def _row(message: Message) -> MessageRow:
    title, body = words(message.kind, message.params)
    return MessageRow(message.id, message.kind, title, body, message.link, message.case_id, message.at, message.read_at)
