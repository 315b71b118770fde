"""What a history is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Matter:
    """``script`` runs from the day it ``begins`` and yields, each time, the day on which it goes on."""

    begins: date
    script: Iterator[date]
