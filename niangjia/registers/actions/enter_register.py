"""A case ends in an entry."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.acts import act
from niangjia.base.declare import OutcomeCase
from niangjia.kernel.ids import uuid7
from niangjia.registers.errors import StandsThere
from niangjia.registers.events import RegisterEntered
from niangjia.registers.models import Entry
from niangjia.registers.rules import REGISTERS


def enter_register(*, by: Actor, case: OutcomeCase) -> UUID:
    """Enter the case's subject into the register that ``case.spec`` names, from the day of the decision; returns the entry's id. Twice is once.

    :raises StandsThere: she stands in it already, from another case.
    """
    kind, entry_id = case.spec["kind"], uuid7()
    with act("registers.enter", by=by, about=("register", entry_id), owner=case.subject_id) as deed:
        known = Entry.objects.filter(subject_id=case.subject_id, case_id=case.id).first()
        if known:
            return known.id
        try:
            with transaction.atomic():
                Entry.objects.create(
                    subject_id=case.subject_id, id=entry_id, kind=kind, service=case.service, case_id=case.id,
                    union_id=case.union_id, since=clock.local_date(case.decided_at),
                )  # fmt: skip
        except IntegrityError as taken:
            raise StandsThere(register=REGISTERS[kind].title) from taken
        deed.note(register=kind, case=case.number)
        deed.emit(RegisterEntered(subject_id=case.subject_id, entry_id=entry_id))
    return entry_id
