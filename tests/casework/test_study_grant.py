"""A study grant from the application to the bank and back: levels, notice, budget, history."""

from __future__ import annotations

from uuid import UUID

import pytest

from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.casework.access import last_defects
from niangjia.casework.errors import AlreadyOpen, FormIncomplete, MustStepAside, NotEntitled
from niangjia.casework.models import Case, Offer
from niangjia.casework.models import Run as Delivery
from niangjia.catalogue import api as catalogue
from niangjia.ledger import api as ledger
from niangjia.ledger.errors import BudgetExhausted, NoBudget
from niangjia.messages import api as messages
from niangjia.notices import api as notices
from niangjia.people import api as people
from tests.casework.conftest import Run, later, state, steps, study_answers, waits_at
from tests.cast import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def on_notice(student: World, granting: UUID, run_jobs: Run) -> UUID:
    casework.approve(by=student["grassroots_officer"].actor, case_id=granting)
    casework.approve(by=student["municipal_officer"].actor, case_id=granting)
    run_jobs()
    return granting


@pytest.fixture
def delivering(on_notice: UUID, run_jobs: Run) -> UUID:
    with later("2026-12-01"):
        notices.end_due()
        run_jobs()
    return on_notice


def test_it_goes_from_the_grassroots_union_to_the_city(student: World, granting: UUID) -> None:
    assert waits_at(granting) == "榕和食品有限公司工会委员会"
    casework.approve(by=student["grassroots_officer"].actor, case_id=granting)
    assert waits_at(granting) == "福州市总工会"


def test_the_money_is_held_before_the_public_is_asked(student: World, on_notice: UUID, budget: int) -> None:
    assert state(on_notice) == "notice"
    left = ledger.budget_left(union_id=student.unions["city"].id, fund="learning", year=2026)
    assert left == budget - 1000_00


def test_the_public_sees_a_surname_a_unit_and_a_band(on_notice: UUID) -> None:
    notice = notices.open_notices(limit=10)[0]
    public = notices.public_notice(token=notice.token)
    assert public
    assert [(row.name, row.band) for row in public.rows] == [("林*", "1,000 元")]


def test_five_full_working_days_then_the_money_is_ordered(on_notice: UUID, run_jobs: Run) -> None:
    with later("2026-11-30"):
        assert notices.end_due() == 0
    with later("2026-12-01"):
        assert notices.end_due() == 1
        run_jobs()
        assert state(on_notice) == "delivering"


def test_two_people_release_it_and_the_bank_pays(student: World, delivering: UUID, run_jobs: Run) -> None:
    with later("2026-12-02"):
        pay_by_bank(student)
        run_jobs()
    assert state(delivering) == "delivered"
    verdict = next(v for v in catalogue.entitlements_of(student["worker"].id) if v.key == "study-grant")
    assert verdict.verdict == "no"


def test_the_next_application_of_the_same_year_is_refused(
    student: World, delivering: UUID, run_jobs: Run, evidence: str
) -> None:
    with later("2026-12-02"):
        pay_by_bank(student)
        run_jobs()
        with pytest.raises((AlreadyOpen, NotEntitled)):
            casework.apply_for_service(
                by=student["worker"].actor, service="study-grant", answers=study_answers(evidence)
            )


def test_she_rates_it_once_it_has_arrived(student: World, delivering: UUID, run_jobs: Run) -> None:
    with later("2026-12-02"):
        pay_by_bank(student)
        run_jobs()
        casework.rate(by=student["worker"].actor, case_id=delivering, stars=5, text="到账很快")
    assert state(delivering) == "rated"


def test_a_bounce_asks_for_another_account_and_pays_again(student: World, delivering: UUID, run_jobs: Run) -> None:
    with later("2026-12-02"):
        pay_by_bank(student, result="退汇")
        run_jobs()
        assert state(delivering) == "bounced"
        casework.repair_account(by=student["worker"].actor, case_id=delivering, number=student["courier"].bank_card)
        assert state(delivering) == "delivering"
        pay_by_bank(student)
        run_jobs()
    assert state(delivering) == "delivered"


def test_withdrawing_gives_the_money_back_and_frees_the_slot(
    student: World, on_notice: UUID, budget: int, evidence: str
) -> None:
    casework.withdraw(by=student["worker"].actor, case_id=on_notice)
    assert ledger.budget_left(union_id=student.unions["city"].id, fund="learning", year=2026) == budget
    assert casework.apply_for_service(
        by=student["worker"].actor, service="study-grant", answers=study_answers(evidence)
    )


def test_an_objection_by_name_freezes_it_until_it_is_settled(student: World, on_notice: UUID, run_jobs: Run) -> None:
    notice = notices.open_notices(limit=10)[0]
    objection = casework.object_to(
        notice_token=notice.token,
        ref=on_notice,
        name="高向东",
        phone="13900001111",
        text="听说她已经退学了，请核实一下。",
    )
    assert state(on_notice) == "frozen"
    with later("2026-12-01"):
        assert notices.end_due() == 0
        casework.settle_objection(
            by=student["municipal_officer"].actor,
            objection_id=objection,
            upheld=False,
            finding="学校确认在读，异议不成立。",
        )
        assert state(on_notice) == "notice"


