"""What has happened to honours."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from niangjia.base.events import Event


@dataclass(frozen=True)
class HonourGiven(Event):
    person_id: UUID
    honour_id: UUID
    case_id: UUID


@dataclass(frozen=True)
class HonourRevoked(Event):
    person_id: UUID
    honour_id: UUID


@dataclass(frozen=True)
class UnionHonourGiven(Event):
    union_id: UUID
    honour_id: UUID
    case_id: UUID


@dataclass(frozen=True)
class UnionHonourRevoked(Event):
    union_id: UUID
    honour_id: UUID
