"""What follows from a notice: it ran out quietly, somebody objected, the objection was settled."""

from __future__ import annotations

from uuid import UUID

from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.acts import act
from niangjia.casework.actions.moving import go_on
from niangjia.casework.actions.review import refuse_now
from niangjia.casework.actions.work import work_on
from niangjia.casework.rules.states import FROZEN, NOTICE
from niangjia.notices import api as notices


def notice_row_ended(*, case_id: UUID) -> None:
    """The days are over and nobody objected: the case goes on. Called once per row, harmless twice."""
    with work_on("casework.notice_ended", by=SYSTEM, case_id=case_id) as work:
        if work.case.state != NOTICE:
            return
        work.step("notice_ended", notice=str(work.case.notice_id))
        go_on(work, why="notice_ended")


def object_to(*, notice_token: str, ref: UUID, name: str, phone: str, text: str) -> UUID:
    """A named objection to one row: it freezes that case in the same transaction."""
    with act("casework.object", by=SYSTEM, about=("case", ref)) as deed:
        objection = notices.file_objection(token=notice_token, ref=ref, name=name, phone=phone, text=text)
        with work_on("casework.freeze", by=SYSTEM, case_id=ref) as work:
            work.step("objection", objection=str(objection.id))
            work.move_to(FROZEN)
        deed.note(objection=str(objection.id))
    return objection.id


def settle_objection(*, by: Actor, objection_id: UUID, upheld: bool, finding: str) -> None:
    """The written finding: upheld, the case is refused; not upheld, the notice goes on for the days that were left."""
    with act("casework.settle_objection", by=by, about=("objection", objection_id), reason=finding) as deed:
        settled = notices.settle_objection(by=by, objection_id=objection_id, upheld=upheld, finding=finding)
        deed.note(upheld=upheld)
        with work_on("casework.unfreeze", by=by, case_id=settled.ref, reason=finding) as work:
            work.step("objection_settled", reason=finding, upheld=upheld)
            if upheld:
                refuse_now(work, finding)
            elif not notices.has_open_objection(notice_id=settled.notice_id, ref=settled.ref):
                work.move_to(NOTICE)
                work.case.due_on = settled.closes_on
