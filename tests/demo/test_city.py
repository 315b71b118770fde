"""The model city: made once, always the same, with people who can act."""

from __future__ import annotations

from typing import Any

import pytest

from niangjia.activities import api as activities
from niangjia.aid import api as aid
from niangjia.base.actor import Actor
from niangjia.base.jobs import drain
from niangjia.campaigns import api as campaigns
from niangjia.casework import api as casework
from niangjia.casework.errors import FormIncomplete
from niangjia.catalogue import api as catalogue
from niangjia.demo import api as demo
from niangjia.demo.rules.cast import CAST, role
from niangjia.demo.rules.places import SHANGJIE, places
from niangjia.insight import api as insight
from niangjia.ledger import api as ledger
from niangjia.notices import api as notices
from niangjia.people import api as people
from niangjia.points import api as points
from niangjia.quotas import api as quotas
from niangjia.quotas.rules.draws import verify
from niangjia.unions import api as unions
from tests.demo.conftest import AS_OF, TINY, Built

pytestmark = pytest.mark.slow


def actor(key: str) -> Actor:
    found = role(key)
    assert found
    person_id = people.person_phoned(phone=found.phone)
    assert person_id
    return people.actor_for(person_id)


def verdict(key: str, service: str) -> str:
    return next(v.verdict for v in catalogue.entitlements_of(actor(key).id) if v.key == service)


def states(service: str) -> set[str]:
    found, _ = casework.find_cases(actor("leader"), service=service, size=200)
    return {case.state for case in found}


def test_the_tree_is_the_real_one_with_invented_unions_below(city: Built) -> None:
    top = unions.top()
    assert top
    assert top.name == "福州市总工会"
    federations = [ref for ref in unions.subtree(path="") if ref.kind == "federation"]
    assert {ref.region_code for ref in federations} == {place.code for place in places()}
    assert len(federations) == 1 + 13 + 186
    shangjie = unions.federation_for_region(region_code=SHANGJIE)
    assert shangjie
    assert shangjie.name == "上街镇总工会"


def test_the_city_has_the_report_s_new_unions_and_members(city: Built) -> None:
    values = {line.line.key: line.value for line in insight.report() if line.produced}
    assert values["new_unions"] == round(31_000 * TINY)
    assert values["new_members"] == round(250_000 * TINY)


def test_progress_is_told(city: Built) -> None:
    assert "the cast" in city.lines
    assert any(line.endswith("matters") for line in city.lines)
    assert city.lines[-2].endswith("payments")
    assert city.lines[-1].endswith("consoled")


def test_some_told_something_of_themselves_and_a_third_was_never_asked(city: Built) -> None:
    line = next(line for line in city.lines if "told" in line)
    count, answers = (int(word.replace(",", "")) for word in line.split() if word[0].isdigit())
    assert 0.55 < answers / 3 / count < 0.75


def test_a_second_time_nothing_is_made(city: Built) -> None:
    assert demo.ensure_city(scale=TINY, as_of=AS_OF) is False
    assert demo.digest() == city.digest


def test_everybody_of_the_cast_has_a_login(city: Built) -> None:
    for each in CAST:
        assert people.login_of(person_id=actor(each.key).id), each.name
    assert people.is_officer(actor("town").id)
    assert not people.is_officer(actor("worker").id)


def test_the_worker_is_entitled_and_the_others_have_something_to_try(city: Built) -> None:
    assert verdict("worker", "study-grant") == "yes"
    assert verdict("mother", "hardship-aid") == "unknown"
    assert verdict("courier", "join") == "unknown"


def test_the_courier_can_join_at_the_town(city: Built) -> None:
    courier, known = actor("courier"), role("courier")
    assert known
    town = unions.federation_for_region(region_code=SHANGJIE)
    assert town
    answers: dict[str, Any] = {
        "name": known.name, "id_number": known.id_number, "employment": "platform", "new_form": "courier",
        "employer_name": "闽路快送上街站", "union": str(town.id), "wish": "on",
        "signature": {"typed": known.name},
    }  # fmt: skip
    case_id = casework.apply_for_service(by=courier, service="join", answers=answers)
    casework.approve(by=actor("town"), case_id=case_id)
    drain()
    assert people.union_of(courier.id) == town.id


def test_the_worker_is_asked_only_for_what_is_not_known(city: Built) -> None:
    with pytest.raises(FormIncomplete) as missing:
        casework.apply_for_service(by=actor("worker"), service="study-grant", answers={})
    assert set(missing.value.fields) == {"diploma", "notice_consent"}


def test_the_town_has_a_full_desk(city: Built) -> None:
    counts = casework.counts_for(actor("town"))
    assert all(counts[group] for group in ("over", "today", "tomorrow"))
    assert counts["all"] >= 8


