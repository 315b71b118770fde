"""Taking part: once a person and campaign, one case, points once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from niangjia.base import clock
from niangjia.base.jobs import drain
from niangjia.campaigns import api as campaigns
from niangjia.campaigns.errors import NotAllTried, NotForHer, NotRunning, ThroughTheCampaign, TookPart
from niangjia.campaigns.events import ParticipationCounted
from niangjia.campaigns.models import Entry, Participation
from niangjia.casework import api as casework
from niangjia.casework.errors import NotEntitledByRecords
from niangjia.casework.models import Case
from niangjia.catalogue import api as catalogue
from niangjia.flows.campaigns import participation_counted
from niangjia.insight import api as insight
from niangjia.kernel.errors import NotFound, Refusal
from niangjia.messages import api as messages
from niangjia.people.models import Person
from niangjia.points import api as points
from niangjia.points.models import Earning
from tests.campaigns.conftest import MONDAY, RIGHT, SERVICE, WRONG, Make, hands_in
from tests.cast import World

pytestmark = pytest.mark.django_db


def tries(world: World, who: str, campaign_id: UUID, picks: Any = RIGHT) -> campaigns.Taken:
    return campaigns.take_part(by=world[who].actor, campaign_id=campaign_id, picks=picks)


def balance(world: World, who: str) -> int:
    drain()
    return points.holding(person_id=world[who].id).balance


def test_trying_all_counts_whatever_was_right_and_each_is_explained(known: World, make: Make) -> None:
    quiz = make()
    taken = tries(known, "worker", quiz, WRONG)
    assert [(each.right, each.asked.why[:5]) for each in taken.marked] == [(False, "年满 16"), (False, "12351")]
    assert [each.right for each in tries(known, "mother", quiz).marked] == [True, True]
    assert (balance(known, "worker"), balance(known, "mother")) == (10, 10)


def test_it_is_one_case_of_the_service_and_opens_out_of_its_figure(known: World, make: Make) -> None:
    quiz = make()
    taken = tries(known, "worker", quiz)
    case = Case.objects.get()
    assert (case.id, case.state, case.answers) == (taken.case_id, "delivered", {"campaign": "安全知识答一答"})
    assert case.record == {"register": "participation", "campaign": str(quiz)}
    assert Participation.objects.get().case_id == case.id
    assert insight.figure(key="campaign_participations")[1] == 1
    records, total = insight.records(key="campaign_participations")
    assert (total, records[0].link_id) == (1, case.id)


def test_a_second_time_is_refused_and_adds_nothing(known: World, make: Make) -> None:
    quiz = make()
    tries(known, "worker", quiz)
    with pytest.raises(TookPart):
        tries(known, "worker", quiz)
    assert (Case.objects.count(), balance(known, "worker")) == (1, 10)
    tries(known, "worker", make(title="再来一次"))  # another campaign is another participation
    assert (Case.objects.count(), balance(known, "worker")) == (2, 20)


def test_points_say_what_they_are_for_and_come_once(known: World, make: Make) -> None:
    quiz = make()
    tries(known, "worker", quiz)
    drain()
    participation_counted(ParticipationCounted(person_id=known["worker"].id, campaign_id=quiz))  # a job told twice
    line = points.statement(person_id=known["worker"].id)[0]
    assert (line.points, line.title, line.link) == (10, "安全知识答一答", f"/campaigns/{quiz}/")
    assert balance(known, "worker") == 10


def test_a_campaign_without_a_rule_gives_none(known: World, make: Make) -> None:
    tries(known, "worker", make(rule=""))
    assert balance(known, "worker") == 0


def test_points_count_for_the_day_she_took_part(known: World, make: Make) -> None:
    with clock.frozen("2026-11-30 23:55"):
        tries(known, "worker", make(closes_at=clock.now() + timedelta(days=3)))
    with clock.frozen("2026-12-01 00:05"):
        drain()
        assert points.statement(person_id=known["worker"].id)[0].points == 10
    assert str(Earning.objects.get().earned_on) == "2026-11-30"


def test_whoever_stood_before_the_page_is_not_written_to_as_well(known: World, make: Make) -> None:
    tries(known, "worker", make())
    drain()
    assert [each.kind for each in messages.inbox(person_id=known["worker"].id, limit=10)] == []


def test_all_questions_have_to_be_tried(known: World, make: Make) -> None:
    quiz = make()
    for picks in ({}, {1: 1}, {1: 1, 2: 7}):
        with pytest.raises(NotAllTried) as refused:
            tries(known, "worker", quiz, picks)
        assert "2" in str(refused.value)
    assert not Participation.objects.exists()


def test_it_begins_and_ends_by_the_clock_with_no_job_in_between(known: World, make: Make) -> None:
    now = clock.now()
    quiz = make(opens_at=now + timedelta(hours=1), closes_at=now + timedelta(hours=2))
    for minutes, runs in ((0, False), (60, True), (119, True), (120, False)):
        with clock.frozen(now + timedelta(minutes=minutes)):
            assert campaigns.campaign_seen(known["worker"].id, campaign_id=quiz).runs is runs
            if not runs:
                with pytest.raises(NotRunning):
                    tries(known, "worker", quiz)


def test_a_draft_is_seen_by_nobody_but_its_officers(known: World, make: Make) -> None:
    quiz = make(published=False)
    with pytest.raises(NotFound):
        tries(known, "worker", quiz)
    assert campaigns.campaigns_for(known["worker"].id) == []
    assert [each.id for each in campaigns.campaigns_visible_to(known["county_officer"].actor)[0]] == [quiz]


def test_a_county_invites_its_own_and_the_city_everybody(known: World, make: Make) -> None:
    with pytest.raises(NotForHer):
        tries(known, "stranger", make())
    city = campaigns.make_campaign(
        by=known["municipal_officer"].actor,
        new=campaigns.NewCampaign(
            SERVICE,
            known.unions["city"].id,
            "wishes",
            "全市心愿墙",
            "",
            clock.now(),
            clock.now() + timedelta(days=1),
            "",
            10,
        ),
    )
    campaigns.publish_campaign(by=known["municipal_officer"].actor, campaign_id=city)
    for who in ("worker", "stranger"):
        hands_in(known, who, city)
        assert city in [each.id for each in campaigns.campaigns_for(known[who].id)]


def test_who_is_no_member_reads_why_and_nothing_is_kept(known: World, make: Make) -> None:
    quiz = make()
    with pytest.raises(Refusal):
        tries(known, "courier", quiz)
    assert not Participation.objects.exists()
    assert not Case.objects.exists()


def test_who_is_too_young_is_refused_with_the_reason_and_nothing_is_kept(known: World, make: Make) -> None:
    wishes = make("wishes")
    Person.objects.filter(id=known["worker"].id).update(born=date(2012, 1, 1))
    catalogue.refresh("person", [known["worker"].id])
    with pytest.raises(NotEntitledByRecords, match="年满 16 周岁"):
        hands_in(known, "worker", wishes)
    assert not Entry.objects.exists()
    assert not Participation.objects.exists()


def test_it_cannot_be_applied_for_past_the_campaign(known: World, make: Make) -> None:
    make()
    with pytest.raises(ThroughTheCampaign):
        casework.apply_for_service(by=known["worker"].actor, service=SERVICE, answers={"campaign": "安全知识答一答"})
    assert not Case.objects.exists()


def test_taking_part_costs_as_much_for_the_thousandth_as_for_the_first(known: World, make: Make) -> None:
    quiz = make()
    asked = []
    for who in ("worker", "mother", "grassroots_officer", "town_officer"):
        with CaptureQueriesContext(connection) as each:
            tries(known, who, quiz)
        asked.append(len(each))
    assert asked[1] == asked[2] == asked[3]
    assert asked[3] <= 70, asked


@pytest.mark.django_db(transaction=True)
def test_pressed_twice_in_the_same_moment_it_counts_once(known: World, make: Make) -> None:
    quiz, actor = make(), known["worker"].actor
    start = Barrier(4)

    def press(_n: int) -> str:
        try:
            with clock.frozen(MONDAY):
                start.wait(10)
                campaigns.take_part(by=actor, campaign_id=quiz, picks=RIGHT)
                return "took"
        except TookPart:
            return "once"
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(press, range(4))) == ["once", "once", "once", "took"]
    assert (Case.objects.count(), Participation.objects.count(), balance(known, "worker")) == (1, 1, 10)
