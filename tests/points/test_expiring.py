"""Points that were not used expire on their day, after a warning; what was spent is never taken."""

from __future__ import annotations

import random
from datetime import date

import pytest
from django.db.models import F, Sum

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.kernel.ids import uuid7
from niangjia.ledger import api as ledger
from niangjia.messages import api as messages
from niangjia.points import api as points
from niangjia.points.models import Earning
from tests.cast import Member, World
from tests.points.conftest import Came, Spends

pytestmark = pytest.mark.django_db
END = date(2027, 12, 31)


def test_what_is_left_expires_the_day_after_its_last(
    came: Came, spends: Spends, worker: Member, mother: Member
) -> None:
    came(worker.id), came(mother.id)
    spends(worker.id, 15)
    with clock.frozen(END):
        assert points.expire_points() == 0
        came(worker.id)
    with clock.frozen("2028-01-01"):
        assert points.expire_points() == 2
        assert points.expire_points() == 0
    assert ledger.points_of(person_id=worker.id) == 40
    assert ledger.points_of(person_id=mother.id) == 0
    line = points.statement(person_id=worker.id)[0]
    assert (line.points, line.reason, line.memo) == (-25, "points-expired", "2027-12-31")
    assert ledger.books_balanced().balanced


def test_who_has_spent_them_loses_nothing(came: Came, spends: Spends, worker: Member) -> None:
    came(worker.id)
    with clock.frozen("2027-03-01"):
        came(worker.id)
        spends(worker.id, 40)
    with clock.frozen("2028-01-01"):
        assert points.expire_points() == 0
    assert points.holding(person_id=worker.id) == points.Holding(40, (points.Lapse(date(2028, 12, 31), 40),))


def test_what_has_expired_is_not_taken_back_as_well(came: Came, worker: Member) -> None:
    source = uuid7()
    came(worker.id, source=source)
    with clock.frozen("2027-06-15"):
        came(worker.id)
    with clock.frozen("2028-01-01"):
        points.expire_points()
        (back,) = points.take_back(
            by=SYSTEM,
            rule="attended",
            source_kind="booking",
            source_id=source,
            person_ids=[worker.id],
            reason="到场更正",
        )
    assert back.points == 0
    assert ledger.points_of(person_id=worker.id) == 40


def test_she_is_told_a_month_before_once(came: Came, spends: Spends, worker: Member, mother: Member) -> None:
    came(worker.id), came(mother.id)
    spends(mother.id, 40)
    with clock.frozen("2027-11-30"):
        assert points.warn_expiring() == 0
    with clock.frozen("2027-12-01"):
        assert points.warn_expiring() == 1
        assert points.warn_expiring() == 0
        drain()
    (message,) = messages.inbox(person_id=worker.id)
    assert message.title == "有 40 积分快到期了"
    assert "12 月 31 日" in message.body
    assert message.link == "/me/points/"
    assert messages.inbox(person_id=mother.id) == []


def test_who_spends_them_before_she_is_told_is_not_told(came: Came, spends: Spends, worker: Member) -> None:
    came(worker.id)
    with clock.frozen("2027-12-01"):
        points.warn_expiring()
        spends(worker.id, 40)
        drain()
    assert messages.inbox(person_id=worker.id) == []


def test_who_has_points_taken_back_is_told_why(came: Came, worker: Member) -> None:
    source = uuid7()
    came(worker.id, source=source)
    points.take_back(
        by=SYSTEM,
        rule="attended",
        source_kind="booking",
        source_id=source,
        person_ids=[worker.id],
        reason="签到表记错了人",
    )
    drain()
    (message,) = messages.inbox(person_id=worker.id)
    assert "窨茶入门" in message.title + message.body
    assert "签到表记错了人" in message.body


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_over_three_years_the_sums_are_those_of_the_ledger(
    world: World, came: Came, spends: Spends, seed: int
) -> None:
    chance = random.Random(seed)
    people = [world[key].id for key in ("worker", "mother", "courier")]
    sources = []
    for year in (2026, 2027, 2028):
        for month in range(1, 13):
            with clock.frozen(date(year, month, 10)):
                points.expire_points()
                her = chance.choice(people)
                given = came(her, rule=chance.choice(["attended", "learned", "campaign"]), source=(source := uuid7()))
                sources.append((her, source, given))
                if chance.random() < 0.4 and (left := ledger.points_of(person_id=her)):
                    spends(her, chance.randint(1, left))
                if chance.random() < 0.2:
                    _falls(*chance.choice(sources))
        for who in people:
            _sums_agree(who)
    with clock.frozen("2031-01-01"):
        points.expire_points()
    assert [ledger.points_of(person_id=who) for who in people] == [0, 0, 0]
    assert ledger.books_balanced().balanced


def _falls(her: object, source: object, given: points.Given) -> None:
    earning = Earning.objects.filter(person_id=her, source_id=source).latest("turn")
    points.take_back(
        by=SYSTEM,
        rule=earning.rule,
        source_kind="booking",
        source_id=earning.source_id,
        person_ids=[given.person_id],
        reason="到场更正",
    )


def _sums_agree(who: object) -> None:
    """Given less taken back, used, expired is the balance; and what expires when is the whole of it."""
    moves = ledger.points_statement(person_id=who, limit=1_000)  # type: ignore[arg-type]  # an id
    held = points.holding(person_id=who)  # type: ignore[arg-type]  # an id
    net = Earning.objects.filter(person_id=who).aggregate(net=Sum(F("points") - F("taken")))["net"] or 0
    of = {reason: sum(m.amount for m in moves if m.reason == reason) for reason in ledger.POINTS_REASONS}
    assert held.balance == sum(of.values()) >= 0
    assert net == of["points-earned"] + of["points-withdrawn"]
    assert sum(lapse.points for lapse in held.lapses) == held.balance
