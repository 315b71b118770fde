"""The years before: delivered cases and money as records, summing up to the report's figures times the scale."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.aid import api as aid
from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.casework import api as casework
from niangjia.casework.models import Case
from niangjia.catalogue import api as catalogue
from niangjia.demo.rules.cast import role
from niangjia.demo.rules.dues import PlannedDues, refund_fen
from niangjia.demo.rules.families import plan_family
from niangjia.demo.rules.meetings import COUPLES, MET, in_years, last_wedding, year_met, year_wed
from niangjia.demo.rules.pasts import (
    ENROLLED,
    FAMILIES,
    GRANT_YUAN,
    GRANTS,
    MODEL_WORKERS,
    RELIEF_YUAN,
    WARMTH,
    chances,
    grant_fens,
    needed,
    past_study,
    relieved,
    year_enrolled,
    year_named,
)
from niangjia.demo.rules.subsidies import (
    CLASSES,
    GRANTS_FOR_A_HOME,
    HOME_SIZE,
    HOME_YUAN,
    HOMES,
    STUDIOS,
    TOWN_YUAN,
    grants_of,
    home_shares,
    named_unions,
    town_shares,
)
from niangjia.demo.rules.told import STAGES, worded
from niangjia.demo.rules.tree import PlannedUnion, plan_tree
from niangjia.demo.rules.workers import plan_workers, seats_of
from niangjia.honours import api as honours
from niangjia.insight import api as insight
from niangjia.kernel import resident_id
from niangjia.kernel.errors import NotAllowed
from niangjia.kernel.ids import uuid7
from niangjia.ledger import api as ledger
from niangjia.notices import api as notices
from niangjia.people import api as people
from tests.demo.conftest import TINY, Built

AS_OF = date(2026, 11, 23)
SMALL = seats_of(plan_tree(seed=1, scale=0.004, as_of=AS_OF))


def leader() -> Actor:
    found = role("leader")
    assert found
    who = people.person_phoned(phone=found.phone)
    assert who
    return people.actor_for(who)


def figures() -> dict[str, int]:
    return {line.line.key: int(line.value or 0) for line in insight.report() if line.produced}


@pytest.mark.slow
def test_past_grants_and_refunds_are_counted_and_the_books_balance(city: Built) -> None:
    values = figures()
    assert values["dues_refund_yuan"] > 5_000  # all that five employers had coming
    assert values["study_grant_people"] >= round(GRANTS * TINY)
    assert values["study_grant_yuan"] >= 1_000 * values["study_grant_people"]
    assert ledger.books_balanced().balanced


@pytest.mark.slow
def test_a_past_case_reads_like_one_that_was_acted(city: Built) -> None:
    found, _ = casework.find_cases(leader(), service="dues-refund", size=200)
    past = next(case for case in found if case.applied_at and case.applied_at.year < AS_OF.year)
    view = casework.case_for(leader(), past.id)
    assert [step.kind for step in view.past][:3] == ["opened", "first_signed", "reviewed"]
    assert past.state == "archived"
    granted = Case.objects.filter(service="study-grant", ended_at__isnull=False).earliest("ended_at")
    day = (granted.ended_at or clock.now()).date()
    lines = catalogue.explain(service="study-grant", subject_id=granted.subject_id, today=day)
    assert next(line for line in lines if line.name == "once_a_year").value is False
    assert [payout.state for payout in ledger.payouts_of_case(case_id=past.id)] == ["paid"]


@pytest.mark.slow
def test_a_past_case_with_a_notice_shows_it(city: Built) -> None:
    granted = Case.objects.filter(service="study-grant", ended_at__isnull=False).earliest("ended_at")
    lines = {line.id: line for line in notices.notices_visible_to(leader(), limit=1_000)}
    assert granted.notice_id
    assert lines[granted.notice_id].state == "ended"
    opened = next(step for step in casework.case_for(leader(), granted.id).past if step.kind == "notice_opened")
    assert opened.details["closes_on"] == str(lines[granted.notice_id].closes_on)


@pytest.mark.slow
def test_past_aid_has_its_family_file_and_the_warmth_reached_nearly_everybody(city: Built) -> None:
    helped = Case.objects.filter(service="hardship-aid", state="archived", applied_at__year__lt=AS_OF.year)
    assert helped
    for case in helped:
        file = aid.file_for_case(case_id=case.id)
        assert file
        assert (file.check_result, file.tier) == ("passed", case.record["tier"])
        assert case.decided_at
        assert file.declared_on < case.decided_at.date()
    values = figures()
    assert values["warmth_people"] == round(WARMTH * TINY)
    assert 0 < values["pandemic_relief_yuan"] <= RELIEF_YUAN * TINY  # so few people stood at the front line then


@given(st.integers(0, 1_000_000), st.integers(0, 10))
def test_a_planned_family_is_of_its_tier_and_its_numbers_are_its_own(number: int, years: int) -> None:
    worker = replace(next(plan_workers(SMALL[:1], seed=1, as_of=AS_OF)), number=number)
    family, other = (
        plan_family(one, seed=1, years_ago=years, standard_fen=80_000)
        for one in (worker, replace(worker, number=number + 1))
    )
    household = aid.Household(
        people=1 + len(family.relatives),
        income_fen=family.income_fen,
        rigid_fen=family.rigid_fen,
        sudden_fen=family.sudden_fen,
    )
    assert aid.calculate(household, 80_000).tier == family.tier
    assert family.aid_fen <= 5_000_000
    assert family.lasts is None or 1 <= family.lasts <= years
    told = [one.id_number for each in (family, other) for one in each.relatives]
    assert len(set(told)) == len(told)
    assert all(isinstance(resident_id.parse(one), resident_id.ResidentId) for one in told)


@pytest.mark.django_db
def test_only_the_system_loads() -> None:
    somebody = Actor(uuid7(), "somebody")
    with pytest.raises(NotAllowed):
        casework.load_history(by=somebody, cases=[])
    with pytest.raises(NotAllowed):
        honours.load_honours(by=somebody, honours=[])
    with pytest.raises(NotAllowed):
        ledger.load_paid(by=somebody, union_id=uuid7(), batches=[], basis="往年预算")
    assert casework.load_history(by=SYSTEM, cases=[]) == 0


def test_at_full_scale_the_grants_are_the_report_s() -> None:
    whole = {"study": GRANTS, "honour": MODEL_WORKERS, "aid": FAMILIES, "academy": ENROLLED}
    assert needed(1.0) == whole | {"meeting": MET, "wedding": COUPLES, "relief": 101_000}
    fens = grant_fens(GRANTS, GRANT_YUAN)
    assert (len(fens), sum(fens)) == (GRANTS, GRANT_YUAN * 100)


@given(st.integers(0, 500), st.integers(0, 900_000))
def test_grants_are_a_thousand_or_twelve_hundred(count: int, yuan: int) -> None:
    fens = grant_fens(count, yuan)
    assert len(fens) == count
    assert set(fens) <= {100_000, 120_000}
    if 1_000 * count <= yuan <= 1_200 * count:
        assert abs(sum(fens) - yuan * 100) <= 10_000


def test_candidates_are_enough_and_were_members_then() -> None:
    scale = 0.004
    chance = chances(scale, sum(each.union.size for each in SMALL))["study"]
    found = [(w, s) for w in plan_workers(SMALL, seed=1, as_of=AS_OF) if (s := past_study(w, AS_OF, chance))]
    assert len(found) >= needed(scale)["study"]
    for worker, study in found:
        assert worker.since < study.reported_on < AS_OF
        assert not worker.studies


def test_titles_have_candidates_enough_who_had_worked_for_two_years() -> None:
    scale = 0.004
    chance = chances(scale, sum(each.union.size for each in SMALL))["honour"]
    workers = plan_workers(SMALL, seed=1, as_of=AS_OF)
    found = [(w, year) for w in workers if (year := year_named(w, AS_OF, chance))]
    assert len(found) >= needed(scale)["honour"]
    assert all(worker.since.year + 2 <= year <= AS_OF.year - 2 for worker, year in found)


@given(st.lists(st.integers(0, 2_000_000), min_size=3, max_size=3))
def test_only_small_payers_with_both_years_known_get_back(paid: list[int]) -> None:
    dues = [PlannedDues(2022 + n, None, fen, fen * 40 // 100, date(2022 + n, 12, 20)) for n, fen in enumerate(paid)]
    assert refund_fen(dues[1:], 2024) == 0
    small = paid[0] + paid[1] < 2_000_000
    assert refund_fen(dues, 2024) == (min(paid[2] * 40 // 100, 1_000_000) if small else 0)


def test_a_third_was_never_asked_and_children_are_at_a_stage() -> None:
    told = [worker.told for worker in plan_workers(SMALL, seed=1, as_of=AS_OF)]
    asked = [one for one in told if one]
    assert 0.31 < 1 - len(asked) / len(told) < 0.39
    stages = {stage for _, stage in STAGES} | {"grown"}
    assert {child for one in asked for child in one.children} <= stages
    assert not any(one.children for one in asked if one.single)


def test_what_they_told_fits_the_questions() -> None:
    told = [worker.told for worker in plan_workers(SMALL, seed=1, as_of=AS_OF) if worker.told]
    by_key = {question.key: question for question in people.QUESTIONS}
    answers = {(key, value) for one in told for key, text in worded(one).items() for value in text.split(",") if value}
    assert {key for key, _ in answers} == {"children", "single", "home_region"}
    assert all(value in by_key[key].values for key, value in answers)


def test_any_part_of_the_city_can_be_drawn_by_itself() -> None:
    whole = list(plan_workers(SMALL, seed=1, as_of=AS_OF))
    last = SMALL[-3:]
    assert list(plan_workers(last, seed=1, as_of=AS_OF)) == whole[last[0].first :]


def unions_of(scale: float) -> list[PlannedUnion]:
    return plan_tree(seed=1, scale=scale, as_of=AS_OF)


def test_at_full_scale_towns_and_homes_get_the_report_s_sums() -> None:
    """The tree of the whole city: half a second."""
    unions = unions_of(1.0)
    towns = list(town_shares(unions, (), yuan=TOWN_YUAN, seed=1, as_of=AS_OF))
    assert sum(share.yuan for share in towns) == TOWN_YUAN
    assert len({(share.union.key, share.year) for share in towns}) == len(towns)
    assert {share.yuan for share in towns} == {yuan for _, _, yuan in CLASSES}
    homes = home_shares(unions, (), yuan=HOME_YUAN, seed=1, as_of=AS_OF)
    assert sum(share.yuan for share in homes) == HOME_YUAN
    assert len({share.union.key for share in homes}) == len(homes)
    for service, count in (("model-home", HOMES), ("model-studio", STUDIOS)):
        named = named_unions(unions, service, count=count, least=HOME_SIZE, seed=1, as_of=AS_OF)
        assert len({share.union.key for share in named}) == count


def test_who_got_something_was_there_and_large_enough_and_had_an_account() -> None:
    unions = unions_of(0.02)
    without = frozenset(each.key for each in unions[::7])
    shares = [
        *home_shares(unions, without, yuan=HOME_YUAN // 50, seed=1, as_of=AS_OF),
        *named_unions(unions, "model-studio", without, count=9, least=HOME_SIZE, seed=1, as_of=AS_OF),
    ]
    assert shares
    for share in shares:
        assert share.union.founded_on.year + 2 <= share.year < AS_OF.year
        assert share.union.size >= HOME_SIZE
        assert share.union.key not in without


@given(st.integers(0, 20_000_000))
def test_a_sum_is_cut_into_grants_to_the_last_yuan(yuan: int) -> None:
    grants = grants_of(yuan)
    assert sum(grants) == yuan
    assert all(0 < grant <= max(GRANTS_FOR_A_HOME) for grant in grants)


def test_the_academy_took_workers_of_age_with_a_contract() -> None:
    scale = 0.004
    chance = chances(scale, sum(each.union.size for each in SMALL))["academy"]
    workers = plan_workers(SMALL, seed=1, as_of=AS_OF)
    found = [(w, year) for w in workers if (year := year_enrolled(w, AS_OF, chance))]
    assert len(found) >= needed(scale)["academy"]
    for worker, year in found:
        assert worker.details["employment"] in ("contract", "dispatch")
        assert 18 <= year - worker.born.year < 50
        assert worker.since.year < year


@pytest.mark.slow
def test_unions_have_a_past_too(city: Built) -> None:
    """A tiny city has one home that was subsidised, in two halves."""
    assert figures()["home_subsidy_yuan"] == round(HOME_YUAN * TINY)
    case = Case.objects.get(service="home-subsidy")
    view = casework.case_for(leader(), case.id)
    assert [step.kind for step in view.past if step.kind in ("paid", "accepted")] == ["paid", "accepted", "paid"]
    assert [payout.state for payout in ledger.payouts_of_case(case_id=case.id)] == ["paid", "paid"]


def test_the_young_and_single_met_and_those_with_a_family_had_married() -> None:
    scale = 0.004
    chance = chances(scale, sum(each.union.size for each in SMALL))
    workers = list(plan_workers(SMALL, seed=1, as_of=AS_OF))
    met = [(w, year) for w in workers if (year := year_met(w, AS_OF, chance["meeting"]))]
    wed = [(w, year) for w in workers if (year := year_wed(w, AS_OF, chance["wedding"]))]
    assert len(met) >= needed(scale)["meeting"]
    assert len(wed) >= needed(scale)["wedding"]
    assert not {w.number for w, _ in met} & {w.number for w, _ in wed}
    for worker, year in met + wed:
        assert worker.told
        assert 23 <= year - worker.born.year <= 38
        assert worker.since.year < year <= AS_OF.year


def test_money_went_to_the_front_line_and_to_who_was_a_member_when_the_epidemic_broke_out() -> None:
    scale = 0.004
    chance = chances(scale, sum(each.union.size for each in SMALL))["relief"]
    workers = list(plan_workers(SMALL, seed=1, as_of=AS_OF))
    found = [(w, one) for w in workers if (one := relieved(w, chance))]
    assert len(found) >= needed(scale)["relief"]
    for worker, one in found:
        assert worker.details["frontline"]
        assert (one.number, one.name) == (worker.number, worker.name)
        assert one.since == worker.since < date(2020, 1, 24)


def test_a_wedding_takes_more_than_its_share_only_where_the_others_have_too_few() -> None:
    worker = next(plan_workers(SMALL[:1], seed=1, as_of=AS_OF))
    found = [(worker, year) for year in (2016, 2016, 2016, 2017, 2018)]
    counts = [{y: len(some) for y, some in in_years(found, count=n, most=1).items()} for n in (3, 4)]
    assert counts == [{2016: 1, 2017: 1, 2018: 1}, {2016: 2, 2017: 1, 2018: 1}]


def test_this_year_s_wedding_is_of_the_past_when_it_is_settled() -> None:
    assert [last_wedding(day) for day in (date(2026, 10, 18), date(2026, 10, 27), date(2026, 10, 29))] == [
        2025,
        2025,
        2026,
    ]
