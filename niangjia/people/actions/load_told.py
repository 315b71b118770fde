"""What a whole city has said of itself enters at once, by COPY."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from niangjia.base.actor import Actor, require_system
from niangjia.base.acts import act
from niangjia.base.beside import made_beside
from niangjia.base.bulk import copy_lines, lines_of
from niangjia.kernel.ids import uuid7
from niangjia.people.rules.loading import NewTold

COLUMNS = ("person_id", "question", "answer", "told_on")
ToldOf = Callable[[int], Iterable[NewTold]]


@dataclass(frozen=True, slots=True)
class ToldLines:
    """Answers as COPY reads them, how many, and whose."""

    rows: bytes
    count: int
    people: set[UUID]


def load_told(*, by: Actor, told: Iterable[NewTold]) -> int:
    """Enter answers of people who have not answered these questions yet; facts and verdicts follow. Returns how many.

    Nothing is judged but by the table's constraints: an answer twice, or one a question does not have, ends the whole load.

    :raises NotAllowed: only the system loads; a person tells by ``tell``.
    """
    whole = list(told)
    return load_told_of(by=by, parts=1, told_of=lambda _: whole)


def load_told_of(*, by: Actor, parts: int, told_of: ToldOf) -> int:
    """``load_told`` for a city: part n of ``parts`` is what ``told_of(n)`` says; more than one are made as ``load_register`` makes its own.

    :raises NotAllowed: only the system loads.
    """
    require_system(by)
    done = 0
    with act("people.load_told", by=by, about=("import", uuid7())) as deed:
        for lines in made_beside(parts, lambda part: _lines(told_of(part))):
            copy_lines("people_told", COLUMNS, lines.rows)
            deed.touch_many("person", lines.people)
            done += lines.count
        deed.note(told=done)
    return done


def _lines(told: Iterable[NewTold]) -> ToldLines:
    whole = list(told)
    rows = lines_of((one.person_id, one.question, one.answer, one.told_on) for one in whole)
    return ToldLines(rows, len(whole), {one.person_id for one in whole})
