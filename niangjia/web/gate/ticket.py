"""The ticket to the gate: a page hands it to who is signed in; the gate then asks neither for a session nor a person.

person (16 bytes) · pool (16) · key (16) · expiry (4, seconds) · HMAC-SHA256 cut to 17, in base64: 92 characters that an address may hold as
they are. The key makes a claim idempotent: the same ticket, the same answer. It says who asks and for what, never whether she gets it.
"""

from __future__ import annotations

import hmac
import struct
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from niangjia.base.crypto import blind_index

BODY = struct.Struct(">16s16s16sI")
SIGNED = 17
GOOD_FOR_S = 6 * 3600  # a waiting room may be entered hours before; another page gives another ticket
REKEY_S = 60


class Ticket(NamedTuple):
    """Each 16 bytes, as they came: whoever only compares or hands on needs no more."""

    person: bytes
    pool: bytes
    key: bytes


def make_ticket(person_id: UUID, pool_id: UUID, key: UUID, *, good_for_s: int = GOOD_FOR_S) -> str:
    body = BODY.pack(person_id.bytes, pool_id.bytes, key.bytes, int(time.time()) + good_for_s)
    return urlsafe_b64encode(body + _sign(body, _key(_minute()))).decode()


def read_ticket(text: str) -> Ticket | None:
    """None when it is not ours, was changed, or is too old."""
    try:
        raw = urlsafe_b64decode(text)
    except (Error, ValueError):
        return None
    body, signature = raw[: BODY.size], raw[BODY.size :]
    if len(body) != BODY.size or not hmac.compare_digest(signature, _sign(body, _key(_minute()))):
        return None
    person, pool, key, until = BODY.unpack(body)
    return Ticket(person, pool, key) if until > time.time() else None


def _sign(body: bytes, key: bytes) -> bytes:
    return hmac.digest(key, body, "sha256")[:SIGNED]


def _minute() -> int:
    return int(time.time()) // REKEY_S


@lru_cache(maxsize=2)
def _key(_: int) -> bytes:
    """Out of the key ring, looked up once a minute, so that both servers see a rotation; tickets of before it are asked for anew."""
    return blind_index("web.gate", "ticket")
