"""Plain values the components take. A page's view fills them; templates only place them.

Texts in them are ready for people: translated, masked, dates already written out.
A verdict is one of yes, near, unk, run, no, back; `verdict` filters also read True, False and None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SQUARES = 5


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of several ways to hold a criterion."""

    verdict: str | bool | None
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion with its reason. `fact`, `age_days`, `allowed_days`, `again_href` are for the console."""

    verdict: str | bool | None
    name: str
    reason: str = ""
    source: str = ""
    age: str = ""
    way: str = ""
    way_href: str = ""
    alternatives: Sequence[Alternative] = ()
    fact: str = ""
    age_days: int | None = None
    allowed_days: int | None = None
    again_href: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A fact we already hold; `href` lets the person correct it."""

    label: str
    value: str
    source: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A point of a timeline: state is done, now or next."""

    state: str
    title: str
    time: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a strip: state is d (gone), n (today), off (not counted) or empty (to come)."""

    top: str
    bottom: str
    state: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing to put right. `by` is person or office; `upload` names the file field that answers it."""

    title: str
    text: str = ""
    by: str = "person"
    upload: str = ""
    error: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """Working days of a stage: how many it has, how many are gone; negative `left` is overdue."""

    total: int
    gone: int
    text: str
    state: str = "run"

    @property
    def squares(self) -> list[str]:
        """Classes of at most five squares and, when overdue, one red square a day, two at most."""
        shown = min(max(self.total, 1), SQUARES)
        if self.state == "over":
            over = max(1, self.gone - self.total)
            return ["f"] * shown + ["x"] * min(over, 2)
        filled = min(shown, round(self.gone * shown / max(self.total, 1)))
        if self.state == "today":
            return ["f"] * (shown - 1) + ["t"]
        return ["f"] * min(filled, shown - 1) + [""] * (shown - min(filled, shown - 1))


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a chain: state is f (done), on (here) or empty. `short` is one sign for lists."""

    short: str
    state: str = ""
    title: str = ""
    sub: str = ""


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A line of the inbox; two-line lists use `sub` under `what` and `who`."""

    key: str
    href: str
    clock: Clock
    what: str
    who: str
    unit: str = ""
    verdict: str | bool | None = "yes"
    point: str = ""
    detail: str = ""
    chain: Sequence[Stage] = ()
    tag: str = ""
    tone: str = ""
    taker: str = ""
    code: str = ""
    preview: str = ""


@dataclass(frozen=True, slots=True)
class InboxGroup:
    """Rows due together; tone `red` for the overdue."""

    title: str
    rows: Sequence[InboxRow]
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """One of two persons: signed (green) or waiting (dashed)."""

    name: str
    role: str
    text: str
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Money:
    """A line of a reckoning, in fen; None is unknown."""

    label: str
    fen: int | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class LogRow:
    """An entry of a case's history or of the journal."""

    time: str
    title: str
    text: str = ""
    who: str = ""
    about: str = ""
    about_href: str = ""
    number: int | None = None
    hash: str = ""


@dataclass(frozen=True, slots=True)
class TreeRow:
    """A union in the tree; depth 0 is the city. `state`: open, shut or leaf."""

    depth: int
    name: str
    href: str
    level: str = ""
    members: int | None = None
    unions: int | None = None
    vacant: str = ""
    state: str = "leaf"
    toggle_href: str = ""


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A sheet row after judging: state is accepted, warned or rejected; `why` in words."""

    row: int
    state: str
    name: str
    text: str = ""
    why: str = ""
    todo: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter with its count."""

    text: str
    href: str
    count: int | None = None
    on: bool = False
    verdict: str = ""
    tone: str = ""
