"""Looking through a register of people: for a purpose, written down before anything is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.kernel.errors import NotFound
from niangjia.kernel.ids import uuid_from_seed
from niangjia.kernel.reasons import SHORTEST_REASON
from niangjia.people import api as people
from niangjia.registers.access import in_force
from niangjia.registers.errors import PurposeMissing
from niangjia.registers.rules import REGISTERS

PAGE = 50


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody in a register, as an officer in whose reach she is reads it."""

    person_id: UUID
    entry_id: UUID
    case_id: UUID
    name: str
    union_name: str
    since: date


@dataclass(frozen=True, slots=True)
class Page:
    rows: Sequence[Standing]
    total: int


def look_through(*, by: Actor, kind: str, purpose: str, text: str = "", page: int = 1) -> Page:
    """Who stands in the register, within the reach of ``by``; the journal knows who looked, for what, and how many were shown.

    :raises NotFound: no such register. PurposeMissing: in fewer than four characters.
    """
    if kind not in REGISTERS:
        raise NotFound
    if len(purpose.strip()) < SHORTEST_REASON:
        raise PurposeMissing
    with act("registers.look", by=by, about=("register", stream_of(kind)), reason=purpose.strip()) as deed:
        found = _find(by, kind=kind, text=text, page=page)
        deed.note(register=kind, text=text, page=page, shown=len(found.rows), of=found.total)
    return found


def stream_of(kind: str) -> UUID:
    """The journal's stream of looks through one register."""
    return uuid_from_seed("register", kind)


def _find(actor: Actor, *, kind: str, text: str = "", page: int = 1) -> Page:
    """The newest first; ``text`` is the beginning of a name, or a whole number."""
    rows = in_force(actor).filter(kind=kind)
    if text:
        rows = rows.filter(subject_id__in=[each.id for each in people.people_visible_to(actor, text=text).rows])
    start = (max(page, 1) - 1) * PAGE
    listed = list(
        rows.order_by("-since", "-id").values_list("subject_id", "id", "case_id", "union__name", "since")[
            start : start + PAGE
        ]
    )
    known = people.people(person_ids={row[0] for row in listed})
    return Page([Standing(s, e, c, known[s].name, union, since) for s, e, c, union, since in listed], rows.count())
