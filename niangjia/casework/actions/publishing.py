"""公示: a case, or a whole list, is shown to the public with masked names."""

from __future__ import annotations

from collections.abc import Sequence

from niangjia.casework.actions.work import Work
from niangjia.casework.errors import ConsentMissing
from niangjia.casework.events import CaseOnNotice
from niangjia.casework.rules.stages import at_or_above
from niangjia.casework.rules.states import NOTICE
from niangjia.kernel.money import yuan_short
from niangjia.notices import api as notices
from niangjia.people import api as people

CONSENT = "consent"


def publish(works: Sequence[Work]) -> None:
    """Open one notice for these cases: same service, same stage, same union (a list goes to the public as a list)."""
    first = works[0]
    _require_consent(works)
    node = at_or_above(first.plan.line, first.stage.level)
    notice = notices.publish_notice(
        by=first.by,
        union_id=node.id,
        title=first.plan.title["zh"],
        service=first.case.service,
        stage=first.case.stage,
        legal=CONSENT if first.stage.legal == CONSENT else "law",
        legal_basis="" if first.stage.legal == CONSENT else first.stage.legal,
        working_days=first.stage.days,
        rows=[row_of(work) for work in works],
    )
    for work in works:
        work.nobodys_turn()
        work.move_to(NOTICE)
        work.case.notice_id = notice.id
        work.case.due_on = notice.closes_on
        work.step("notice_opened", union=node, notice=str(notice.id), closes_on=str(notice.closes_on))
        work.deed.emit(CaseOnNotice(case_id=work.case.id, notice_id=notice.id))


def _require_consent(works: Sequence[Work]) -> None:
    """Where consent is what allows the notice, nobody's name goes out without hers (个人信息保护法 Art. 13, 25).

    :raises ConsentMissing:
    """
    if works[0].stage.legal != CONSENT:
        return
    for work in works:
        if work.case.person_id and not all(work.case.answers.get(name) is True for name in work.plan.consents):
            raise ConsentMissing(number=work.case.number)


def row_of(work: Work) -> notices.Row:
    """What the public will see of a case: surname, unit, amount band. Nothing else leaves."""
    case = work.case
    name = people.public_name(case.subject_id) if case.subject_kind == "person" else case.who
    band = f"{yuan_short(case.amount_fen)} 元" if case.amount_fen else ""
    return notices.Row(ref=case.id, name=name, unit=work.plan.line[0].name, band=band)
