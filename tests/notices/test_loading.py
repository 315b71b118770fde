"""Past notices enter as they would have been: numbered, hashed, over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.kernel.errors import NotAllowed
from niangjia.kernel.ids import uuid7
from niangjia.notices import api as notices
from niangjia.notices.errors import NoticeNotOver, RosterUnfit
from niangjia.notices.models import Notice, NoticeRow
from tests.cast import World

pytestmark = pytest.mark.django_db
SPRING = date(2021, 3, 1)


def stood(world: World, *, who: str = "林*", day: date = SPRING) -> notices.NewNotice:
    officer = world["leader"].actor
    return notices.NewNotice(
        id=uuid7(), union_id=world.unions["minhou"].id, union_name=world.unions["minhou"].name, title="求学圆梦", service="study-grant",
        stage=2, legal="consent", working_days=5, opens_on=day, rows=(notices.Row(uuid7(), who, "榕和食品有限公司工会"),),
        published_by=(officer.id, officer.label),
    )  # fmt: skip


def test_they_are_over_and_numbered_in_the_order_of_their_days(world: World) -> None:
    later, earlier = stood(world, day=SPRING + timedelta(7)), stood(world)
    assert notices.load_notices(by=SYSTEM, notices=[later, earlier]) == 2
    first, second = Notice.objects.filter(id__in=[earlier.id, later.id]).order_by("serial")
    assert (first.id, second.id) == (earlier.id, later.id)
    assert second.serial == first.serial + 1
    assert first.state == "ended"
    assert first.closes_on == date(2021, 3, 8), "five full working days after the first of March"
    row = NoticeRow.objects.get(notice_id=earlier.id)
    assert row.ref == earlier.rows[0].ref
    assert row.ended_at == clock.start_of(date(2021, 3, 9))
    assert notices.public_notice(token=first.token) is None, "the page disappeared with its last day"


def test_what_is_not_over_tells_too_much_or_comes_from_somebody_is_refused(world: World) -> None:
    fit = stood(world)
    with pytest.raises(NoticeNotOver):
        notices.load_notices(by=SYSTEM, notices=[replace(fit, opens_on=clock.today())])
    with pytest.raises(RosterUnfit):
        notices.load_notices(by=SYSTEM, notices=[stood(world, who="林秀琴")])
    with pytest.raises(NotAllowed):
        notices.load_notices(by=world["leader"].actor, notices=[fit])
    assert not Notice.objects.filter(id=fit.id).exists()
