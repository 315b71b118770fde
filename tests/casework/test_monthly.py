"""An allowance for twelve months: held once, paid one part a month, and ended when what it was given for ends."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.casework import api as casework
from niangjia.casework.errors import NotEntitled
from niangjia.casework.models import Case, Part
from niangjia.catalogue import api as catalogue
from niangjia.insight import api as insight
from niangjia.kernel.periods import months_after
from niangjia.ledger import api as ledger
from niangjia.ledger.errors import BudgetExhausted
from niangjia.ledger.models import Payout
from niangjia.messages import api as messages
from niangjia.people import api as people
from niangjia.people.models import Post
from niangjia.unions.models import Enterprise
from tests.casework.conftest import Run, state, steps
from tests.casework.instalments import (
    ALLOWANCE,
    BUDGET_FEN,
    answer,
    appropriate,
    chairs_a_private_union,
    left,
    newest_batch,
    parts,
    pay,
)
from tests.cast import World, build_world

pytestmark = pytest.mark.django_db
MONTH_FEN = 50_00  # fewer than 25 members
FIRST_DAY = date(2026, 11, 30)


@pytest.fixture
def days() -> Iterator[ExitStack]:
    with ExitStack() as passing:
        yield passing


@pytest.fixture
def chair(known: World) -> World:
    appropriate(known)
    return known


def approved(world: World) -> UUID:
    """The union has opened the case by itself; the town and the county have signed."""
    chairs_a_private_union(world)
    assert casework.deliver_entitled(by=SYSTEM, service=ALLOWANCE) == 1
    case_id = Case.objects.get(service=ALLOWANCE).id
    for officer in ("town_officer", "county_officer"):
        casework.approve(by=world[officer].actor, case_id=case_id)
    return case_id


@pytest.fixture
def running(chair: World, days: ExitStack) -> UUID:
    """Decided on 30 November: the first part waits to be paid."""
    days.enter_context(clock.frozen(FIRST_DAY.isoformat()))
    return approved(chair)


def in_month(days: ExitStack, n: int) -> int:
    """Stand at the day of part ``n`` (counted from 1), after the morning's job; how many cases were paid on."""
    days.enter_context(clock.frozen(months_after(FIRST_DAY, n - 1).isoformat()))
    return casework.pay_due_parts()


def post_ends(world: World) -> None:
    post = Post.objects.get(person_id=world["grassroots_officer"].id, role="leader")
    people.end_post(by=SYSTEM, person_id=post.person_id, post_id=post.id, reason="换届")


def yuan() -> Decimal | None:
    return insight.figure(key="cadre_allowance_yuan")[1]


def test_twelve_months_are_held_at_once_and_the_first_is_asked_for(chair: World, running: UUID) -> None:
    assert parts(running) == [(MONTH_FEN, "asked"), *[(MONTH_FEN, "held")] * 11]
    assert left(chair) == BUDGET_FEN - 12 * MONTH_FEN
    due = list(Part.objects.filter(case_id=running).order_by("nr").values_list("due_on", flat=True))
    assert due[:4] == [FIRST_DAY, date(2026, 12, 30), date(2027, 1, 30), date(2027, 2, 28)]


def test_a_budget_that_is_too_small_for_all_of_them_gives_none(known: World) -> None:
    ledger.appropriate(
        by=SYSTEM,
        union_id=known.unions["city"].id,
        fund="building",
        year=2026,
        amount_fen=12 * MONTH_FEN - 1,
        basis="测试预算",
    )
    with pytest.raises(BudgetExhausted):
        approved(known)
    assert not Part.objects.exists()
    assert left(known) == 12 * MONTH_FEN - 1


def test_one_part_a_month_and_after_the_twelfth_it_is_done(
    chair: World, running: UUID, days: ExitStack, run_jobs: Run
) -> None:
    for n in range(1, 13):
        assert state(running) == "delivering"
        assert in_month(days, n) == (n > 1)
        assert pay(chair) == 1
        run_jobs()
        assert yuan() == n * 50
    assert (state(running), left(chair)) == ("delivered", BUDGET_FEN - 12 * MONTH_FEN)
    assert steps(running).count("paid") == 12
    assert ledger.books_balanced().balanced
    records, total = insight.records(key="cadre_allowance_yuan")
    assert (total, {record.link_id for record in records}) == (12, {running})


def test_when_the_months_are_over_the_next_begin(chair: World, running: UUID, days: ExitStack, run_jobs: Run) -> None:
    for n in range(1, 13):
        in_month(days, n)
        pay(chair)
        run_jobs()
    days.enter_context(clock.frozen("2027-11-30"))
    catalogue.refresh("person", [chair["grassroots_officer"].id])
    assert casework.deliver_entitled(by=SYSTEM, service=ALLOWANCE) == 1


def test_while_it_runs_no_second_one_is_opened(chair: World, running: UUID, days: ExitStack) -> None:
    days.enter_context(clock.frozen("2027-01-04"))
    catalogue.refresh("person", [chair["grassroots_officer"].id])
    assert casework.deliver_entitled(by=SYSTEM, service=ALLOWANCE) == 0


def test_the_job_twice_a_day_asks_once(chair: World, running: UUID, days: ExitStack) -> None:
    assert in_month(days, 2) == 1
    assert casework.pay_due_parts() == 0
    assert Payout.objects.filter(case_id=running).count() == 2


def test_the_database_has_one_part_of_a_number(running: UUID) -> None:
    part = Part.objects.get(case_id=running, nr=2)
    with pytest.raises(IntegrityError, match="casework_part"), transaction.atomic():
        Part.objects.create(case_id=running, nr=2, amount_fen=part.amount_fen, hold_id=running)