def test_an_upheld_objection_refuses_it_and_frees_the_money(student: World, on_notice: UUID, budget: int) -> None:
    notice = notices.open_notices(limit=10)[0]
    objection = casework.object_to(
        notice_token=notice.token,
        ref=on_notice,
        name="高向东",
        phone="13900001111",
        text="听说她已经退学了，请核实一下。",
    )
    casework.settle_objection(
        by=student["municipal_officer"].actor, objection_id=objection, upheld=True, finding="学校确认十月已退学。"
    )
    assert state(on_notice) == "refused"
    assert ledger.budget_left(union_id=student.unions["city"].id, fund="learning", year=2026) == budget


def test_without_a_budget_nobody_can_sign(student: World, evidence: str) -> None:
    case = casework.apply_for_service(
        by=student["worker"].actor, service="study-grant", answers=study_answers(evidence)
    )
    casework.approve(by=student["grassroots_officer"].actor, case_id=case)
    with pytest.raises((NoBudget, BudgetExhausted)):
        casework.approve(by=student["municipal_officer"].actor, case_id=case)
    assert state(case) == "review"


def test_a_relative_steps_aside_and_the_case_falls_to_the_next_level(student: World, granting: UUID) -> None:
    officer, worker = student["grassroots_officer"], student["worker"]
    people.record_relative(by=worker.actor, person_id=worker.id, other_id=officer.id, relation="spouse")
    with pytest.raises(MustStepAside):
        casework.approve(by=officer.actor, case_id=granting)
    casework.step_aside(by=officer.actor, case_id=granting, reason="申请人是我的妻子")
    assert waits_at(granting) == "上街镇总工会"
    assert "vacancy" in steps(granting)


def test_the_form_says_everything_that_is_missing_at_once(student: World, budget: int) -> None:
    with pytest.raises(FormIncomplete) as refused:
        casework.apply_for_service(by=student["worker"].actor, service="study-grant", answers={})
    assert len(refused.value.fields) >= 2


def test_what_is_known_is_not_asked(student: World) -> None:
    form = casework.form_for(person_id=student["worker"].id, service="study-grant")
    assert "bank_card" in {f.field.name for f in form.known}
    assert "bank_card" not in {f.field.name for f in form.asked}


def pay_by_bank(world: World, result: str = "成功") -> None:
    """Batch, two signatures, the bank's file, the bank's receipts."""
    finance, second = world["finance_officer"].actor, world["second_finance_officer"].actor
    waiting = [p.id for p in ledger.payouts_visible_to(finance, state="waiting")]
    batch = ledger.prepare_batch(by=finance, payout_ids=waiting)
    ledger.submit_batch(by=finance, batch_id=batch)
    ledger.release_batch(by=second, batch_id=batch)
    ledger.bank_file(by=finance, batch_id=batch)
    found, lines = ledger.batch(actor=finance, batch_id=batch)
    rows = "\n".join(f"{found.number},{line.seq},{line.amount_fen / 100:.2f},{result},户名不符" for line in lines)
    told = ledger.take_receipts(by=finance, file=f"批次号,序号,金额,结果,原因\n{rows}\n".encode())
    assert not told.problems


@pytest.fixture
def next_year(student: World, delivering: UUID, run_jobs: Run) -> World:
    """She has had it; a school year later the school reports her again."""
    with later("2026-12-02"):
        pay_by_bank(student)
        run_jobs()
    with later("2027-09-20"):
        ledger.appropriate(
            by=SYSTEM,
            union_id=student.unions["city"].id,
            fund="learning",
            year=2027,
            amount_fen=100_000_00,
            basis="测试预算",
        )
        people.record_study(
            by=SYSTEM, person_id=student["worker"].id, school="福建开放大学", level="college", school_year="2027-2028",
            enrolled=True, passed=True, punished=False,
        )  # fmt: skip
        run_jobs()
    return student


def test_the_next_years_grant_is_opened_for_her_and_asks_only_her_consent(next_year: World, run_jobs: Run) -> None:
    with later("2027-09-21"):
        assert casework.deliver_entitled(by=SYSTEM, service="study-grant") == 1
        run_jobs()
        case = Case.objects.get(subject_id=next_year["worker"].id, service="study-grant", period="2027-2028")
        earlier = Case.objects.get(subject_id=next_year["worker"].id, service="study-grant", period="2026-2027")
        assert (case.origin, case.state) == ("delivered", "returned")
        assert case.answers["diploma"] == earlier.answers["diploma"]
        assert [defect["field"] for defect in last_defects(case)] == ["notice_consent"]
        newest = messages.inbox(person_id=next_year["worker"].id)[0]
        assert newest.link == f"/matters/{case.id}/"
        casework.resubmit(by=next_year["worker"].actor, case_id=case.id, answers={"notice_consent": "on"})
        assert state(case.id) == "review"
        assert casework.deliver_entitled(by=SYSTEM, service="study-grant") == 0


def test_for_whom_it_is_renewed_is_not_told_to_apply(next_year: World) -> None:
    with later("2027-09-21"):
        assert casework.offer_entitled(by=SYSTEM) == 0
        assert casework.deliver_entitled(by=SYSTEM, service="study-grant") == 1
    assert not Offer.objects.filter(service="study-grant").exists()


def test_nothing_is_opened_for_who_never_had_it(student: World, budget: int) -> None:
    assert casework.deliver_entitled(by=SYSTEM, service="study-grant") == 0
    run = Delivery.objects.get(service="study-grant")
    assert run.skipped == {"first_time": 1}
    assert casework.offer_entitled(by=SYSTEM) == 1
