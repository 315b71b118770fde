"""Writing a row. Verbs do not call this: ``base.acts.act`` does, at their end."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.together import unless_usual, uuids
from niangjia.kernel.ids import uuid7s
from niangjia.kernel.text import mask_id, mask_phone

# People write numbers into reasons ("打了13800004417没人接"). The journal is kept for ever: what looks like one is masked.
_ID_NUMBER = re.compile(r"(?<![0-9A-Za-z-])[1-9]\d{5}(?:19|20)\d{9}[\dXx](?![0-9A-Za-z-])")
_LONG = re.compile(r"\d{11}")  # both hold at least that
# In JSON, cheaply: not within a key ("…-01a2…"), but also behind what JSON writes as a letter (\b, \f, \u001f).
_LONG_IN_JSON = re.compile(r"(?<![-a-f\d])\d{11}|\\(?:[bf]|u00[\da-f]{2})\d{11}")
_PHONE = re.compile(r"(?<![0-9A-Za-z-])1[3-9]\d{9}(?![0-9A-Za-z-])")


@dataclass(frozen=True, slots=True)
class Row:
    """What a verb did to one thing. ``stream`` is whose row it is (a person's, else a union's or the thing's own)."""

    verb: str
    about: tuple[str, UUID]
    stream: UUID
    details: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""


def record(
    *,
    verb: str,
    actor: Actor,
    about: tuple[str, UUID],
    stream: UUID,
    reason: str = "",
    details: Mapping[str, Any] | None = None,
) -> None:
    """Add one row, in the surrounding transaction."""
    record_many([Row(verb, about, stream, details or {}, reason)], actor=actor)


def record_many(rows: Sequence[Row], *, actor: Actor) -> None:
    """Add these rows, in the surrounding transaction, with one statement."""
    if not rows:
        return
    said, nrs = _said(rows)
    text = _json(said)
    if _LONG_IN_JSON.search(text):
        text = _json(discreet(said))
    ids = [uuids(some) for some in ((row.stream for row in rows), (row.about[1] for row in rows), uuid7s(len(rows)))]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [clock.now(), actor.id, actor.label, *ids, unless_usual(nrs, 1), text])


def _said(rows: Sequence[Row]) -> tuple[list[tuple[object, ...]], list[int]]:
    """What the rows say beside whom and what they are about, each thing once where neighbours say the same, as those of a batch do; and which is whose."""
    said: list[tuple[object, ...]] = []
    nrs = []
    for row in rows:
        one = row.verb, row.about[0], row.reason, dict(row.details)
        if not said or said[-1] != one:
            said.append(one)
        nrs.append(len(said))
    return said, nrs


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)


def discreet(value: Any) -> Any:
    """The same with every ID number and phone in its texts masked."""
    if isinstance(value, str):
        if not _LONG.search(value):
            return value
        masked = _ID_NUMBER.sub(lambda m: mask_id(m[0]), value)
        return _PHONE.sub(lambda m: mask_phone(m[0]), masked)
    if isinstance(value, Mapping):
        return {key: discreet(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [discreet(item) for item in value]
    return value


# Texts as one: a list a column would be quoted value by value on its way.
_INSERT = """
insert into base_journal (stream_id, id, at, actor_id, actor_label, verb, about_kind, about_id, reason, details)
select r.stream_id, r.id, %s, %s, %s, s.said ->> 0, s.said ->> 1, r.about_id, s.said ->> 2, s.said -> 3
from unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::int[]) as r(stream_id, about_id, id, nr)
join jsonb_array_elements(%s::jsonb) with ordinality s(said, nr) on s.nr = coalesce(r.nr, 1)
"""
