"""验收: what became of the first half is shown by the union and looked at by an officer, who lets the second half follow."""

from __future__ import annotations

from uuid import UUID

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.casework.access import require_receiver, require_turn
from niangjia.casework.actions.instalments import go_on_paying, stop
from niangjia.casework.actions.money import ask_part
from niangjia.casework.actions.parts import next_part
from niangjia.casework.actions.spending import SHOW_MORE, SHOWN, await_work, to_acceptance
from niangjia.casework.actions.work import Work, work_on
from niangjia.casework.errors import PicturesMissing
from niangjia.casework.rules.states import ACCEPTED_ON, ACCEPTING, DELIVERING, HALFWAY
from niangjia.kernel.errors import ReasonMissing


def hand_in_work(*, by: Actor, case_id: UUID, told: str, photos: tuple[UUID, ...]) -> None:
    """交验收: the union says what the money was spent on and shows it in pictures (ids of stored files).

    :raises NotAllowed: ``by`` does not speak for the union; PicturesMissing; ReasonMissing: nothing was said.
    """
    _require_words(told)
    if not photos:
        raise PicturesMissing
    with work_on("casework.hand_in_work", by=by, case_id=case_id) as work:
        require_receiver(work.case, by)
        work.must_be(HALFWAY)
        work.step(SHOWN, reason=told, photos=[str(photo) for photo in photos])
        to_acceptance(work, why=SHOWN)


def look_unasked(work: Work) -> None:
    """The days for spending are over and nothing was shown: the officer takes it up without."""
    work.step("work_overdue", due=str(work.case.due_on))
    to_acceptance(work, why="escalated")


def accept_work(*, by: Actor, case_id: UUID, found: str) -> None:
    """It is what was granted: the second half is asked for.

    :raises PicturesMissing: nobody has shown it yet.
    """
    _require_words(found)
    with work_on("casework.accept_work", by=by, case_id=case_id) as work:
        _require_turn(work)
        if not work.case.steps.filter(kind=SHOWN).exists():
            raise PicturesMissing
        work.step("accepted", reason=found, union=work.case.waiting_union)
        work.case.record |= {ACCEPTED_ON: clock.today().isoformat()}
        work.move_to(DELIVERING)
        work.nobodys_turn()
        ask_part(work, next_part(work))
        go_on_paying(work, nr=2)


def return_work(*, by: Actor, case_id: UUID, reason: str) -> None:
    """Not yet: the union mends it or shows more, with the days anew."""
    _require_words(reason)
    with work_on("casework.return_work", by=by, case_id=case_id, reason=reason) as work:
        _require_turn(work)
        work.step(SHOW_MORE, reason=reason, union=work.case.waiting_union)
        await_work(work)


def refuse_work(*, by: Actor, case_id: UUID, reason: str) -> None:
    """It is not what was granted: the second half is given back, and the case ends with the first."""
    _require_words(reason)
    with work_on("casework.refuse_work", by=by, case_id=case_id, reason=reason) as work:
        _require_turn(work)
        work.step("work_refused", reason=reason, union=work.case.waiting_union)
        work.nobodys_turn()
        stop(work, reason)


def _require_turn(work: Work) -> None:
    require_turn(work.case, work.by, {ACCEPTING})


def _require_words(text: str) -> None:
    if len(text.strip()) < 4:
        raise ReasonMissing
