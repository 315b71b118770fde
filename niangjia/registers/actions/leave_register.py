"""退出: an entry ends; it stays readable."""

from __future__ import annotations

from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.acts import act
from niangjia.kernel.errors import NotAllowed, NotFound
from niangjia.kernel.reasons import require_reason
from niangjia.kernel.text import N_
from niangjia.registers.errors import HasLeft
from niangjia.registers.events import RegisterLeft
from niangjia.registers.models import Entry
from niangjia.registers.rules import REGISTERS

OWN_WILL = N_("本人退出")


def leave_register(*, by: Actor, subject_id: UUID, entry_id: UUID, reason: str = "") -> None:
    """She leaves of her own will where the register allows it; else a leader over the entry's union ends it, with a reason.

    :raises NotFound, HasLeft, NotAllowed, ReasonMissing:
    """
    with act("registers.leave", by=by, about=("register", entry_id), owner=subject_id, reason=reason) as deed:
        entry = (
            Entry.objects.select_for_update(of=("self",))
            .select_related("union")
            .filter(subject_id=subject_id, id=entry_id)
            .first()
        )
        if entry is None:
            raise NotFound
        if entry.until:
            raise HasLeft(on=entry.until)
        entry.reason = _reason(by, entry, reason)
        entry.until = clock.today()
        entry.save(update_fields=["until", "reason"])
        deed.note(register=entry.kind)
        deed.emit(RegisterLeft(subject_id=subject_id, entry_id=entry_id))


def _reason(by: Actor, entry: Entry, reason: str) -> str:
    """What the entry will say, once it is sure that ``by`` may end it."""
    if by.id == entry.subject_id and REGISTERS[entry.kind].of_own_will:
        return OWN_WILL
    if by.id != SYSTEM.id and not by.may("leader", entry.union.path):
        raise NotAllowed
    return require_reason(reason)
