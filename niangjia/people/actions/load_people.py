"""A whole register enters at once, by COPY: for an installation that is filled from another one, and for the model city."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from niangjia.base.actor import Actor, require_system
from niangjia.base.acts import Deed, act
from niangjia.base.beside import made_beside
from niangjia.base.bulk import copy_lines, look_over
from niangjia.base.locks import advisory
from niangjia.kernel.ids import uuid7
from niangjia.people.access import chairs_of
from niangjia.people.actions.register_lines import TABLES, RegisterLines, register_lines
from niangjia.people.rules.loading import NewPerson
from niangjia.unions import api as unions

AT_ONCE = 100_000  # people whose facts and verdicts follow together
PeopleOf = Callable[[int], Iterable[NewPerson]]
Progress = Callable[[int], None]


def load_people(*, by: Actor, people: Iterable[NewPerson], progress: Progress | None = None) -> int:
    """Enter people whom the register does not know, with memberships and studies; facts and verdicts follow.

    :raises NotAllowed: only the system loads; people who come in one by one come by ``import_roster`` or ``join_union``.
    """
    whole = list(people)
    return load_register(by=by, parts=1, people_of=lambda _: whole, progress=progress)


def load_register(*, by: Actor, parts: int, people_of: PeopleOf, progress: Progress | None = None) -> int:
    """``load_people`` for a city: part n of ``parts`` is what ``people_of(n)`` says, asked for when it is wanted.

    More than one part is made by processes beside this one (forked, so ``people_of`` may be any function; it must not touch
    the database), while the database works on the part before. Nothing is judged but by the tables' constraints: a number or a
    phone twice ends the whole load. ``progress`` is told how many are in.

    :raises NotAllowed: only the system loads.
    """
    require_system(by)
    done, touched = 0, set[UUID]()
    with act("people.load_people", by=by, about=("import", uuid7())) as deed:
        advisory("people.roster")
        for lines in made_beside(parts, lambda part: register_lines(people_of(part))):
            _enter(lines, deed)
            touched |= lines.unions
            before, done = done, done + len(lines.ids)
            if before // AT_ONCE < done // AT_ONCE:
                _settle(deed)
            if progress:
                progress(done)
        unions.recount("member")
        deed.touch_many("person", chairs_of(touched))
        deed.touch_many("union", unions.upwards(union_ids=touched))
        deed.note(people=done)
    return done


def _enter(lines: RegisterLines, deed: Deed) -> None:
    for (table, columns), rows in zip(TABLES.items(), lines.tables, strict=True):
        copy_lines(table, columns, rows)
    deed.touch_many("person", lines.ids)


def _settle(deed: Deed) -> None:
    """Verdicts of those who are in, before more come; the planner must see how many there are."""
    look_over(*TABLES)
    deed.settle("person")
