"""What one who asks for a place brings along, and what she is told."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID


class Claim(NamedTuple):
    """``key``: made by the asker; asked again with it, the same answer is given. ``by``: an officer or relative who asks for her."""

    person_id: UUID
    key: UUID
    seats: int = 1
    answers: Mapping[str, Any] = MappingProxyType({})
    private: str | None = None
    party: bytes = b""
    by: UUID | None = None
    case_id: UUID | None = None


class Answer(NamedTuple):
    """``code``: "ok" with the booking and its number, else why not (``rules.names``)."""

    code: str
    booking_id: UUID | None = None
    number: int | None = None
