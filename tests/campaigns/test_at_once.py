"""What many do in the same moment: the last place of a wall, a like, a report beside a yes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from niangjia.base import clock
from niangjia.campaigns import api as campaigns
from niangjia.campaigns.models import Entry, Like, Report
from niangjia.kernel.errors import Refusal
from tests.campaigns.conftest import MONDAY, Make, hands_in, on_the_wall, seen
from tests.cast import World

pytestmark = pytest.mark.django_db(transaction=True)


def together(deeds: Sequence[Callable[[], object]]) -> list[str]:
    """All at once, each on a connection of its own; what each was refused with, "" for none."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> str:
        try:
            with clock.frozen(MONDAY):
                start.wait(10)
                deed()
        except Refusal as refusal:
            return refusal.key
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(deeds)) as pool:
        return sorted(pool.map(run, deeds))


def test_two_moderators_never_fill_the_same_last_place(known: World, make: Make) -> None:
    for turn in range(3):
        wishes = make("wishes", shown_most=1, title=f"第 {turn} 面墙")
        ids = [hands_in(known, who, wishes) for who in ("worker", "mother")]
        officers = (known["county_officer"].actor, known["municipal_officer"].actor)
        said = together(
            [
                partial(campaigns.check_entry, by=by, entry_id=entry_id, turn=1, shown=True)
                for by, entry_id in zip(officers, ids, strict=True)
            ]
        )
        assert said == ["", "wall_full"]
        assert len(seen(known, "town_officer", wishes)) == 1


def test_a_yes_and_a_no_in_the_same_moment_are_one_decision(known: World, make: Make) -> None:
    entry_id = hands_in(known, "worker", make("wishes"))
    one, other = known["county_officer"].actor, known["municipal_officer"].actor
    said = together(
        [
            partial(campaigns.check_entry, by=one, entry_id=entry_id, turn=1, shown=True),
            partial(campaigns.check_entry, by=other, entry_id=entry_id, turn=1, shown=False, reason="请换一个说法"),
        ]
    )
    assert said == ["", "entry_decided"]


def test_likes_pressed_many_times_are_one_and_reports_take_it_off_once(known: World, make: Make) -> None:
    entry_id = on_the_wall(known, "worker", make("wishes"))
    her, other = known["mother"].actor, known["town_officer"].actor
    assert together([partial(campaigns.like_entry, by=her, entry_id=entry_id, liked=True)] * 4) == [""] * 4
    assert Like.objects.count() == 1
    together(
        [partial(campaigns.report_entry, by=by, entry_id=entry_id, kind="advert") for by in (her, other, her, other)]
    )
    assert Entry.objects.get().state == "waiting"
    assert 1 <= Report.objects.count() <= 2


def test_taken_back_while_it_is_let_on_the_wall_it_is_gone(known: World, make: Make) -> None:
    for turn in range(3):
        wishes = make("wishes", title=f"第 {turn} 面墙")
        entry_id = hands_in(known, "worker", wishes)
        together(
            [
                partial(campaigns.take_back_entry, by=known["worker"].actor, campaign_id=wishes),
                partial(campaigns.check_entry, by=known["county_officer"].actor, entry_id=entry_id, turn=1, shown=True),
            ]
        )
        assert Entry.objects.get(id=entry_id).state == "gone"
        assert seen(known, "mother", wishes) == []
