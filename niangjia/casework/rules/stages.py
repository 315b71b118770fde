"""The chain of a case as plain values, and which of the applicant's unions each stage falls to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from niangjia.casework.rules.jury import Jury
from niangjia.casework.rules.sights import Sight

Level = Literal["grassroots", "town", "county", "municipal"]
StageKind = Literal["review", "visit", "check", "notice", "collective", "jury", "accept"]
LEVELS: tuple[Level, ...] = ("grassroots", "town", "county", "municipal")
DEFAULT_DAYS = 5
# Acceptance is an officer's too, but comes after the decision: it decides about the second half of the money alone.
OFFICER_STAGES = frozenset({"review", "visit", "check", "collective", "jury"})
DECISIVE = frozenset({"review", "collective", "jury"})


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a chain. ``days`` are working days.

    ``spend_days``: working days in which the first half is to be spent and shown, before ``accept``.
    ``sees``: what the officer has to see before her yes.
    ``escalate`` maps a level to the working day, counted from the application, on which the case arrives there.
    """

    kind: StageKind
    level: Level
    days: int = DEFAULT_DAYS
    role: str = "reviewer"
    two_person: bool = False
    partner: str = ""
    legal: str = ""
    title: Mapping[str, str] = field(default_factory=dict)
    escalate: Mapping[str, int] = field(default_factory=dict)
    spend_days: int = 0
    jury: Jury | None = None
    sees: tuple[Sight, ...] = ()

    @property
    def needs_officer(self) -> bool:
        return self.kind in OFFICER_STAGES


@dataclass(frozen=True, slots=True)
class Node:
    """A union on the way from the applicant's home to the city."""

    id: UUID
    level: Level
    path: str
    name: str


def at_or_above(line: Sequence[Node], level: Level) -> Node:
    """The union that does a stage meant for ``level``: that level, or the next one above that exists.

    ``line`` runs from the home union upwards. A home that stands higher than ``level`` does it itself.
    """
    wanted = LEVELS.index(level)
    return next((node for node in line if LEVELS.index(node.level) >= wanted), line[-1])


def above(line: Sequence[Node], union_id: UUID) -> Node | None:
    """The next union up, or None at the top."""
    position = next(i for i, node in enumerate(line) if node.id == union_id)
    return line[position + 1] if position + 1 < len(line) else None


def is_skipped(chain: Sequence[Stage], index: int, line: Sequence[Node]) -> bool:
    """Whether a review has nothing of its own to do: its level is missing, and a later review falls to the same union."""
    stage = chain[index]
    if stage.kind != "review":
        return False
    doer = at_or_above(line, stage.level)
    if doer.level == stage.level:
        return False
    return any(later.kind == "review" and at_or_above(line, later.level).id == doer.id for later in chain[index + 1 :])


def next_stage(chain: Sequence[Stage], after: int, line: Sequence[Node]) -> int | None:
    """The index of the stage that follows ``after`` for this line, or None when the chain is done."""
    return next((i for i in range(after + 1, len(chain)) if not is_skipped(chain, i, line)), None)


def is_last_review(chain: Sequence[Stage], index: int, line: Sequence[Node]) -> bool:
    """Whether a yes here is the decision: no officer's stage follows, at most notices."""
    later = (i for i in range(index + 1, len(chain)) if not is_skipped(chain, i, line))
    return chain[index].kind in DECISIVE and not any(chain[i].needs_officer for i in later)
