"""The outcomes ``register.<kind>`` of the plain registers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.declare import OutcomeCase, OutcomeKind
from niangjia.registers.actions.enter_register import enter_register
from niangjia.registers.actions.leave_register import leave_register
from niangjia.registers.queries import entry_of_case
from niangjia.registers.rules import REGISTERS

REVERTED = "原办理结果已撤回"


def deliver_entry(*, by: Actor, case: OutcomeCase) -> Mapping[str, Any]:
    """The entry, as the case's record keeps it."""
    return {"register": case.spec["kind"], "entry": str(enter_register(by=by, case=case))}


def revert_entry(*, by: Actor, case: OutcomeCase) -> None:
    """The decision fell: the entry ends, in the system's name."""
    entry = entry_of_case(subject_id=case.subject_id, case_id=case.id)
    if entry and entry.until is None:
        leave_register(by=SYSTEM, subject_id=case.subject_id, entry_id=entry.id, reason=REVERTED)


OUTCOMES = tuple(OutcomeKind(kind=f"register.{kind}", deliver=deliver_entry, revert=revert_entry) for kind in REGISTERS)
