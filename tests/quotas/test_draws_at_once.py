"""Two officers press the same button of a draw at the same moment: one list, one draw, nobody drawn twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.catalogue import api as catalogue
from niangjia.kernel.ids import uuid7
from niangjia.quotas import api as quotas
from niangjia.quotas.errors import DrawStep, SeedDiffers
from niangjia.quotas.models import Booking, Draw
from niangjia.quotas.rules.draws import verify
from tests.cast import World
from tests.quotas.conftest import new

pytestmark = pytest.mark.django_db(transaction=True)
SEED, LINK = "上证 3412.57 深成 11086.93", "https://example.org/close"
PLACES = 3


@pytest.fixture
def draw(town: World) -> Draw:
    """Announced, with everybody entered who may, and closed."""
    officer = town["town_officer"].actor
    opens, closes = clock.now() - timedelta(minutes=1), clock.now() + timedelta(hours=1)
    told = new(town, "points-mall", mode="lottery", capacity=PLACES, opens_at=opens, closes_at=closes)
    [pool_id] = quotas.open_pools(by=officer, pools=[told])
    members = catalogue.subjects_with(service="points-mall", verdicts=["yes"])
    quotas.enter_many(by=SYSTEM, pool_id=pool_id, claims=[quotas.Claim(person, uuid7()) for person in members])
    speaks = closes + timedelta(days=1)
    draw_id = quotas.announce_draw(by=officer, pool_id=pool_id, source="明天的上证、深成收盘指数", speaks_at=speaks)
    return Draw.objects.get(id=draw_id)


def at_once(town: World, moment: datetime, press: Callable[[Actor], object]) -> list[object]:
    """What came of it for each of the two: what was given, or the kind of refusal."""
    begin = Barrier(2)

    def run(who: str) -> object:
        try:
            begin.wait()
            with clock.frozen(moment):
                return press(town[who].actor)
        except (DrawStep, SeedDiffers) as refused:
            return type(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as officers:
        return list(officers.map(run, ("town_officer", "county_officer")))


def seeded(town: World, draw: Draw) -> datetime:
    """A moment after the list was frozen and the seed entered by two."""
    after = draw.speaks_at + timedelta(minutes=5)
    with clock.frozen(draw.speaks_at - timedelta(hours=20)):
        quotas.freeze_list(by=town["town_officer"].actor, draw_id=draw.id)
    with clock.frozen(after):
        quotas.enter_seed(by=town["town_officer"].actor, draw_id=draw.id, seed=SEED, link=LINK)
        quotas.confirm_seed(by=town["county_officer"].actor, draw_id=draw.id, seed=SEED)
    return after


def test_the_list_is_frozen_once_and_the_second_is_told_so(town: World, draw: Draw) -> None:
    moment = draw.speaks_at - timedelta(hours=20)
    told = at_once(town, moment, lambda officer: quotas.freeze_list(by=officer, draw_id=draw.id))
    assert DrawStep in told
    [frozen] = [each for each in told if each is not DrawStep]
    assert quotas.draw(draw_id=draw.id).entries_hash == frozen


def test_it_is_drawn_once_and_both_see_the_same_result(town: World, draw: Draw) -> None:
    moment = seeded(town, draw)
    told = at_once(town, moment, lambda officer: quotas.make_draw(by=officer, draw_id=draw.id))
    assert told == [None, None]
    states = list(Booking.objects.filter(pool_id=quotas.draw(draw_id=draw.id).pool_id).values_list("state", flat=True))
    assert states.count("booked") == PLACES
    found = verify(quotas.public_file(quotas.draw(draw_id=draw.id)))
    assert (found.differs, found.given) == ("", PLACES)
    assert quotas.adrift() == []


def test_two_who_confirm_at_once_confirm_one_seed(town: World, draw: Draw) -> None:
    with clock.frozen(draw.speaks_at - timedelta(hours=20)):
        quotas.freeze_list(by=town["town_officer"].actor, draw_id=draw.id)
    after = draw.speaks_at + timedelta(minutes=5)
    with clock.frozen(after):
        quotas.enter_seed(by=town["municipal_officer"].actor, draw_id=draw.id, seed=SEED, link=LINK)
    seeds = iter([SEED, "别的"])
    told = at_once(town, after, lambda officer: quotas.confirm_seed(by=officer, draw_id=draw.id, seed=next(seeds)))
    kept = Draw.objects.get(id=draw.id)
    assert (kept.seed, kept.confirmed_by is not None) == (SEED, True)
    assert sum(each is None for each in told) == 1
