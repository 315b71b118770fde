"""Say something to people, in their inboxes."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import connection

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.acts import act
from niangjia.base.jobs import defer
from niangjia.kernel.ids import uuid7
from niangjia.messages.errors import UnknownKind
from niangjia.messages.rules.kinds import KINDS

TEXTED_AT_ONCE = 500


def send(
    *,
    to: Collection[UUID],
    kind: str,
    params: Mapping[str, Any] | None = None,
    link: str = "",
    case_id: UUID | None = None,
    key: str = "",
    by: Actor = SYSTEM,
) -> int:
    """Put one message into each inbox, once per ``key``; kinds with ``sms`` are texted too, by day.

    :param to: ids of people.
    :param params: JSON values; ``rules.wording.shown`` says how they are worded. No private numbers.
    :param link: path of the page it leads to.
    :param key: idempotency key per person; without it, one message per kind and case (or kind and link).
    :return: how many inboxes got something new.
    """
    if kind not in KINDS:
        raise UnknownKind(kind=kind)
    people = sorted(set(to))
    if not people:
        return 0
    key = key or f"{kind}:{case_id or link}"
    sending = uuid7()
    about, owner = ("sending", sending), people[0] if len(people) == 1 else sending
    with act("messages.send", by=by, about=about, owner=owner) as deed:
        new = _insert(people, kind, params or {}, link, case_id, key)
        if KINDS[kind].sms:
            for start in range(0, len(new), TEXTED_AT_ONCE):
                batch = [str(person_id) for person_id in new[start : start + TEXTED_AT_ONCE]]
                defer("messages.text_people", person_ids=batch, key=key)
        deed.note(kind=kind, key=key, people=len(people), new=len(new))
    return len(new)


def _insert(
    people: list[UUID], kind: str, params: Mapping[str, Any], link: str, case_id: UUID | None, key: str
) -> list[UUID]:
    """One statement whatever their number; those who had it already are left out of the answer."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into messages_message (person_id, id, kind, params, link, case_id, key, at)"
            " select person_id, id, %s, %s::jsonb, %s, %s, %s, %s from unnest(%s::uuid[], %s::uuid[]) t(person_id, id)"
            " on conflict (person_id, key) do nothing returning person_id",
            [kind, json.dumps(params), link, case_id, key, clock.now(), people, [uuid7() for _ in people]],
        )
        return [row[0] for row in cursor.fetchall()]
