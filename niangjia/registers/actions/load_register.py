"""Past entries enter at once, by COPY: for an installation that is filled from another one, and for the model city."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from niangjia.base.actor import Actor, require_system
from niangjia.base.acts import act
from niangjia.base.bulk import Row, copy_rows, look_over
from niangjia.kernel.ids import uuid7

ENTRY = ("subject_id", "id", "kind", "service", "case_id", "union_id", "since", "until", "reason")


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry of the register ``kind`` by a case; ``until`` and ``reason``: it has ended, and why."""

    id: UUID
    subject_id: UUID
    kind: str
    service: str
    case_id: UUID
    union_id: UUID
    since: date
    until: date | None = None
    reason: str = ""


def load_register(*, by: Actor, entries: Iterable[NewEntry]) -> int:
    """Enter past entries. Nothing is judged but by the table's constraints. Returns how many.

    :raises NotAllowed: only the system loads.
    """
    require_system(by)
    whole = list(entries)
    with act("registers.load_register", by=by, about=("import", uuid7())) as deed:
        copy_rows("registers_entry", ENTRY, map(_row, whole))
        look_over("registers_entry")
        deed.note(entries=dict(Counter(one.kind for one in whole)))
    return len(whole)


def _row(one: NewEntry) -> Row:
    return (
        one.subject_id, one.id, one.kind, one.service, one.case_id, one.union_id, one.since, one.until, one.reason,
    )  # fmt: skip
