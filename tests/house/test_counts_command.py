"""``niangjia counts check`` says what it compared, and what differs."""

from __future__ import annotations

import pytest

from niangjia.config.cli.counts import answered, told
from niangjia.insight import api as insight
from niangjia.unions import api as unions
from niangjia.unions.models import Count
from tests.cast import World
from tests.insight.delivered import fill

pytestmark = pytest.mark.django_db


def answer() -> dict[str, object]:
    return answered(unions.check_counts(), *insight.check_figures())


def test_what_is_equal_is_said_to_be(world: World) -> None:
    fill(world)
    found = answer()
    assert (found["ok"], found["differing"]) == (True, [])
    assert found.keys() == {"ok", "counts", "deltas", "keys", "figures", "differing"}
    assert told(found)[-1] == "equal"


def test_a_number_that_differs_is_named_with_its_union(world: World) -> None:
    unions.fold()
    county = world.unions["minhou"]
    Count.objects.filter(union_id=county.id, key="new_members").update(amount=77)
    found = answer()
    assert not found["ok"]
    assert any(line == f"≠ {county.path} new_members: 77 kept, 5 counted" for line in told(found))
    assert told(found)[-1].endswith("niangjia counts rebuild")
    unions.recount("member")
