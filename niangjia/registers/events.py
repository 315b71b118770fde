"""What has happened to a register."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from niangjia.base.events import Event


@dataclass(frozen=True)
class RegisterEntered(Event):
    """Somebody stands in a register from now on."""

    subject_id: UUID
    entry_id: UUID


@dataclass(frozen=True)
class RegisterLeft(Event):
    """Somebody does not stand in it any more."""

    subject_id: UUID
    entry_id: UUID