def test_months_that_were_missed_are_made_up_for(chair: World, running: UUID, days: ExitStack, run_jobs: Run) -> None:
    assert in_month(days, 4) == 1
    assert pay(chair) == 4
    run_jobs()
    assert yuan() == 200


def test_who_chairs_no_longer_gets_no_more_and_the_rest_goes_back(
    chair: World, running: UUID, days: ExitStack, run_jobs: Run
) -> None:
    pay(chair)
    run_jobs()
    in_month(days, 2)
    pay(chair)
    run_jobs()
    post_ends(chair)
    assert in_month(days, 3) == 0
    run_jobs()
    assert (state(running), Case.objects.get(id=running).amount_fen) == ("delivered", 2 * MONTH_FEN)
    assert parts(running) == [*[(MONTH_FEN, "paid")] * 2, *[(MONTH_FEN, "stopped")] * 10]
    assert (left(chair), yuan()) == (BUDGET_FEN - 2 * MONTH_FEN, 100)
    told = {message.kind: message.body for message in messages.inbox(person_id=chair["grassroots_officer"].id)}
    assert "是基层工会的主席" in told["case.stopped"]
    assert ledger.books_balanced().balanced


def test_a_part_on_its_way_still_arrives_after_the_end(
    chair: World, running: UUID, days: ExitStack, run_jobs: Run
) -> None:
    post_ends(chair)
    in_month(days, 2)
    assert (state(running), parts(running)[:2]) == ("delivering", [(MONTH_FEN, "asked"), (MONTH_FEN, "stopped")])
    pay(chair)
    run_jobs()
    assert (state(running), yuan()) == ("delivered", 50)


def test_what_is_not_known_waits_and_is_shown_once(chair: World, running: UUID, days: ExitStack) -> None:
    Enterprise.objects.update(state_controlled=None)
    catalogue.refresh("person", [chair["grassroots_officer"].id])
    assert in_month(days, 2) == 0
    assert casework.pay_due_parts() == 0
    assert (state(running), parts(running)[1]) == ("delivering", (MONTH_FEN, "held"))
    assert steps(running).count("part_waits") == 1
    Enterprise.objects.update(state_controlled=False)
    catalogue.refresh("person", [chair["grassroots_officer"].id])
    assert casework.pay_due_parts() == 1


def test_a_bounce_holds_up_no_other_part(chair: World, running: UUID, days: ExitStack, run_jobs: Run) -> None:
    in_month(days, 2)
    first, second = Payout.objects.filter(case_id=running).order_by("instalment")
    finance = chair["finance_officer"].actor
    for payout, result in ((first, "退汇"), (second, "成功")):
        batch = ledger.prepare_batch(by=finance, payout_ids=[payout.id])
        ledger.submit_batch(by=finance, batch_id=batch)
        ledger.release_batch(by=chair["second_finance_officer"].actor, batch_id=batch)
        ledger.bank_file(by=finance, batch_id=batch)
        answer(chair, result, batch)
        run_jobs()
    assert (state(running), yuan()) == ("bounced", 50)
    casework.repair_account(by=chair["grassroots_officer"].actor, case_id=running, number=chair["courier"].bank_card)
    pay(chair)
    run_jobs()
    assert (state(running), yuan()) == ("delivering", 100)
    assert in_month(days, 3) == 1


def test_a_part_that_comes_back_is_paid_again_and_then_the_months_go_on(
    chair: World, running: UUID, days: ExitStack, run_jobs: Run
) -> None:
    pay(chair)
    run_jobs()
    assert answer(chair, "退汇", newest_batch(chair)).reversed == 1
    run_jobs()
    assert (state(running), yuan(), parts(running)[0]) == ("bounced", 0, (MONTH_FEN, "asked"))
    assert in_month(days, 2) == 0
    casework.repair_account(by=chair["grassroots_officer"].actor, case_id=running, number=chair["courier"].bank_card)
    assert casework.pay_due_parts() == 1
    assert pay(chair) == 2
    run_jobs()
    assert (state(running), yuan(), left(chair)) == ("delivering", 100, BUDGET_FEN - 12 * MONTH_FEN)
    assert ledger.books_balanced().balanced


def test_nobody_is_granted_it_who_does_not_chair_when_it_is_decided(chair: World) -> None:
    chairs_a_private_union(chair)
    casework.deliver_entitled(by=SYSTEM, service=ALLOWANCE)
    case_id = Case.objects.get(service=ALLOWANCE).id
    casework.approve(by=chair["town_officer"].actor, case_id=case_id)
    post_ends(chair)
    with pytest.raises(NotEntitled):
        casework.approve(by=chair["county_officer"].actor, case_id=case_id)
    assert left(chair) == BUDGET_FEN


@pytest.mark.django_db(transaction=True)
def test_the_job_run_four_times_at_once_asks_for_a_part_once() -> None:
    catalogue.install()  # a test that commits before this one has emptied the database
    with ExitStack() as days:
        world = build_world()
        appropriate(world)
        catalogue.refresh("person", sorted(member.id for member in world.people.values()))
        days.enter_context(clock.frozen(FIRST_DAY.isoformat()))
        case_id = approved(world)
        drain()

        def pay_on(_: int) -> int:
            try:
                with clock.frozen("2026-12-30"):
                    return casework.pay_due_parts()
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(pay_on, range(4))) == 1
        assert Payout.objects.filter(case_id=case_id).count() == 2
        assert ledger.books_balanced().balanced