def test_officers_of_every_level_have_something_to_do(city: Built) -> None:
    for key in ("grassroots", "county", "municipal", "municipal2"):
        assert casework.counts_for(actor(key))["all"], key


def test_matters_stand_in_many_states(city: Built) -> None:
    assert {"rated", "review", "returned", "withdrawn"} <= states("join")
    assert {"rated", "review", "notice"} <= states("hardship-aid")
    assert {"delivered", "review", "notice"} <= states("model-worker")
    assert notices.open_notices()


def test_money_came_from_budgets_and_the_books_balance(city: Built) -> None:
    hardship = [line for line in ledger.budgets_visible_to(actor("leader"), year=2026) if line.fund == "hardship"]
    assert hardship[0].spent_fen > 0
    assert ledger.books_balanced().balanced


def test_the_standard_of_living_is_there(city: Built) -> None:
    assert aid.standards()


def test_no_job_is_left_over(city: Built) -> None:
    assert drain() == 0


def test_what_is_kept_equals_a_full_rebuild(city: Built) -> None:
    assert catalogue.rebuild(check=True).ok


def test_places_are_to_be_had_and_what_is_over_was_attended(city: Built) -> None:
    coming = {pool.title: pool for pool in quotas.pools_visible_to(actor("municipal"), size=100)[0]}
    assert coming["剪纸：一张红纸剪个福"].left > 0
    tea = next(pool for pool in quotas.pools_visible_to(actor("municipal"), over=True)[0] if pool.title == "茶艺入门")
    rows, _ = quotas.bookings_of_pool(actor("municipal"), pool_id=tea.id)
    assert {row.state for row in rows} == {"used", "missed"}
    assert any(row.rating for row in rows)
    assert points.holding(person_id=actor("worker").id).balance > 0
    assert quotas.adrift() == []


def test_who_sweeps_the_streets_has_a_check_up_and_parcels_wait_to_be_posted(city: Built) -> None:
    slots, count = quotas.pools_visible_to(actor("county"), service="sanitation-care")
    given = [row for slot in slots for row in quotas.bookings_of_pool(actor("county"), pool_id=slot.id)[0]]
    assert (count, {row.state for row in given}) == (4, {"booked"})
    assert quotas.other_days(actor("county"), booking_id=given[0].id)
    packs = quotas.pools_visible_to(actor("county"), service="welcome-pack")[0]
    assert sum(quotas.bookings_of_pool(actor("county"), pool_id=pack.id, answered="address")[1] for pack in packs) == 3


def test_a_lot_of_the_city_can_be_drawn_again(city: Built) -> None:
    [drawn] = [draw for draw in quotas.public_draws() if not draw.by_merit]
    assert drawn.drawn_at
    assert (verify(quotas.public_file(drawn)).differs, verify(quotas.public_file(drawn)).given) == ("", 4)


def test_what_was_redeemed_is_reconciled_and_a_base_doubts_a_line(city: Built) -> None:
    officer = actor("municipal")
    places = activities.merchants_visible_to(officer)
    days = [(place.kind, day) for place in places for day in activities.settlements_of(officer, merchant_id=place.id)]
    assert sorted((kind, day.state) for kind, day in days) == [
        ("base", "confirmed"),
        ("base", "disputed"),
        ("shop", "settled"),
    ]
    assert activities.unreconciled(AS_OF) == []
    assert any(row.fund == "warmth" for row in ledger.payouts_visible_to(actor("finance")))


def test_a_train_is_before_the_public_and_another_is_being_entered(city: Built) -> None:
    trains = {pool.title: pool for pool in quotas.pools_visible_to(actor("municipal"), service="homeward", size=9)[0]}
    draw = quotas.draw_of_pool(pool_id=trains["重庆方向返乡专列"].id)
    assert draw
    assert draw.order[0].score == max(entry.score for entry in draw.listed) > min(entry.score for entry in draw.listed)
    assert draw.notice_id
    assert notices.notice_line(notice_id=draw.notice_id).state in notices.RUNNING
    assert trains["南昌方向返乡专列"].entered > 0
    [own] = [b for b in quotas.bookings_of(actor("worker").id) if b.title == "重庆方向返乡专列"]
    assert quotas.place_of(draw, quotas.entry_of(booking_id=own.id)) > 0


def test_campaigns_run_and_something_waits_to_be_looked_at(city: Built) -> None:
    running = {view.kind: view for view in campaigns.campaigns_visible_to(actor("municipal"))[0]}
    assert set(running) == {"quiz", "wishes", "photos"}
    assert {view.state for view in running.values()} == {"running"}
    assert campaigns.how_many_wait(actor("municipal")) == 2
    assert insight.records(key="campaign_participations")[1] == 17
