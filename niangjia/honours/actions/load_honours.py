"""Past titles enter at once, by COPY: for an installation that is filled from another one, and for the model city."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from niangjia.base.actor import Actor, require_system
from niangjia.base.acts import act
from niangjia.base.bulk import Row, copy_rows, look_over
from niangjia.honours.actions.give_honour import titles_of
from niangjia.kernel.ids import uuid7
from niangjia.unions import api as unions

TITLE = (
    "id",
    "title",
    "title_zh",
    "title_en",
    "level",
    "year",
    "service",
    "case_id",
    "given_on",
    "revoked_on",
    "reason",
)
HONOUR = ("person_id", "union_id", "basis", *TITLE)
UNION_HONOUR = ("union_id", *TITLE)


@dataclass(frozen=True, slots=True)
class NewHonour:
    """A title that nobody took back; ``spec`` is the outcome of the service's definition, as ``give_honour`` reads it."""

    id: UUID
    person_id: UUID
    service: str
    spec: Mapping[str, Any]
    case_id: UUID
    union_id: UUID
    given_on: date


@dataclass(frozen=True, slots=True)
class NewUnionHonour:
    """The same of a union."""

    id: UUID
    union_id: UUID
    service: str
    spec: Mapping[str, Any]
    case_id: UUID
    given_on: date


def load_honours(*, by: Actor, honours: Iterable[NewHonour]) -> int:
    """Enter past titles; verdicts follow. Nothing is judged but by the tables' constraints. Returns how many.

    :raises NotAllowed: only the system loads.
    """
    require_system(by)
    whole = list(honours)
    with act("honours.load_honours", by=by, about=("import", uuid7())) as deed:
        copy_rows("honours_honour", HONOUR, map(_row, whole))
        look_over("honours_honour")
        unions.recount("honour")
        deed.touch_many("person", (one.person_id for one in whole))
        deed.note(honours=dict(Counter(one.service for one in whole)))
    return len(whole)


def _row(one: NewHonour) -> Row:
    return one.person_id, one.union_id, one.spec.get("basis") or "", *_title(one)


def load_union_honours(*, by: Actor, honours: Iterable[NewUnionHonour]) -> int:
    """Enter past titles of unions, as ``load_honours`` those of people. Returns how many.

    :raises NotAllowed: only the system loads.
    """
    require_system(by)
    whole = list(honours)
    with act("honours.load_union_honours", by=by, about=("import", uuid7())) as deed:
        copy_rows("honours_union_honour", UNION_HONOUR, map(_union_row, whole))
        look_over("honours_union_honour")
        deed.note(honours=dict(Counter(one.service for one in whole)))
    return len(whole)


def _union_row(one: NewUnionHonour) -> Row:
    return one.union_id, *_title(one)


def _title(one: NewHonour | NewUnionHonour) -> Row:
    """What the titles of people and of unions have in common, ``TITLE``."""
    title = titles_of(one.spec, one.service)
    return (
        one.id, title["title"], title["title_zh"], title["title_en"], one.spec.get("level") or "municipal", one.given_on.year,
        one.service, one.case_id, one.given_on, None, "",
    )  # fmt: skip
