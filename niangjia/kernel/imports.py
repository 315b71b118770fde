"""What reading a file of rows has come to: the answer every import gives, to a machine and to a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Progress = Callable[[int, int], None]  # (rows done, rows in all)


@dataclass(frozen=True, slots=True)
class Remark:
    """One row and a reason key. ``same_as`` is the row it repeats; ``transfer`` offers to move the membership here."""

    row: int
    why: str
    same_as: int | None = None
    transfer: bool = False

    def as_json(self, *, same_as: bool = True) -> dict[str, Any]:
        found: dict[str, Any] = {"row": self.row, "why": self.why}
        if same_as and self.same_as is not None:
            found["same_as"] = self.same_as
        if self.transfer:
            found["transfer"] = True
        return found


@dataclass(slots=True)
class ImportResult:
    """``row`` is always the sheet's own row number. ``accepted`` = created + changed + unchanged."""

    blank: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: list[Remark] = field(default_factory=list)
    warned: list[Remark] = field(default_factory=list)
    applied: bool = False
    header_row: int = 1
    tells_same_as: bool = True  # the agreed answer for unions leaves it out; people are told in any case

    @property
    def accepted(self) -> int:
        return self.created + self.changed + self.unchanged

    def as_json(self) -> dict[str, Any]:
        """The agreed shape; lists in the order of the sheet."""
        return {
            "accepted": self.accepted,
            "blank": self.blank,
            "rejected": [r.as_json(same_as=self.tells_same_as) for r in sorted(self.rejected, key=lambda r: r.row)],
            "warned": [r.as_json() for r in sorted(self.warned, key=lambda r: r.row)],
            "created": self.created,
            "changed": self.changed,
            "unchanged": self.unchanged,
        }
