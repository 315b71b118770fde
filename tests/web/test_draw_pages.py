"""Lots in the open, at the desk and before everybody: what is said, and that a file is named as the command beside it names it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.quotas import api as quotas
from niangjia.quotas.models import Pool
from tests.cast import World
from tests.quotas.conftest import MakePool, ask, known, make_pool, monday
from tests.quotas.test_draws import announced, drawn, parents, pool

pytestmark = pytest.mark.django_db
__all__ = ["known", "make_pool", "monday", "parents", "pool"]


def text(response: Any) -> str:
    return str(response.content.decode())


def test_the_desk_counts_who_waits_until_it_is_drawn_and_who_entered_afterwards(
    parents: World, pool: Pool, client_of: Callable[..., Client]
) -> None:
    desk, here = client_of("town_officer"), f"/console/pools/{pool.id}/draw/"
    assert "4 人等结果" in text(desk.get(here))
    assert "先公布种子从哪里来" in text(desk.get(here))
    view = drawn(parents, pool)
    with clock.frozen(pool.closes_at + timedelta(days=1, hours=1)):
        page, public = text(desk.get(here)), text(Client().get(f"/public/draws/{view.id}/"))
    assert "4 份报名。先冻结" in page
    assert "0 人等结果" not in page
    for each in (page, public):
        assert (each.count('class="tag y"'), each.count('class="tag d"')) == (2, 2)


def test_a_rush_says_its_hour_and_its_file_has_the_name_that_the_command_asks_for(
    world: World, make_pool: MakePool
) -> None:
    rush = make_pool(mode="rush", service="points-mall", opens_at=clock.now() + timedelta(hours=3), points=0)
    here = f"/public/rush/{rush.id}/"
    assert "2026-11-23 12:00 发放" in text(Client().get(here))
    ask(world, "worker", rush)
    with clock.frozen("2026-11-23 12:01"):
        quotas.open_rush(by=SYSTEM, pool_id=rush.id)
        file = Client().get(f"{here}lots.json")
        assert 'filename="lots.json"' in file.headers["Content-Disposition"]
        assert "rush.py lots.json" in text(Client().get(here))


def test_each_moment_says_only_what_can_be_done_in_it(
    parents: World, pool: Pool, client_of: Callable[..., Client]
) -> None:
    desk, here = client_of("town_officer"), f"/console/pools/{pool.id}/draw/"
    draw_id = announced(parents, pool)
    page = text(desk.get(here))
    assert "来源公布了；11-30 09:00 截止" in page
    assert "先公布种子从哪里来" not in page
    with clock.frozen(pool.closes_at + timedelta(hours=1)):
        quotas.freeze_list(by=parents["town_officer"].actor, draw_id=draw_id)
        public = text(Client().get(f"/public/draws/{draw_id}/"))
    assert "dgst -sm3 list.csv" in public
    assert "draw.json" not in public, "the file is there when the result is"
