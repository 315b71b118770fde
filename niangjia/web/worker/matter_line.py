"""One matter of hers in a list, a case or a booking."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A matter in a list."""

    href: str
    icon: str
    title: str
    why: str
    when: str
    tone: str = ""
    live: bool = False
