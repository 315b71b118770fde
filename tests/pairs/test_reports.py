"""A block holds for ever and both ways; a report is decided by a third when both were heard; who is barred gives her places back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotFound, ReasonMissing
from niangjia.messages import api as messages
from niangjia.pairs import api as pairs
from niangjia.pairs.errors import DayWrong, NotBarred, NotHeard, ReportDecided, ReportedAlready, ReportUnclear
from niangjia.pairs.models import Bar, Block, Choice, Guest, Pair, Report
from niangjia.pairs.retention import open_report
from niangjia.people import api as people
from niangjia.quotas.errors import Entitlement
from niangjia.quotas.models import Booking
from tests.cast import World
from tests.pairs.conftest import Meet, book, known, make_meeting, meet, monday, picture, verdict
from tests.pairs.test_pairs import choose, guest, sees, titles

pytestmark = pytest.mark.django_db
HER, HIM, THIRD = "worker", "grassroots_officer", "mother"
HEARD, FINDING = "女方说他一再打电话；男方承认打过六次。", "活动后一再打电话纠缠。"
__all__ = ["known", "meet", "monday"]


@pytest.fixture
def met(meet: Meet) -> UUID:
    return meet(HER, THIRD, HIM)


@pytest.fixture
def reported(world: World, met: UUID) -> UUID:
    return pairs.report(
        by=world[HER].actor, pool_id=met, guest_id=guest(world, met, HIM), kind="pesters", text="一天六个电话"
    )


def decide(world: World, report_id: UUID, decision: str, *, who: str = "town_officer", **more: object) -> None:
    told = {"heard": HEARD, "finding": FINDING} | more
    pairs.decide_report(by=world[who].actor, report_id=report_id, decision=decision, **told)  # type: ignore[arg-type]  # of a test
    drain()


def test_a_block_ends_what_was_and_nothing_begins_again_at_any_meeting(world: World, met: UUID, meet: Meet) -> None:
    choose(world, met, HER, HIM)
    pair_id = choose(world, met, HIM, HER)
    assert pair_id
    pairs.block(by=world[HER].actor, pool_id=met, guest_id=guest(world, met, HIM))
    assert (Choice.objects.count(), Pair.objects.get().ended_by) == (0, world[HER].id)
    assert (sees(world, met, HER), sees(world, met, HIM)) == ([2], [2])
    next_time = meet(HER, HIM, title="做饭")
    assert (sees(world, next_time, HER), sees(world, next_time, HIM)) == ([], [])
    for who, whom in ((HER, HIM), (HIM, HER)):
        with pytest.raises(NotFound):
            choose(world, next_time, who, whom)
        with pytest.raises(NotFound):
            pairs.pair_for(world[who].id, pair_id=pair_id)
        assert pairs.pairs_of(world[who].id) == []


def test_from_a_pair_she_blocks_and_reports_also_when_the_window_is_over(world: World, met: UUID) -> None:
    choose(world, met, HER, HIM)
    choose(world, met, HIM, HER)
    him, third = guest(world, met, HIM), guest(world, met, THIRD)
    with clock.frozen("2027-01-15"):
        pairs.report(by=world[HER].actor, pool_id=met, guest_id=him, kind="money", and_block=True)
        assert Block.objects.count() == 1
        with pytest.raises(NotFound):
            pairs.report(by=world[HER].actor, pool_id=met, guest_id=third, kind="money")


def test_a_report_says_what_happened_once_a_meeting(world: World, met: UUID, reported: UUID) -> None:
    him = guest(world, met, HIM)
    with pytest.raises(ReportedAlready):
        pairs.report(by=world[HER].actor, pool_id=met, guest_id=him, kind="money")
    for kind, text in (("other", "嗯"), ("nonsense", "说不清的事")):
        with pytest.raises(ReportUnclear):
            pairs.report(by=world[THIRD].actor, pool_id=met, guest_id=him, kind=kind, text=text)
    with pytest.raises(NotFound):
        pairs.report(by=world["town_officer"].actor, pool_id=met, guest_id=him, kind="money")


def test_neither_of_the_two_nor_their_kin_nor_another_county_sees_it(world: World, reported: UUID) -> None:
    assert [each.id for each in pairs.reports_for(world["town_officer"].actor)] == [reported]
    people.record_relative(
        by=world["county_officer"].actor, person_id=world[HIM].id, other_id=world["county_officer"].id, relation="parent"
    )  # fmt: skip
    for who in (HIM, HER, "stranger", "county_officer"):
        with pytest.raises(NotFound):
            pairs.report_for(world[who].actor, report_id=reported)
        with pytest.raises(NotFound):
            decide(world, reported, "dismissed", who=who)
    assert pairs.reports_for(world[HIM].actor) == []


def test_nobody_is_held_to_anything_unheard_or_without_a_reason(world: World, reported: UUID) -> None:
    for decision in ("warned", "barred"):
        with pytest.raises(NotHeard):
            decide(world, reported, decision, heard="", until=date(2027, 1, 1))
    with pytest.raises(ReasonMissing):
        decide(world, reported, "dismissed", finding="无")
    for until in (None, date(2026, 11, 23)):
        with pytest.raises(DayWrong):
            decide(world, reported, "barred", until=until)
    decide(world, reported, "dismissed", heard="")
    with pytest.raises(ReportDecided):
        decide(world, reported, "warned")


def test_who_is_reported_reads_what_was_found_and_never_by_whom(world: World, reported: UUID) -> None:
    decide(world, reported, "warned")
    assert "你反映的事查过了" in titles(world, HER)
    told = next(m for m in messages.inbox(person_id=world[HIM].id) if "工会提醒你" in m.title)
    assert FINDING.rstrip("。") in told.body
    assert world[HER].name not in told.body
    assert "reported" not in str(pairs.data_of(world[HIM].id)["barred"])
    assert pairs.data_of(world[HIM].id)["reported"] == []
    assert pairs.data_of(world[HER].id)["reported"][0]["text"] == "一天六个电话"


def test_barred_until_a_day_he_gives_his_places_back_and_may_come_again_after_it(
    world: World, met: UUID, reported: UUID
) -> None:
    ahead = make_meeting(world, title="下一场")
    booked = book(world, HIM, ahead).booking_id
    decide(world, reported, "barred", until=date(2027, 2, 28))
    assert Booking.objects.get(id=booked).state == "returned"
    assert Booking.objects.get(person_id=world[HIM].id, pool_id=met).state == "used"
    assert verdict(world, HIM) == "no"
    assert sees(world, met, HER) == [2]
    with pytest.raises(Entitlement):
        book(world, HIM, ahead)
    for day, said in (("2027-02-28", "no"), ("2027-03-01", "yes")):
        with clock.frozen(day):
            catalogue.refresh("person", [world[HIM].id])
            assert verdict(world, HIM) == said


def test_a_bar_for_good_is_lifted_with_a_reason_and_once(world: World, reported: UUID) -> None:
    decide(world, reported, "barred", for_good=True)
    assert Bar.objects.get().until is None
    with pytest.raises(ReasonMissing):
        pairs.lift_bar(by=world["town_officer"].actor, report_id=reported, reason="")
    pairs.lift_bar(by=world["municipal_officer"].actor, report_id=reported, reason="复查后证据不足")
    assert verdict(world, HIM) == "yes"
    with pytest.raises(NotBarred):
        pairs.lift_bar(by=world["municipal_officer"].actor, report_id=reported, reason="复查后证据不足")


def test_while_it_waits_nobody_is_erased_and_then_nothing_of_her_is_left(
    world: World, met: UUID, reported: UUID
) -> None:
    assert open_report(world[HIM].id)
    assert not open_report(world[HER].id)
    choose(world, met, HER, THIRD)
    choose(world, met, THIRD, HER)
    pairs.introduce(by=world[HER].actor, pool_id=met, nickname="小林", upload=picture())
    decide(world, reported, "dismissed")
    pairs.forget(by=SYSTEM, person_id=world[HER].id)
    pairs.forget(by=SYSTEM, person_id=world[HER].id)  # twice is once
    hers = Guest.objects.get(pool_id=met, person_id=world[HER].id)
    assert (hers.nickname, hers.photo_id, hers.hidden_at is not None) == ("", None, True)
    assert (Choice.objects.count(), Pair.objects.get().ended_at is not None, Report.objects.get().text) == (0, True, "")
    own = pairs.own_proof(world[HER].id)
    assert own
    assert own.file_id is None
