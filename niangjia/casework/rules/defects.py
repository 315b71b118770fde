"""What is wrong with an application, all of it at once."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing to mend: the form's field it belongs to (or "" for the whole), what is missing and how to mend it."""

    field: str
    text: str

    def as_json(self) -> dict[str, str]:
        return asdict(self)
