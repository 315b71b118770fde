"""Whatever bank, clock and union do in whatever order: the parts are the grant, and the books know where each of them is."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db.models import Sum

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.casework import api as casework
from niangjia.casework.models import CapLine, Case, Part
from niangjia.insight import api as insight
from niangjia.ledger import api as ledger
from niangjia.ledger.models import Account
from niangjia.notices import api as notices
from niangjia.people import api as people
from niangjia.people.models import Post
from tests.casework.conftest import state
from tests.casework.instalments import (
    ALLOWANCE,
    BUDGET_FEN,
    PICTURES,
    answer,
    appropriate,
    chairs_a_private_union,
    granted,
    newest_batch,
    pay,
    small_unions_may,
)
from tests.cast import World

pytestmark = pytest.mark.django_db


def total(case_id: UUID, *states: str) -> int:
    return Part.objects.filter(case_id=case_id, state__in=states).aggregate(fen=Sum("amount_fen"))["fen"] or 0


def adds_up(world: World, case_id: UUID, figure: str) -> None:
    case, budget = Case.objects.get(id=case_id), Account.objects.get(owner_kind="budget", purpose="building")
    assert total(case_id, "held", "asked", "paid") == case.amount_fen
    assert budget.held == total(case_id, "held", "asked")
    assert budget.balance == BUDGET_FEN - total(case_id, "paid")
    assert (insight.figure(key=figure)[1] or 0) * 100 == total(case_id, "paid")
    bounced = any(payout.state == "bounced" for payout in ledger.payouts_of_case(case_id=case_id))
    assert (case.state == "bounced") == bounced
    assert (case.state == "delivered") == (not total(case_id, "held", "asked"))
    assert ledger.books_balanced().balanced


def waiting(world: World) -> bool:
    return bool(ledger.payouts_visible_to(world["finance_officer"].actor, state="waiting"))


def bank(world: World, result: str) -> None:
    if waiting(world):
        pay(world, result)


def takes_back(world: World) -> None:
    """Of the newest batch, what had been paid; where it had bounced the bank repeats itself."""
    if ledger.batches_visible_to(world["finance_officer"].actor):
        answer(world, "退汇", newest_batch(world))


def repairs(world: World, case_id: UUID) -> None:
    for payout in ledger.payouts_of_case(case_id=case_id):
        if payout.state == "bounced":
            ledger.repair_account(
                by=world["finance_officer"].actor, payout_id=payout.id, holder="榕和食品工会",
                number=world["courier"].bank_card,
            )  # fmt: skip


def play(
    world: World, case_id: UUID, figure: str, acts: dict[str, Callable[[], object]], seed: int, turns: int
) -> None:
    chance = random.Random(seed)
    for _ in range(turns):
        acts[chance.choice(sorted(acts))]()
        drain()
        settle_repairs(world, case_id)
        adds_up(world, case_id, figure)


def settle_repairs(world: World, case_id: UUID) -> None:
    """An account that finance repaired leaves the case bounced until the money has gone: pay it, so that states can be compared."""
    if state(case_id) == "bounced" and waiting(world):
        pay(world)
        drain()


@pytest.mark.parametrize("seed", range(2))
def test_a_monthly_allowance_adds_up(known: World, seed: int, full_size: bool) -> None:
    with ExitStack() as days:
        appropriate(known)
        chairs_a_private_union(known)
        today = [date(2026, 11, 30)]
        days.enter_context(clock.frozen(today[0].isoformat()))
        casework.deliver_entitled(by=SYSTEM, service=ALLOWANCE)
        case_id = Case.objects.get(service=ALLOWANCE).id
        for officer in ("town_officer", "county_officer"):
            casework.approve(by=known[officer].actor, case_id=case_id)

        def weeks_pass() -> None:
            today[0] += timedelta(days=40)
            days.enter_context(clock.frozen(today[0].isoformat()))
            casework.pay_due_parts()

        def post_ends() -> None:
            post = Post.objects.filter(person_id=known["grassroots_officer"].id, role="leader", until=None).first()
            if post and today[0] > date(2027, 5, 1):
                people.end_post(by=SYSTEM, person_id=post.person_id, post_id=post.id, reason="换届")

        acts = {
            "bank pays": lambda: bank(known, "成功"), "bank refuses": lambda: bank(known, "退汇"),
            "bank takes back": lambda: takes_back(known), "repair": lambda: repairs(known, case_id),
            "time": weeks_pass, "post ends": post_ends,
        }  # fmt: skip
        play(known, case_id, "cadre_allowance_yuan", acts, seed, turns=60 if full_size else 16)


@pytest.mark.parametrize("seed", range(2))
def test_a_subsidy_in_halves_adds_up(known: World, seed: int, full_size: bool) -> None:
    appropriate(known)
    small_unions_may(known)
    case_id = granted(known)
    with clock.frozen("2026-12-01"):
        notices.end_due()
        drain()
        leader, county = known["grassroots_officer"].actor, known["county_officer"].actor

        def shows() -> None:
            if state(case_id) == "halfway":
                casework.hand_in_work(by=leader, case_id=case_id, told="书架装好了，请来看看。", photos=PICTURES)

        def judges(verb: Callable[..., None], **words: str) -> None:
            if state(case_id) == "accepting":
                verb(by=county, case_id=case_id, **words)

        acts = {
            "bank pays": lambda: bank(known, "成功"), "bank refuses": lambda: bank(known, "退汇"),
            "bank takes back": lambda: takes_back(known), "repair": lambda: repairs(known, case_id), "show": shows,
            "accept": lambda: judges(casework.accept_work, found="现场看过，一致。"),
            "ask for more": lambda: judges(casework.return_work, reason="再补几张照片。"),
        }  # fmt: skip
        if seed == 1:
            acts["refuse"] = lambda: judges(casework.refuse_work, reason="没有用在这个地方。")
        play(known, case_id, "home_subsidy_yuan", acts, seed, turns=60 if full_size else 16)
        assert CapLine.objects.get(service="home-subsidy").used_fen == Case.objects.get(id=case_id).amount_fen
