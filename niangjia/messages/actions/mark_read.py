"""The reader has seen it."""

from __future__ import annotations

from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.messages.models import Message


def mark_read(*, by: Actor, message_id: UUID | None = None) -> int:
    """Mark one of the reader's own messages as read, or all of them. Reading twice changes nothing.

    :return: how many were unread.
    """
    unread = Message.objects.filter(person_id=by.id, read_at__isnull=True)
    if message_id:
        unread = unread.filter(id=message_id)
    with act("messages.mark_read", by=by, about=("person", by.id)) as deed:
        changed = unread.update(read_at=clock.now())
        deed.note(messages=changed)
    return changed
