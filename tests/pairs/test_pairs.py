"""Who was at a meeting sees the others for a week, chooses quietly, and two who chose each other are a pair, once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from niangjia.base import clock, journal
from niangjia.base.jobs import drain
from niangjia.insight import api as insight
from niangjia.kernel.errors import NotFound
from niangjia.messages import api as messages
from niangjia.pairs import api as pairs
from niangjia.pairs.errors import NameUnfit, PairEnded, WindowOver
from niangjia.pairs.models import Choice, Guest, Pair
from niangjia.people import api as people
from tests.cast import World
from tests.pairs.conftest import Meet, book, comes, is_single, known, make_meeting, meet, monday, prove

HER, HIM, THIRD = "worker", "grassroots_officer", "mother"
__all__ = ["choose", "guest", "known", "meet", "monday", "sees", "titles"]


def guest(world: World, pool_id: UUID, who: str) -> UUID:
    return Guest.objects.get(pool_id=pool_id, person_id=world[who].id).id


def choose(world: World, pool_id: UUID, who: str, whom: str) -> UUID | None:
    return pairs.choose(by=world[who].actor, pool_id=pool_id, guest_id=guest(world, pool_id, whom))


def sees(world: World, pool_id: UUID, who: str) -> list[int]:
    return [one.number for one in pairs.look_around(by=world[who].actor, pool_id=pool_id).others]


def titles(world: World, who: str) -> list[str]:
    drain()
    return [message.title for message in messages.inbox(person_id=world[who].id)]


@pytest.fixture
def met(meet: Meet) -> UUID:
    return meet(HER, THIRD, HIM)


@pytest.fixture
def paired(world: World, met: UUID) -> UUID:
    choose(world, met, HER, HIM)
    pair_id = choose(world, met, HIM, HER)
    assert pair_id
    return pair_id


@pytest.mark.django_db
def test_only_who_was_there_sees_those_who_were_there(world: World, met: UUID) -> None:
    assert [sees(world, met, who) for who in (HER, THIRD, HIM)] == [[2, 3], [1, 3], [1, 2]]
    for who in ("stranger", "town_officer", "courier"):
        with pytest.raises(NotFound):
            pairs.look_around(by=world[who].actor, pool_id=met)


@pytest.mark.django_db
def test_who_booked_and_did_not_come_neither_sees_nor_is_seen(world: World, known: None) -> None:
    for who in (HER, HIM):
        is_single(world, who)
        prove(world, who)
    pool_id = make_meeting(world)
    for who in (HER, HIM):
        book(world, who, pool_id)
    comes(world, pool_id, HER)
    assert sees(world, pool_id, HER) == []
    with pytest.raises(NotFound):
        sees(world, pool_id, HIM)
    comes(world, pool_id, HER)  # twice is once
    assert Guest.objects.count() == 1


@pytest.mark.django_db
def test_after_the_days_of_the_definition_the_list_is_gone(world: World, met: UUID) -> None:
    with clock.frozen("2026-12-10 23:59"):  # on the 3rd and a week
        assert sees(world, met, HER) == [2, 3]
    with clock.frozen("2026-12-11 00:00"):
        for deed in (lambda: sees(world, met, HER), lambda: choose(world, met, HER, HIM)):
            with pytest.raises(WindowOver):
                deed()
        assert pairs.meetings_of(world[HER].id) == []


@pytest.mark.django_db
def test_a_choice_is_told_to_nobody_and_taken_back_leaves_nothing(world: World, met: UUID) -> None:
    before = titles(world, HIM)
    assert choose(world, met, HER, HIM) is None
    assert titles(world, HIM) == before
    assert not any(one.chosen or one.pair_id for one in pairs.look_around(by=world[HIM].actor, pool_id=met).others)
    assert [one.chosen for one in pairs.look_around(by=world[HER].actor, pool_id=met).others] == [False, True]
    entries = journal.entries(about=("meeting", met), limit=20)
    assert [e.details for e in entries if e.verb == "pairs.choose"] == [{}]  # whom, the journal does not say
    pairs.take_back_choice(by=world[HER].actor, pool_id=met, guest_id=guest(world, met, HIM))
    assert not Choice.objects.exists()
    assert choose(world, met, HIM, HER) is None


@pytest.mark.django_db
def test_two_who_chose_each_other_are_told_and_are_one_pair(world: World, met: UUID, paired: UUID) -> None:
    assert choose(world, met, HER, HIM) == paired
    assert Pair.objects.count() == 1
    for who in (HER, HIM):
        assert titles(world, who).count("有人和你互相选中了") == 1
        assert [pair.id for pair in pairs.pairs_of(world[who].id)] == [paired]
    assert pairs.pairs_of(world[THIRD].id) == []
    assert insight.figure(key="matchmaking_pairs")[1] == 1
    records, total = insight.records(key="matchmaking_pairs")
    assert (total, records[0].who, records[0].title) == (1, "", "周六爬旗山")


@pytest.mark.django_db(transaction=True)
def test_a_phone_is_shown_to_the_pair_alone_and_each_look_is_written_down(
    world: World, paired: UUID, met: UUID
) -> None:
    pairs.introduce(by=world[HIM].actor, pool_id=met, nickname="阿平")
    for _turn in range(2):
        assert pairs.look_at_phone(by=world[HIM].actor, pair_id=paired) == world[HER].phone
    looks = people.looks_at_me(person_id=world[HER].id)
    assert [(look.who, look.what) for look in looks if look.what == "phone"] == [("阿平", "phone")] * 2
    for who in (THIRD, "town_officer"):
        with pytest.raises(NotFound):
            pairs.look_at_phone(by=world[who].actor, pair_id=paired)


@pytest.mark.django_db
def test_either_takes_it_back_and_both_must_choose_again(world: World, met: UUID, paired: UUID) -> None:
    pairs.end_pair(by=world[HER].actor, pair_id=paired)
    pairs.end_pair(by=world[HIM].actor, pair_id=paired)  # twice is once
    assert Pair.objects.get().ended_by == world[HER].id
    for who in (HER, HIM):
        with pytest.raises(PairEnded):
            pairs.look_at_phone(by=world[who].actor, pair_id=paired)
        assert [pair.ended for pair in pairs.pairs_of(world[who].id)] == [True]
    assert choose(world, met, HER, HIM) is None
    assert choose(world, met, HIM, HER) == paired
    assert insight.figure(key="matchmaking_pairs")[1] == 1


@pytest.mark.django_db
def test_who_leaves_the_meeting_is_gone_from_it_both_ways(world: World, met: UUID) -> None:
    choose(world, met, HER, HIM)
    pairs.leave_meeting(by=world[HER].actor, pool_id=met)
    assert sees(world, met, HIM) == [2]
    assert sees(world, met, HER) == []
    assert not Choice.objects.exists()
    with pytest.raises(NotFound):
        choose(world, met, HIM, HER)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["13900001111", "微信 139 0000 1111", "a@b.cn", "一二三四五六七八九十一二三"])
def test_a_name_is_no_way_round_the_two_yeses(world: World, met: UUID, name: str) -> None:
    with pytest.raises(NameUnfit):
        pairs.introduce(by=world[HER].actor, pool_id=met, nickname=name)


@pytest.mark.django_db
def test_nobody_chooses_herself_and_a_pair_has_one_order(world: World, met: UUID, paired: UUID) -> None:
    with pytest.raises(NotFound):
        choose(world, met, HER, HER)
    pair = Pair.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Pair.objects.create(
            low_id=pair.high_id, high_id=pair.low_id, pool_id=met, service=pair.service, union_id=pair.union_id, title="x",
            made_at=pair.made_at, made_on=pair.made_on,
        )  # fmt: skip


@pytest.mark.django_db
def test_looking_is_written_down_once_a_meeting(world: World, met: UUID) -> None:
    for _turn in range(3):
        sees(world, met, HER)
    looked = [e.actor_id for e in journal.entries(about=("meeting", met), limit=50) if e.verb == "pairs.look_around"]
    assert looked == [world[HER].id]


def together(*deeds: Callable[[], UUID | None]) -> list[UUID | None]:
    """All at once, each on a connection of its own."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], UUID | None]) -> UUID | None:
        try:
            with clock.frozen("2026-11-23 09:00"):
                start.wait(10)
                return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


@pytest.mark.django_db(transaction=True)
def test_both_choose_in_the_same_moment_and_are_one_pair(world: World, known: None) -> None:
    for who in (HER, HIM):
        is_single(world, who)
        prove(world, who)
    for turn in range(5):
        pool_id = make_meeting(world, title=f"第 {turn} 场")
        for who in (HER, HIM):
            book(world, who, pool_id)
        comes(world, pool_id, HER, HIM)
        her, him = world[HER].actor, world[HIM].actor
        to_him, to_her = guest(world, pool_id, HIM), guest(world, pool_id, HER)
        found = together(
            *[partial(pairs.choose, by=her, pool_id=pool_id, guest_id=to_him)] * 2,
            *[partial(pairs.choose, by=him, pool_id=pool_id, guest_id=to_her)] * 2,
        )
        pair = Pair.objects.get()
        assert set(found) - {None} == {pair.id}
        assert pair.ended_at is None
        assert Choice.objects.filter(pool_id=pool_id).count() == 2
        pairs.end_pair(by=her, pair_id=pair.id)
    assert timedelta(days=7) < Guest.objects.filter(pool_id=pool_id)[0].until - clock.now()
