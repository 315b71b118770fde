"""A subsidy in two halves: the first on approval, the second when somebody has looked at what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.casework.errors import AlreadyOpen, MustStepAside, NotYourTurn, PicturesMissing, WrongState
from niangjia.casework.models import CapLine, Case
from niangjia.catalogue import api as catalogue
from niangjia.insight import api as insight
from niangjia.kernel.errors import NotAllowed, ReasonMissing
from niangjia.ledger import api as ledger
from niangjia.messages import api as messages
from niangjia.notices import api as notices
from niangjia.people import api as people
from tests.casework.conftest import Run, later, state, steps, waits_at
from tests.casework.instalments import (
    ASKED_FEN,
    BUDGET_FEN,
    FORM,
    HOME,
    PICTURES,
    amount,
    answer,
    appropriate,
    granted,
    left,
    newest_batch,
    parts,
    pay,
    small_unions_may,
)
from tests.cast import World

pytestmark = pytest.mark.django_db
FIRST, SECOND = 50_000_01, 50_000_00
TO_SPEND = date(2027, 5, 18)  # 120 working days after 1 December


@pytest.fixture
def home(known: World) -> World:
    appropriate(known)
    small_unions_may(known)
    return known


@pytest.fixture
def on_its_way(home: World, run_jobs: Run) -> Iterator[UUID]:
    """Granted on 23 November, the notice over: the tests stand on 1 December, and the first half waits to be paid."""
    case_id = granted(home)
    with later("2026-12-01"):
        notices.end_due()
        run_jobs()
        yield case_id


@pytest.fixture
def halfway(home: World, on_its_way: UUID, run_jobs: Run) -> UUID:
    pay(home)
    run_jobs()
    return on_its_way


@pytest.fixture
def shown(home: World, halfway: UUID) -> UUID:
    casework.hand_in_work(
        by=home["grassroots_officer"].actor, case_id=halfway, told="墙刷好了，书架和桌椅进了场。", photos=PICTURES
    )
    return halfway


def yuan() -> Decimal | None:
    return insight.figure(key="home_subsidy_yuan")[1]


def test_a_leader_asks_for_her_union_and_the_union_above_handles_it(home: World) -> None:
    case_id = casework.apply_for_service(
        by=home["grassroots_officer"].actor, service=HOME, answers=FORM, subject_id=home.unions["ronghe"].id
    )
    assert (state(case_id), waits_at(case_id)) == ("review", "上街镇总工会")
    assert Case.objects.get(id=case_id).who == "榕和食品有限公司工会委员会"


@pytest.mark.parametrize("who", ["worker", "town_officer", "stranger"])
def test_nobody_asks_for_a_union_she_does_not_speak_for(home: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        casework.apply_for_service(by=home[who].actor, service=HOME, answers=FORM, subject_id=home.unions["ronghe"].id)
    with pytest.raises(NotAllowed):
        casework.save_draft(by=home[who].actor, service=HOME, answers=FORM, subject_id=home.unions["ronghe"].id)


def test_a_town_union_is_not_judged_by_itself(home: World) -> None:
    people.appoint_to_post(
        by=SYSTEM, person_id=home["town_officer"].id, union_id=home.unions["shangjie"].id, role="leader"
    )
    town = home.unions["shangjie"]
    catalogue.refresh("union", [town.id])
    case_id = casework.apply_for_service(
        by=home["town_officer"].actor, service=HOME, answers=FORM, subject_id=town.id, disputed="账户上周刚开好"
    )
    assert waits_at(case_id) == "闽侯县总工会"


def test_all_of_it_is_held_with_the_decision_in_two_parts(home: World) -> None:
    case_id = granted(home)
    assert parts(case_id) == [(FIRST, "held"), (SECOND, "held")]
    assert left(home) == BUDGET_FEN - ASKED_FEN


def test_the_public_reads_the_unions_name(home: World) -> None:
    granted(home)
    public = notices.public_notice(token=notices.open_notices(limit=10)[0].token)
    assert public
    assert [row.name for row in public.rows] == ["榕和食品有限公司工会委员会"]


def test_the_first_half_is_paid_to_the_unions_account_and_the_case_waits_to_see_it_spent(
    home: World, on_its_way: UUID, run_jobs: Run
) -> None:
    assert (state(on_its_way), parts(on_its_way)) == ("delivering", [(FIRST, "asked"), (SECOND, "held")])
    pay(home)
    run_jobs()
    case = Case.objects.get(id=on_its_way)
    assert (case.state, case.due_on, case.waiting_union_id) == ("halfway", TO_SPEND, None)
    assert ledger.payouts_of_case(case_id=case.id)[0].owner_id == home.unions["ronghe"].id
    told = [message.kind for message in messages.inbox(person_id=home["grassroots_officer"].id)]
    assert "case.work_awaited" in told


def test_what_has_been_paid_counts_and_no_more(home: World, halfway: UUID, run_jobs: Run) -> None:
    assert yuan() == Decimal("50000.01")
    records, total = insight.records(key="home_subsidy_yuan")
    assert (total, records[0].link_id) == (1, halfway)


def test_with_pictures_it_goes_to_the_county_and_after_its_yes_the_second_half_follows(
    home: World, shown: UUID, run_jobs: Run
) -> None:
    assert (state(shown), waits_at(shown)) == ("accepting", "闽侯县总工会")
    assert [line.id for line in casework.waiting_for(home["county_officer"].actor)] == [shown]
    casework.accept_work(by=home["county_officer"].actor, case_id=shown, found="现场看过，和方案一致。")
    assert (state(shown), parts(shown)) == ("delivering", [(FIRST, "paid"), (SECOND, "asked")])
    pay(home)
    run_jobs()
    assert (state(shown), yuan(), amount(shown)) == ("delivered", Decimal("100000.01"), ASKED_FEN)
    assert steps(shown)[-5:] == ["paid", "handed_in", "accepted", "paid", "delivered"]
    assert catalogue.verdict_now(service=HOME, subject_id=home.unions["ronghe"].id) == "no"
    assert ledger.books_balanced().balanced


def test_only_who_speaks_for_the_union_shows_it_and_only_with_pictures(home: World, halfway: UUID) -> None:
    with pytest.raises(NotAllowed):
        casework.hand_in_work(by=home["worker"].actor, case_id=halfway, told="建好了，请来看看。", photos=PICTURES)
    with pytest.raises(PicturesMissing):
        casework.hand_in_work(
            by=home["grassroots_officer"].actor, case_id=halfway, told="建好了，请来看看。", photos=()
        )
    with pytest.raises(ReasonMissing):
        casework.hand_in_work(by=home["grassroots_officer"].actor, case_id=halfway, told="", photos=PICTURES)
    assert state(halfway) == "halfway"


def test_a_successor_shows_what_the_one_before_her_began(home: World, halfway: UUID) -> None:
    people.appoint_to_post(by=SYSTEM, person_id=home["mother"].id, union_id=home.unions["ronghe"].id, role="leader")
    casework.hand_in_work(by=home["mother"].actor, case_id=halfway, told="接手以后建好了。", photos=PICTURES)
    assert state(halfway) == "accepting"


def test_only_the_officer_whose_turn_it_is_accepts(home: World, shown: UUID) -> None:
    for who in ("town_officer", "municipal_officer", "grassroots_officer"):
        with pytest.raises(NotYourTurn):
            casework.accept_work(by=home[who].actor, case_id=shown, found="现场看过，和方案一致。")
    people.record_relative(
        by=SYSTEM,
        person_id=home["grassroots_officer"].id,
        other_id=home["county_officer"].id,
        relation="spouse",
    )
    with pytest.raises(MustStepAside):
        casework.accept_work(by=home["county_officer"].actor, case_id=shown, found="现场看过，和方案一致。")


@pytest.mark.parametrize("verb", ["approve", "refuse", "withdraw"])
def test_what_belongs_to_the_decision_cannot_be_done_again(home: World, shown: UUID, verb: str) -> None:
    county = home["county_officer"].actor
    acts = {
        "approve": lambda: casework.approve(by=county, case_id=shown),
        "refuse": lambda: casework.refuse(by=county, case_id=shown, reason="不像样子"),
        "withdraw": lambda: casework.withdraw(by=home["grassroots_officer"].actor, case_id=shown),
    }
    with pytest.raises(WrongState):
        acts[verb]()
    assert parts(shown) == [(FIRST, "paid"), (SECOND, "held")]


def test_returned_work_is_shown_again_with_the_days_anew(home: World, shown: UUID, run_jobs: Run) -> None:
    casework.return_work(by=home["county_officer"].actor, case_id=shown, reason="书架还没有固定，补好再拍。")
    case = Case.objects.get(id=shown)
    assert (case.state, case.due_on) == ("halfway", TO_SPEND)
    casework.hand_in_work(by=home["grassroots_officer"].actor, case_id=shown, told="固定好了。", photos=PICTURES)
    assert state(shown) == "accepting"


def test_refused_work_ends_with_the_first_half_and_gives_the_second_back(
    home: World, shown: UUID, run_jobs: Run
) -> None:
    with pytest.raises(ReasonMissing):
        casework.refuse_work(by=home["county_officer"].actor, case_id=shown, reason="")
    casework.refuse_work(by=home["county_officer"].actor, case_id=shown, reason="钱没有用在这个地方。")
    run_jobs()
    assert (state(shown), amount(shown), parts(shown)) == ("delivered", FIRST, [(FIRST, "paid"), (SECOND, "stopped")])
    assert (left(home), yuan()) == (BUDGET_FEN - FIRST, Decimal("50000.01"))
    assert CapLine.objects.get(service=HOME).used_fen == FIRST
    told = {message.kind: message.body for message in messages.inbox(person_id=home["grassroots_officer"].id)}
    assert "钱没有用在这个地方" in told["case.stopped"]
    assert ledger.books_balanced().balanced


def test_what_is_never_shown_comes_before_the_officer_when_the_days_are_over(home: World, halfway: UUID) -> None:
    with later("2027-05-18"):
        assert casework.escalate_overdue() == 0
    with later("2027-05-19"):
        assert casework.escalate_overdue() == 1
        assert (state(halfway), waits_at(halfway)) == ("accepting", "闽侯县总工会")
        with pytest.raises(PicturesMissing):
            casework.accept_work(by=home["county_officer"].actor, case_id=halfway, found="没有看到照片。")
        casework.return_work(by=home["county_officer"].actor, case_id=halfway, reason="请把建成的样子拍上来。")
        assert state(halfway) == "halfway"


def test_an_acceptance_over_its_clock_goes_one_level_up(home: World, shown: UUID) -> None:
    with later("2027-02-01"):
        assert casework.escalate_overdue() == 1
        assert waits_at(shown) == "福州市总工会"


def test_a_first_half_that_comes_back_is_repaired_before_anything_goes_on(
    home: World, shown: UUID, run_jobs: Run
) -> None:
    assert answer(home, "退汇", newest_batch(home)).reversed == 1
    run_jobs()
    assert (state(shown), yuan(), parts(shown)[0]) == ("bounced", 0, (FIRST, "asked"))
    payout = ledger.payouts_of_case(case_id=shown)[0]
    ledger.repair_account(
        by=home["finance_officer"].actor, payout_id=payout.id, holder="榕和食品工会", number="35050161893800003"
    )
    pay(home)
    run_jobs()
    assert (state(shown), waits_at(shown)) == ("accepting", "闽侯县总工会"), "what was shown is not shown twice"
    assert ledger.books_balanced().balanced


def test_a_union_gets_it_once(home: World, shown: UUID) -> None:
    with pytest.raises(AlreadyOpen):
        casework.apply_for_service(
            by=home["grassroots_officer"].actor, service=HOME, answers=FORM, subject_id=home.unions["ronghe"].id
        )


def test_a_refusal_before_the_decision_leaves_no_part_behind(home: World, run_jobs: Run) -> None:
    case_id = granted(home)
    casework.withdraw(by=home["grassroots_officer"].actor, case_id=case_id)
    assert (state(case_id), parts(case_id), left(home)) == ("withdrawn", [], BUDGET_FEN)
    assert casework.apply_for_service(
        by=home["grassroots_officer"].actor, service=HOME, answers=FORM, subject_id=home.unions["ronghe"].id
    )
    assert ledger.books_balanced().balanced
