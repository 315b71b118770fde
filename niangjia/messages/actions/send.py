"""Say something to people, in their inboxes."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
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
            _text(new, key)
        deed.note(kind=kind, key=key, people=len(people), new=len(new))
    return len(new)


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one person, as ``send`` takes them; ``key`` is hers to be told only once."""

    to: UUID
    kind: str
    key: str
    params: Mapping[str, Any] = field(default_factory=dict)
    link: str = ""
    case_id: UUID | None = None


def send_each(*, letters: Sequence[Letter], by: Actor = SYSTEM) -> int:
    """Put to each what is meant for her, in one statement whatever their number. Returns how many inboxes got something new.

    Letters whose kind is texted and that share a key are texted together.

    :raises UnknownKind:
    """
    if unknown := {letter.kind for letter in letters} - set(KINDS):
        raise UnknownKind(kind=min(unknown))
    if not letters:
        return 0
    sending = uuid7()
    with act("messages.send", by=by, about=("sending", sending)) as deed:
        new = _insert_each(letters)
        for key in sorted({letter.key for letter in letters if KINDS[letter.kind].sms}):
            _text(
                [letter.to for letter in letters if letter.key == key and letter.to in new and KINDS[letter.kind].sms],
                key,
            )
        deed.note(kinds=sorted({letter.kind for letter in letters}), people=len(letters), new=len(new))
    return len(new)


def _insert_each(letters: Sequence[Letter]) -> set[UUID]:
    columns: list[list[Any]] = [
        [letter.to for letter in letters], [uuid7() for _ in letters], [letter.kind for letter in letters],
        [json.dumps(letter.params) for letter in letters], [letter.link for letter in letters],
        [letter.case_id for letter in letters], [letter.key for letter in letters],
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into messages_message (person_id, id, kind, params, link, case_id, key, at)"
            " select t.person_id, t.id, t.kind, t.params::jsonb, t.link, t.case_id, t.key, %s"
            " from unnest(%s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::text[], %s::uuid[], %s::text[])"
            " t(person_id, id, kind, params, link, case_id, key) order by t.person_id"
            " on conflict (person_id, key) do nothing returning person_id",
            [clock.now(), *columns],
        )
        return {row[0] for row in cursor.fetchall()}


def _text(people: Sequence[UUID], key: str) -> None:
    for start in range(0, len(people), TEXTED_AT_ONCE):
        defer("messages.text_people", person_ids=[str(p) for p in people[start : start + TEXTED_AT_ONCE]], key=key)


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
