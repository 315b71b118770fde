"""Past notices, as whoever fills an installation hands them over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from niangjia.notices.rules.roster import Row


@dataclass(frozen=True, slots=True)
class NewNotice:
    """A notice that stood its ``working_days`` without an objection. ``opens_on`` is the day of publishing, ``published_by`` id and label.

    ``legal`` and ``legal_basis`` as for ``publish_notice``.
    """

    id: UUID
    union_id: UUID
    union_name: str
    title: str
    service: str
    stage: int
    legal: str
    working_days: int
    opens_on: date
    rows: tuple[Row, ...]
    published_by: tuple[UUID, str]
    legal_basis: str = ""
