"""What a whole city has said of itself enters at once, by COPY."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice

from django.db import connection

from niangjia.base.actor import Actor, require_system
from niangjia.base.acts import act
from niangjia.kernel.ids import uuid7
from niangjia.people.rules.loading import NewTold

BATCH = 10_000


def load_told(*, by: Actor, told: Iterable[NewTold], progress: Callable[[int], None] | None = None) -> int:
    """Enter answers of people who have not answered these questions yet; facts and verdicts follow. Returns how many.

    Nothing is judged but by the table's constraints: an answer twice, or one a question does not have, ends the whole load.

    :raises NotAllowed: only the system loads; a person tells by ``tell``.
    """
    require_system(by)
    waiting, done = iter(told), 0
    with act("people.load_told", by=by, about=("import", uuid7())) as deed:
        while batch := list(islice(waiting, BATCH)):
            _copy(batch)
            deed.touch_many("person", {one.person_id for one in batch})
            done += len(batch)
            if progress:
                progress(done)
        deed.note(told=done)
    return done


def _copy(batch: list[NewTold]) -> None:
    statement = "copy people_told (person_id, question, answer, told_on) from stdin"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for one in batch:
            copy.write_row((one.person_id, one.question, one.answer, one.told_on))
