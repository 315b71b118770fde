"""What has happened to unions."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from niangjia.base.events import Event


@dataclass(frozen=True)
class UnionFounded(Event):
    """A union entered the tree by hand (imports are told in the journal, once a file)."""

    union_id: UUID


@dataclass(frozen=True)
class UnionMoved(Event):
    """A union and all below it have new paths."""

    union_id: UUID
    old_path: str
    new_path: str


@dataclass(frozen=True)
class UnionsCounted(Event):
    """What was counted below these unions has been folded into their own counts."""

    union_ids: tuple[UUID, ...]
