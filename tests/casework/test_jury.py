"""评委: who may sit, who sees what, what their points lead to. The worker asks to be craftsman of the year."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from niangjia.base import clock, journal
from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.casework.actions.escalation import escalate_overdue
from niangjia.casework.errors import (
    AmountMissing,
    JurorBarred,
    JuryDecides,
    JuryFull,
    JuryNotReady,
    NotOnTheJury,
    NotYourTurn,
    ScoresWrong,
    SeatsForKinds,
)
from niangjia.casework.models import Case, Juror, JurorScore
from niangjia.honours import api as honours
from niangjia.kernel.errors import NotFound, ReasonMissing
from niangjia.ledger import api as ledger
from niangjia.messages import api as messages
from niangjia.notices import api as notices
from niangjia.people import api as people
from tests.casework.conftest import Run, later, state, steps, waits_at
from tests.casework.test_study_grant import pay_by_bank
from tests.cast import Member, World

pytestmark = pytest.mark.django_db
SERVICE = "craftsman"
FUND_FEN = 50_000_00
JURORS = {
    "stranger": "model_worker",
    "leader": "expert",
    "finance_officer": "expert",
    "second_finance_officer": "frontline",
    "town_officer": "frontline",
}
GOOD = {"skill": "45", "result": "25", "teaching": "10"}  # 80
WEAK = {"skill": "20", "result": "10", "teaching": "5"}  # 35
Seat = Callable[[str, str], None]


def candidacy(evidence: str) -> dict[str, Any]:
    return {
        "craft": "钳工", "best": "改了一道工序，一年省二十万元。", "taught": "3", "works": [evidence], "notice_consent": "on",
    }  # fmt: skip


@pytest.fixture
def case(known: World, evidence: str) -> UUID:
    """The worker, a technician, put forward by her county; it waits at the city for a jury."""
    worker, city = known["worker"], known.unions["city"].id
    people.update_profile(by=SYSTEM, person_id=worker.id, skill="technician")
    ledger.appropriate(by=SYSTEM, union_id=city, fund="honours", year=2026, amount_fen=FUND_FEN, basis="测试预算")
    found = casework.apply_for_service(by=worker.actor, service=SERVICE, answers=candidacy(evidence))
    casework.approve(by=known["county_officer"].actor, case_id=found)
    return found


@pytest.fixture
def seat(known: World, case: UUID) -> Seat:
    def run(who: str, kind: str) -> None:
        casework.seat_juror(by=known["municipal_officer"].actor, case_id=case, person_id=known[who].id, kind=kind)

    return run


@pytest.fixture
def jury(seat: Seat) -> list[str]:
    for who, kind in JURORS.items():
        seat(who, kind)
    return list(JURORS)


def elsewhere(world: World, who: str) -> None:
    """She works in another county now, so that she may judge."""
    people.transfer_membership(by=SYSTEM, person_id=world[who].id, union_id=world.unions["gulou"].id, reason="换了单位")


def score(world: World, case: UUID, who: str, points: dict[str, str]) -> None:
    casework.give_scores(by=world[who].actor, case_id=case, given=points)


def count(world: World, case: UUID, amount_fen: int | None = 8_000_00) -> None:
    casework.count_jury(by=world["municipal_officer"].actor, case_id=case, amount_fen=amount_fen)


def refused(world: World, case: UUID, jury: list[str]) -> None:
    for who in jury:
        score(world, case, who, WEAK)
    count(world, case)


def test_five_jurors_score_the_mean_passes_and_she_is_craftsman(
    known: World, case: UUID, jury: list[str], run_jobs: Run
) -> None:
    for who, skill in zip(jury, ("50", "0", "41", "42", "43"), strict=True):
        score(known, case, who, GOOD | {"skill": skill})
    count(known, case)
    told = Case.objects.get(id=case).record["jury"]["1"]
    assert told == {"mean": "77.00", "counted": 3, "dropped": 2, "full": 100, "pass_mark": 60, "passed": True}
    assert state(case) == "notice"
    assert ledger.budget_left(union_id=known.unions["city"].id, fund="honours", year=2026) == FUND_FEN - 8_000_00
    with later("2026-12-01"):
        notices.end_due()
        run_jobs()
        pay_by_bank(known)
        run_jobs()
    assert state(case) == "delivered"
    assert [honour.title for honour in honours.honours_of(person_id=known["worker"].id)] == ["craftsman"]


def test_below_the_mark_it_is_refused_with_the_numbers_and_can_be_appealed(
    known: World, case: UUID, jury: list[str]
) -> None:
    refused(known, case, jury)
    view = casework.case_for(known["worker"].actor, case)
    assert state(case) == "refused"
    assert "平均 35.00 分，没有到 60 分" in view.past[-1].reason
    casework.appeal(by=known["worker"].actor, case_id=case, reason="材料没有看全")
    assert state(case) == "appealed"


def test_an_appeal_that_is_upheld_brings_another_jury_and_not_a_yes(
    known: World, case: UUID, jury: list[str], seat: Seat
) -> None:
    refused(known, case, jury)
    casework.appeal(by=known["worker"].actor, case_id=case, reason="材料没有看全")
    casework.decide_appeal(
        by=known["municipal_officer"].actor, case_id=case, upheld=True, reason="有一份材料没有给评委"
    )
    assert (state(case), waits_at(case)) == ("review", "福州市总工会")
    assert casework.jury_for(known["municipal_officer"].actor, case).free == 5
    assert "jury" not in {name for name, told in Case.objects.get(id=case).record.items() if told}
    with pytest.raises(NotOnTheJury):
        score(known, case, "stranger", GOOD)
    with pytest.raises(JurorBarred, match="已经离席"):
        seat("stranger", "model_worker")


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("worker", "就是申请人"),
        ("mother", "和申请人同一个工会"),
        ("grassroots_officer", "和申请人同一个工会"),
        ("county_officer", "已经在前面的环节办过这件事"),
        ("municipal_officer", "就是选评委的人"),
    ],
)
def test_whoever_has_a_reason_to_step_aside_gets_no_seat(seat: Seat, who: str, why: str) -> None:
    with pytest.raises(JurorBarred, match=why):
        seat(who, "expert")


def test_a_relative_gets_no_seat(known: World, seat: Seat) -> None:
    people.record_relative(by=SYSTEM, person_id=known["worker"].id, other_id=known["stranger"].id, relation="sibling")
    with pytest.raises(JurorBarred, match="是申请人的亲属"):
        seat("stranger", "expert")


def test_nobody_sits_twice_and_nobody_sits_sixth(jury: list[str], seat: Seat, known: World) -> None:
    with pytest.raises(JurorBarred, match="已经在席"):
        seat("leader", "expert")
    elsewhere(known, "mother")
    with pytest.raises(JuryFull):
        seat("mother", "expert")


def test_the_last_seats_are_for_the_kinds_still_missing(seat: Seat) -> None:
    seat("leader", "expert")
    seat("stranger", "expert")
    seat("finance_officer", "expert")
    with pytest.raises(SeatsForKinds, match="劳模、一线职工"):
        seat("town_officer", "expert")
    seat("town_officer", "frontline")


def test_a_kind_that_the_definition_does_not_name_does_not_exist(seat: Seat) -> None:
    with pytest.raises(NotFound):
        seat("leader", "deputy")


def test_only_the_officer_whose_turn_it_is_seats_and_counts(known: World, case: UUID, jury: list[str]) -> None:
    for who in ("county_officer", "stranger", "leader", "worker"):
        with pytest.raises(NotYourTurn):
            casework.seat_juror(by=known[who].actor, case_id=case, person_id=known["courier"].id, kind="expert")
        with pytest.raises(NotYourTurn):
            casework.count_jury(by=known[who].actor, case_id=case)


def test_nobody_signs_or_refuses_in_the_place_of_a_jury(known: World, case: UUID) -> None:
    officer = known["municipal_officer"].actor
    with pytest.raises(JuryDecides):
        casework.approve(by=officer, case_id=case, amount_fen=1_000_00)
    with pytest.raises(JuryDecides):
        casework.refuse(by=officer, case_id=case, reason="手艺还不够好")


def test_without_every_seat_and_every_score_nothing_is_counted(known: World, case: UUID, seat: Seat) -> None:
    for who, kind in list(JURORS.items())[:4]:
        seat(who, kind)
    score(known, case, "leader", GOOD)
    with pytest.raises(JuryNotReady, match="还差 1 位评委、4 份打分"):
        count(known, case)


def test_the_last_word_still_needs_the_amount(known: World, case: UUID, jury: list[str]) -> None:
    for who in jury:
        score(known, case, who, GOOD)
    with pytest.raises(AmountMissing):
        count(known, case, amount_fen=None)
    assert state(case) == "review"


def test_a_juror_may_amend_her_points_until_they_are_counted(known: World, case: UUID, jury: list[str]) -> None:
    for who in jury:
        score(known, case, who, WEAK)
    for who in jury:
        score(known, case, who, GOOD)
    assert JurorScore.objects.count() == 15
    count(known, case)
    assert Case.objects.get(id=case).record["jury"]["1"]["mean"] == "80.00"
    with pytest.raises(NotOnTheJury):
        score(known, case, "leader", WEAK)
    with pytest.raises(NotFound):
        score(known, case, "county_officer", WEAK)


def test_points_out_of_range_are_refused_all_at_once(known: World, case: UUID, jury: list[str]) -> None:
    with pytest.raises(ScoresWrong) as wrong:
        score(known, case, "leader", {"skill": "51", "result": "30"})
    assert sorted(wrong.value.fields) == ["skill", "teaching"]
    assert not JurorScore.objects.exists()


def test_points_are_nobodys_but_the_jurors_own_until_they_are_counted(
    known: World, case: UUID, jury: list[str]
) -> None:
    for who in jury:
        score(known, case, who, GOOD)
    seats = casework.jury_for(known["municipal_officer"].actor, case).seats
    assert [(each.scored, each.points, each.total) for each in seats] == [(True, (), None)] * 5
    assert casework.sheet_for(known["leader"].actor, case).given == {"skill": 45, "result": 25, "teaching": 10}
    written = [e.details for e in journal.entries(about=("case", case), limit=200) if e.verb == "casework.score"]
    assert [set(details) for details in written] == [{"number", "service", "state", "stage"}] * 5
    count(known, case)
    seats = casework.jury_for(known["municipal_officer"].actor, case).seats
    assert [(list(each.points), each.total, each.dropped) for each in seats][1:4] == [([45, 25, 10], 80, False)] * 3


def test_a_seat_opens_this_case_alone_and_only_while_it_is_scored(known: World, case: UUID, jury: list[str]) -> None:
    juror = known["town_officer"].actor
    outsider = known["stranger"].actor
    assert casework.sheet_for(outsider, case).invitation.who == "林*"
    assert [each.case_id for each in casework.invitations(outsider.id)] == [case]
    with pytest.raises(NotFound):
        casework.case_for(outsider, case)
    with pytest.raises(NotFound):
        casework.jury_for(outsider, case)
    with pytest.raises(NotFound):
        casework.sheet_for(known["county_officer"].actor, case)
    for who in jury:
        score(known, case, who, GOOD)
    count(known, case)
    with pytest.raises(NotFound):
        casework.sheet_for(juror, case)
    assert casework.invitations(juror.id) == []


def test_the_applicant_never_learns_who_the_jurors_are(known: World, case: UUID, jury: list[str]) -> None:
    for who in jury:
        score(known, case, who, GOOD)
    count(known, case)
    with pytest.raises(NotFound):
        casework.jury_for(known["worker"].actor, case)
    told = str([(step.who, step.reason, step.details) for step in casework.case_for(known["worker"].actor, case).past])
    for who in jury:
        assert known[who].name not in told
        assert str(known[who].id) not in told


def test_a_juror_who_steps_aside_leaves_her_seat_to_another_and_her_points_fall_away(
    known: World, case: UUID, jury: list[str], seat: Seat
) -> None:
    for who in jury:
        score(known, case, who, GOOD)
    stranger = known["stranger"]
    casework.leave_jury(by=stranger.actor, case_id=case, person_id=stranger.id, reason="她是我师父的徒弟")
    with pytest.raises(JuryNotReady, match="还差 1 位评委、1 份打分"):
        count(known, case)
    with pytest.raises(NotFound):
        casework.sheet_for(stranger.actor, case)
    elsewhere(known, "mother")
    with pytest.raises(SeatsForKinds, match="劳模"):
        seat("mother", "expert")
    assert steps(case)[-1] == "juror_left"


def test_the_officer_takes_a_seat_back_with_a_reason(known: World, case: UUID, jury: list[str]) -> None:
    officer, leader = known["municipal_officer"].actor, known["leader"].id
    with pytest.raises(ReasonMissing):
        casework.leave_jury(by=officer, case_id=case, person_id=leader, reason="没")
    casework.leave_jury(by=officer, case_id=case, person_id=leader, reason="出差，联系不上")
    assert casework.jury_for(officer, case).free == 1
    with pytest.raises(NotOnTheJury):
        casework.leave_jury(by=officer, case_id=case, person_id=leader, reason="出差，联系不上")


def test_one_juror_cannot_take_anothers_seat_away(known: World, case: UUID, jury: list[str]) -> None:
    with pytest.raises(NotYourTurn):
        casework.leave_jury(
            by=known["stranger"].actor, case_id=case, person_id=known["leader"].id, reason="不想和他一起评"
        )


def test_a_case_that_is_taken_back_ends_the_jury(known: World, case: UUID, jury: list[str]) -> None:
    casework.withdraw(by=known["worker"].actor, case_id=case)
    with pytest.raises(NotOnTheJury):
        score(known, case, "leader", GOOD)
    assert casework.invitations(known["leader"].id) == []


def test_a_jury_has_a_clock_like_any_stage(known: World, case: UUID, jury: list[str]) -> None:
    assert str(Case.objects.get(id=case).due_on) == "2026-12-21"
    with later("2026-12-22"):
        assert escalate_overdue() == 0, "above the city is nobody: it stays, overdue and visible"
        assert [line.group for line in casework.waiting_for(known["municipal_officer"].actor)] == ["over"]


def test_whoever_is_seated_is_told_once_with_the_way_to_the_sheet(
    known: World, case: UUID, jury: list[str], run_jobs: Run
) -> None:
    run_jobs()
    told = [note for note in messages.inbox(person_id=known["stranger"].id) if note.kind == "jury.seated"]
    assert [note.link for note in told] == [f"/jury/{case}/"]


def test_the_database_holds_seats_and_ranges_by_itself(known: World, case: UUID, jury: list[str]) -> None:
    score(known, case, "leader", GOOD)
    leader: Member = known["leader"]
    wrong: list[Callable[[], object]] = [
        lambda: Juror.objects.filter(case_id=case, person_id=leader.id).update(seat=1),
        lambda: Juror.objects.filter(case_id=case, person_id=leader.id).update(left_at=clock.now()),
        lambda: JurorScore.objects.filter(person_id=leader.id, name="skill").update(points=51),
        lambda: JurorScore.objects.filter(person_id=leader.id, name="skill").update(points=-1),
        lambda: _points_of_nobody(case, known["courier"].id),
    ]
    for change in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def _points_of_nobody(case: UUID, person_id: UUID) -> None:
    JurorScore.objects.create(case_id=case, stage=1, person_id=person_id, name="skill", points=1, most=50)
