"""Every redeemed voucher is in one settlement; what is confirmed is paid, what is disputed is looked at."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from niangjia.activities import api as activities
from niangjia.activities.errors import FindingMissing, SettlementState
from niangjia.activities.models import Settlement, SettlementLine, Voucher
from niangjia.activities.rules.redemption import payable
from niangjia.base import clock
from niangjia.base.jobs import drain
from niangjia.kernel.errors import NotAllowed, NotFound, ReasonMissing
from niangjia.kernel.ids import uuid7
from niangjia.ledger import api as ledger
from niangjia.ledger.errors import BudgetExhausted
from tests.activities.conftest import budget, buy, desk, merchant, offer, pay
from tests.cast import World

pytestmark = pytest.mark.django_db
TODAY, TUESDAY = date(2026, 11, 23), "2026-11-24 09:00"


@pytest.fixture
def used(world: World, known: None) -> UUID:
    """Two coupons used at the shop on Monday."""
    shop, pool = merchant(world), offer(world)
    for who in ("mother", "worker"):
        activities.redeem(by=desk(shop), merchant_id=shop, code=buy(world, who, pool).code)
    drain()
    return shop


def closed(shop: UUID) -> Settlement:
    activities.close_days()
    return Settlement.objects.get(merchant_id=shop)


def test_today_is_not_closed_and_yesterday_once(used: UUID) -> None:
    assert activities.close_days() == 0
    with clock.frozen(TUESDAY):
        assert [d.what for d in activities.unreconciled(clock.today())] == ["no_line", "no_line"]
        assert (activities.close_days(), activities.close_days()) == (1, 0)
        found = Settlement.objects.get()
        assert (found.day, found.count, found.total_fen, found.state) == (TODAY, 2, 4_000, "open")
        assert activities.unreconciled(clock.today()) == []


def test_confirmed_settled_paid(world: World, used: UUID) -> None:
    budget(world)
    with clock.frozen(TUESDAY):
        found = closed(used)
        with pytest.raises(SettlementState):
            activities.settle(by=world["county_officer"].actor, settlement_id=found.id, findings={})
        activities.answer_settlement(by=desk(used), merchant_id=used, day=TODAY, disputes={})
        assert activities.settle(by=world["county_officer"].actor, settlement_id=found.id, findings={}) == 4_000
        with pytest.raises(SettlementState):
            activities.settle(by=world["county_officer"].actor, settlement_id=found.id, findings={})
        pay(world)
        assert Settlement.objects.get().state == "paid"
        assert activities.unreconciled(clock.today()) == []
        assert ledger.books_balanced().balanced


def test_what_the_bank_sends_back_waits_for_another_account_and_is_paid_then(world: World, used: UUID) -> None:
    budget(world)
    finance = world["finance_officer"].actor
    with clock.frozen(TUESDAY):
        found = closed(used)
        activities.answer_settlement(by=desk(used), merchant_id=used, day=TODAY, disputes={})
        activities.settle(by=world["county_officer"].actor, settlement_id=found.id, findings={})
        pay(world, "退汇,户名不符")
        assert Settlement.objects.get().state == "bounced"
        payout = ledger.payouts_visible_to(finance, state="bounced")[0]
        ledger.repair_account(by=finance, payout_id=payout.id, holder="上街米铺", number="350121000987654321")
        pay(world)
        assert Settlement.objects.get().state == "paid"
        assert activities.unreconciled(clock.today()) == []


def test_a_line_in_dispute_needs_a_finding_and_is_not_paid_when_struck(world: World, used: UUID) -> None:
    budget(world)
    officer = world["county_officer"].actor
    with clock.frozen(TUESDAY):
        found = closed(used)
        line = SettlementLine.objects.first()
        assert line
        with pytest.raises(ReasonMissing):
            activities.answer_settlement(by=desk(used), merchant_id=used, day=TODAY, disputes={line.voucher_id: "错"})
        activities.answer_settlement(
            by=desk(used), merchant_id=used, day=TODAY, disputes={line.voucher_id: "这一单客人退货了"}
        )
        with pytest.raises(FindingMissing):
            activities.settle(by=officer, settlement_id=found.id, findings={})
        finding = {line.voucher_id: (False, "核对过，是退货")}
        assert activities.settle(by=officer, settlement_id=found.id, findings=finding) == 2_000
        assert activities.unreconciled(clock.today()) == []


def test_only_the_desk_answers_and_only_its_union_settles(world: World, used: UUID) -> None:
    with clock.frozen(TUESDAY):
        found = closed(used)
        with pytest.raises(NotAllowed):
            activities.answer_settlement(by=world["county_officer"].actor, merchant_id=used, day=TODAY, disputes={})
        with pytest.raises(NotFound):
            activities.answer_settlement(by=desk(used), merchant_id=used, day=TODAY, disputes={uuid7(): "不是我们的券"})
        activities.answer_settlement(by=desk(used), merchant_id=used, day=TODAY, disputes={})
        for who, refusal in (("stranger", NotFound), ("finance_officer", NotAllowed)):
            with pytest.raises(refusal):
                activities.settle(by=world[who].actor, settlement_id=found.id, findings={})


def test_without_a_budget_nothing_is_settled(world: World, used: UUID) -> None:
    budget(world, 3_999)
    with clock.frozen(TUESDAY):
        found = closed(used)
        activities.answer_settlement(by=desk(used), merchant_id=used, day=TODAY, disputes={})
        with pytest.raises(BudgetExhausted):
            activities.settle(by=world["county_officer"].actor, settlement_id=found.id, findings={})
        assert Settlement.objects.get().state == "confirmed"


@given(st.lists(st.tuples(st.sampled_from(["counted", "questioned", "struck"]), st.integers(1, 10**6)), max_size=30))
def test_what_is_payable_is_what_counts(lines: list[tuple[str, int]]) -> None:
    rest = sum(fen for state, fen in lines if state != "counted")
    assert payable(lines) + rest == sum(fen for _, fen in lines)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 3), st.integers(1, 90_000)), min_size=1, max_size=25))
def test_whatever_is_redeemed_where_and_when_is_in_one_settlement(
    world: World, shops: tuple[UUID, UUID], uses: list[tuple[int, int, int]]
) -> None:
    for model in (SettlementLine, Settlement, Voucher):
        model.objects.all().delete()
    for shop, day, fen in uses:
        on = TODAY - timedelta(days=day)
        Voucher.objects.create(
            person_id=world["mother"].id, id=uuid7(), pool_id=uuid7(), service="points-mall", kind="shop", code="0" * 12,
            value_fen=fen, valid_from=on, valid_until=on, state="redeemed", issued_at=clock.now(), merchant_id=shops[shop],
            redeemed_at=clock.now(), redeemed_on=on,
        )  # fmt: skip
    activities.close_days()
    over = [(shops[shop], TODAY - timedelta(days=day), fen) for shop, day, fen in uses if day]
    assert activities.unreconciled(clock.today()) == []
    assert SettlementLine.objects.count() == len(over)
    assert sum(found.total_fen for found in Settlement.objects.all()) == sum(fen for _, _, fen in over)
    assert {(s.merchant_id, s.day) for s in Settlement.objects.all()} == {(shop, day) for shop, day, _ in over}


@pytest.fixture
def shops(world: World, known: None) -> tuple[UUID, UUID]:
    return merchant(world), merchant(world, name="甘蔗粮油", number=2)
