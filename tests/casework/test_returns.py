"""Returning: everything at once, the clock stands, a second return is a superior's."""

from __future__ import annotations

from uuid import UUID

import pytest

from niangjia.casework import api as casework
from niangjia.casework.api import Defect
from niangjia.casework.errors import DefectsMissing, SecondReturn
from niangjia.casework.models import Case
from niangjia.kernel.errors import NotAllowed, NotFound
from niangjia.people import api as people
from tests.casework.conftest import later, state, study_answers, waits_at
from tests.cast import World

pytestmark = pytest.mark.django_db
DEFECTS = [Defect("admission", "照片看不清，请重拍，四个角拍全。"), Defect("", "请补上学生证号。")]


@pytest.fixture
def returned(student: World, granting: UUID) -> UUID:
    with later("2026-11-24"):
        casework.return_for_repair(by=student["grassroots_officer"].actor, case_id=granting, defects=DEFECTS)
    return granting


def test_all_defects_are_shown_at_once(student: World, returned: UUID) -> None:
    view = casework.case_for(student["worker"].actor, returned)
    assert [d["text"] for d in view.defects] == [d.text for d in DEFECTS]


def test_a_return_without_a_defect_is_refused(student: World, granting: UUID) -> None:
    with pytest.raises(DefectsMissing):
        casework.return_for_repair(by=student["grassroots_officer"].actor, case_id=granting, defects=[])


def test_the_clock_stands_while_the_applicant_mends(student: World, returned: UUID, evidence: str) -> None:
    with later("2026-12-10"):
        assert casework.escalate_overdue() == 0
        casework.resubmit(by=student["worker"].actor, case_id=returned, answers=study_answers(evidence))
        assert waits_at(returned) == "榕和食品有限公司工会委员会"
        assert str(Case.objects.get(id=returned).due_on) == "2026-12-14"


def test_a_second_return_is_not_the_reviewers(student: World, returned: UUID, evidence: str) -> None:
    casework.resubmit(by=student["worker"].actor, case_id=returned, answers=study_answers(evidence))
    with pytest.raises(SecondReturn):
        casework.return_for_repair(by=student["finance_officer"].actor, case_id=returned, defects=DEFECTS)
    casework.return_for_repair(by=student["town_officer"].actor, case_id=returned, defects=DEFECTS)
    assert state(returned) == "returned"


def test_nobody_else_can_mend_it(student: World, returned: UUID, evidence: str) -> None:
    with pytest.raises(NotAllowed):
        casework.resubmit(by=student["courier"].actor, case_id=returned, answers=study_answers(evidence))


def test_a_stranger_does_not_even_learn_that_it_exists(student: World, returned: UUID) -> None:
    for stranger in ("stranger", "courier", "security_admin"):
        with pytest.raises(NotFound):
            casework.case_for(student[stranger].actor, returned)


def test_every_level_above_sees_it(student: World, returned: UUID) -> None:
    for officer in ("grassroots_officer", "town_officer", "county_officer", "municipal_officer"):
        assert casework.case_for(student[officer].actor, returned).case.id == returned


def test_a_refusal_can_be_appealed_to_the_level_above(student: World, granting: UUID) -> None:
    casework.refuse(by=student["grassroots_officer"].actor, case_id=granting, reason="单位认为不符合条件")
    casework.appeal(by=student["worker"].actor, case_id=granting, reason="条件都符合，请上级看一下")
    assert waits_at(granting) == "上街镇总工会"
    casework.decide_appeal(by=student["town_officer"].actor, case_id=granting, upheld=True, reason="条件符合，继续办理")
    assert waits_at(granting) == "福州市总工会"


def test_an_appeal_that_fails_stays_refused(student: World, granting: UUID) -> None:
    casework.refuse(by=student["grassroots_officer"].actor, case_id=granting, reason="单位认为不符合条件")
    casework.appeal(by=student["worker"].actor, case_id=granting, reason="条件都符合，请上级看一下")
    casework.decide_appeal(by=student["town_officer"].actor, case_id=granting, upheld=False, reason="查实已经退学")
    assert state(granting) == "refused"


def test_days_in_a_year_not_yet_announced_are_flagged(student: World, granting: UUID) -> None:
    assert casework.case_for(student["worker"].actor, granting).unknown_years == ()
    with later("2026-12-28"):
        casework.approve(by=student["grassroots_officer"].actor, case_id=granting)
        assert casework.case_for(student["worker"].actor, granting).unknown_years == (2027,)


def test_a_defect_in_what_is_known_is_asked_anew_and_kept(student: World, granting: UUID) -> None:
    worker, other_card = student["worker"], student["courier"].bank_card
    wrong_card = [Defect("bank_card", "银行说户名不符，请换一张本人的卡。")]
    casework.return_for_repair(by=student["grassroots_officer"].actor, case_id=granting, defects=wrong_card)
    form = casework.form_for(person_id=worker.id, service="study-grant", case=Case.objects.get(id=granting))
    assert "bank_card" in {f.field.name for f in form.asked}
    casework.resubmit(by=worker.actor, case_id=granting, answers={"bank_card": other_card})
    assert people.profile(worker.id).bank_card_masked == f"••••{other_card[-4:]}"
