"""What an officer has to see before she signs: a checklist, each line with the ways in which it may be seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

LONGEST_NOTE = 60
SEEN = "seen"  # key in a case's record: what was seen, by the name of the line
SHORTEST_NOTE = 2


@dataclass(frozen=True, slots=True)
class Way:
    """One way of seeing it. ``note``: what is written down; of ``kind`` date it is a promise: it will be seen by that day."""

    name: str
    title: Mapping[str, str]
    note: Mapping[str, str]
    kind: Literal["text", "date"] = "text"


@dataclass(frozen=True, slots=True)
class Sight:
    """One line of the checklist."""

    name: str
    title: Mapping[str, str]
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What an officer says of one line: in which way, and the note. Stored as (way, note)."""

    way: str
    note: str


@dataclass(frozen=True, slots=True)
class Promise:
    """What was not there to be seen yet, and by when it has to be."""

    name: str
    by: date


def unseen(sights: Sequence[Sight], told: Mapping[str, Seen], today: date) -> list[str]:
    """The names of the lines that are not told, or not well: another way than there is, an empty note, a promise for a day gone by."""
    return [sight.name for sight in sights if not _is_told(sight, told.get(sight.name), today)]


def promises(sights: Sequence[Sight], recorded: Mapping[str, Sequence[str]]) -> list[Promise]:
    """Of the lines recorded as (way, note): those that are promises still."""
    dated = {(sight.name, way.name) for sight in sights for way in sight.ways if way.kind == "date"}
    return [
        Promise(name, date.fromisoformat(note)) for name, (way, note, *_) in recorded.items() if (name, way) in dated
    ]


def _is_told(sight: Sight, seen: Seen | None, today: date) -> bool:
    way = next((way for way in sight.ways if seen and way.name == seen.way), None)
    if way is None or seen is None:
        return False
    if way.kind == "date":
        return _day(seen.note) is not None and _day(seen.note) >= today  # type: ignore[operator]  # it is one
    return SHORTEST_NOTE <= len(seen.note.strip()) <= LONGEST_NOTE


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
