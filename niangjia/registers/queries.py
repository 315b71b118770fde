"""Who stands in which register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from niangjia.base.actor import Actor
from niangjia.registers.access import in_force
from niangjia.registers.models import Entry
from niangjia.registers.rules import REGISTERS, Register


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry as its subject reads it. ``may_leave``: of her own will, now."""

    subject_id: UUID
    id: UUID
    kind: str
    since: date
    until: date | None
    reason: str

    @property
    def register(self) -> Register:
        return REGISTERS[self.kind]

    @property
    def may_leave(self) -> bool:
        return self.until is None and self.register.of_own_will


def entry_of_case(*, subject_id: UUID, case_id: UUID) -> EntryRow | None:
    """What a case entered, whether in force or ended; None when it entered nothing."""
    row = Entry.objects.filter(subject_id=subject_id, case_id=case_id).values_list(*EntryRow.__slots__).first()
    return EntryRow(*row) if row else None


def counts(actor: Actor) -> dict[str, int]:
    """How many stand in each register within reach: numbers, nobody's name."""
    found = dict(in_force(actor).values_list("kind").annotate(n=Count("id")))
    return {kind: found.get(kind, 0) for kind in REGISTERS}
