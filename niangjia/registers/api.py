"""The door of the registers package."""

from __future__ import annotations

from niangjia.registers.actions.enter_register import enter_register
from niangjia.registers.actions.leave_register import leave_register
from niangjia.registers.actions.load_register import NewEntry, load_register
from niangjia.registers.actions.look_through import Page, Standing, look_through, stream_of
from niangjia.registers.queries import EntryRow, counts, entry_of_case
from niangjia.registers.rules import REGISTERS, Register

__all__ = [
    "REGISTERS",
    "EntryRow",
    "NewEntry",
    "Page",
    "Register",
    "Standing",
    "counts",
    "enter_register",
    "entry_of_case",
    "leave_register",
    "load_register",
    "look_through",
    "stream_of",
]
