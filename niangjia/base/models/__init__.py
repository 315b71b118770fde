"""The tables of the ground floor."""

from __future__ import annotations

from niangjia.base.models.clock import ClockShift
from niangjia.base.models.files import StoredFile
from niangjia.base.models.journal import JournalEntry, JournalSeal

__all__ = ["ClockShift", "JournalEntry", "JournalSeal", "StoredFile"]
