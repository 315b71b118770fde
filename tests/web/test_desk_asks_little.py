"""Pages that show much of one thing ask the database as often as for little: ten times, the session and the rail included."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from niangjia.base import clock
from niangjia.quotas.models import Pool
from tests.cast import World
from tests.programmes.conftest import booked, course
from tests.programmes.test_series import attend, exam, pools
from tests.quotas.conftest import MakePool, ask, known, make_pool, monday
from tests.quotas.test_draws import PARENTS, child, drawn, parents
from tests.web.test_pool_pages import asks

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]
__all__ = ["known", "make_pool", "monday", "parents"]
MOST = 10


def lots(world: World, make_pool: MakePool, who: tuple[str, ...]) -> Pool:
    """Drawn, of a child of each."""
    made = make_pool("summer-daycare", mode="lottery", capacity=2)
    for n, each in enumerate(who, 10 * len(who)):
        ask(world, each, made, answers=child(n))
    drawn(world, made)
    return made


def test_a_draw_asks_the_same_of_two_lots_and_of_four(parents: World, make_pool: MakePool, client_of: ClientOf) -> None:
    asked = []
    for who in (PARENTS[:2], PARENTS):
        made = lots(parents, make_pool, who)
        with clock.frozen(made.closes_at + timedelta(days=1, hours=1)):
            asked.append(asks(client_of("town_officer"), f"/console/pools/{made.id}/draw/"))
    assert asked[0] == asked[1] <= MOST


def test_the_series_ask_the_same_of_one_and_of_six(world: World, known: None, client_of: ClientOf) -> None:
    desk = client_of("town_officer")
    course(world, "skill-class")
    few = asks(desk, "/console/series/")
    for _ in range(5):
        course(world, "open-class", sessions=4)
    assert asks(desk, "/console/series/") == few <= MOST


def test_a_series_asks_the_same_of_two_evenings_of_one_and_of_six_of_two(
    world: World, known: None, client_of: ClientOf
) -> None:
    desk, asked = client_of("town_officer"), []
    for sessions, who in ((2, ("worker",)), (6, ("worker", "mother"))):
        series = course(world, "skill-class", sessions=sessions, exam=True)
        for each in who:
            booked(world, each, pools(world, series)[0])
        for nr in range(1, sessions + 1):
            attend(world, series, nr, *who)
        exam(world, series, **dict.fromkeys(who, True))
        asked.append(asks(desk, f"/console/series/{series}/"))
    assert asked[0] == asked[1] <= MOST
