"""When a campaign runs, what a quiz says to an answer, whether words may stand on a wall."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from niangjia.campaigns.rules.names import COMING, DRAFT, OVER, RUNNING

LONGEST_WORDS = 300
_NUMBER = re.compile(r"[0-9０-９]{7,}")


def state_of(published_at: datetime | None, opens_at: datetime, closes_at: datetime, now: datetime) -> str:
    """The clock alone decides: draft until it was published, then coming, running, over.

    >>> noon = datetime(2026, 11, 23, 12)
    >>> state_of(noon, noon, datetime(2026, 11, 30), noon), state_of(None, noon, datetime(2026, 11, 30), noon)
    ('running', 'draft')
    """
    if published_at is None:
        return DRAFT
    if now < opens_at:
        return COMING
    return RUNNING if now < closes_at else OVER


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: ``answer`` is the place of the right one among ``choices``, ``why`` explains it."""

    nr: int
    text: str
    choices: Sequence[str]
    answer: int
    why: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A question with what was picked."""

    asked: Asked
    picked: int

    @property
    def right(self) -> bool:
        return self.picked == self.asked.answer


def mark(questions: Sequence[Asked], picks: Mapping[int, int]) -> tuple[list[Marked], list[int]]:
    """What was picked of each, and the numbers of those that were not tried. Trying all is enough: nothing is added up."""
    tried = {each.nr for each in questions if 0 <= picks.get(each.nr, -1) < len(each.choices)}
    marked = [Marked(each, picks[each.nr]) for each in questions if each.nr in tried]
    return marked, [each.nr for each in questions if each.nr not in tried]


def tidy(text: str) -> str:
    """Prose as it was typed, its own punctuation kept: no control characters, no blanks at the ends, no more than one empty line.

    >>> tidy(" 想要一个窗口？ ")
    '想要一个窗口？'
    """
    lines = ("".join(c for c in line if c.isprintable()).strip() for line in text.replace("\r\n", "\n").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def tells_a_number(words: str) -> bool:
    """Whether a phone or another number stands in words that everybody is to read.

    >>> tells_a_number("食堂晚班 22 点"), tells_a_number("打我 139 0000 1111")
    (False, True)
    """
    return bool(_NUMBER.search(re.sub(r"[\s\-—－.·]", "", words)))
