"""Rows of past cases, as whoever fills an installation hands them over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class NewStep:
    """One line of the timeline; ``kind`` as the verbs write them."""

    kind: str
    at: datetime
    actor_id: UUID
    actor_label: str
    stage: int = -1
    union_id: UUID | None = None
    union_name: str = ""
    reason: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewPart:
    """A part (fen) of a grant that arrived in parts, by the held transfer ``hold_id``."""

    amount_fen: int
    hold_id: UUID
    paid_at: datetime


@dataclass(frozen=True, slots=True)
class NewCase:
    """A delivered case. ``answers`` hold nothing private. Money (fen) was paid out of ``fund`` by the held transfer ``hold_id``.

    ``notice_id``: the last notice it was on, entered by ``notices.load_notices``. ``parts`` add up to the amount; the first one's
    transfer is the case's. Of a jury the result is handed over (``record``), not what each juror gave.
    """

    id: UUID
    service: str
    subject_id: UUID
    person_id: UUID | None
    who: str
    union_id: UUID
    path: str
    origin: str
    applied_at: datetime
    decided_at: datetime
    ended_at: datetime
    steps: tuple[NewStep, ...]
    answers: Mapping[str, Any] = field(default_factory=dict)
    amount_fen: int | None = None
    fund: str = ""
    hold_id: UUID | None = None
    notice_id: UUID | None = None
    signers: tuple[UUID, UUID] | None = None
    record: Mapping[str, Any] = field(default_factory=dict)
    rating: int | None = None
    parts: tuple[NewPart, ...] = ()


@dataclass(frozen=True, slots=True)
class NewRound:
    """Delivered cases that differ only in whose they are: ``cases`` are their keys and the people's. ``signers``: the two who signed the list.

    In goods, or in money: each got ``amount_fen`` out of ``fund`` by the held transfer of the same place in ``holds``.
    """

    service: str
    applied_at: datetime
    decided_at: datetime
    ended_at: datetime
    steps: tuple[NewStep, ...]
    answers: Mapping[str, Any]
    record: Mapping[str, Any]
    signers: tuple[UUID, UUID]
    cases: tuple[tuple[UUID, UUID], ...]
    amount_fen: int | None = None
    fund: str = ""
    holds: tuple[UUID, ...] = ()
