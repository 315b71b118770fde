"""A round enters as cases by themselves would have: with steps, slots, and the help that criteria ask for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.casework.actions import load_rounds
from niangjia.casework.models import CapLine, Case, CaseSlot
from niangjia.catalogue import api as catalogue
from niangjia.catalogue.models import Helped
from niangjia.insight import api as insight
from niangjia.kernel.errors import NotAllowed
from niangjia.kernel.ids import uuid7
from niangjia.ledger import api as ledger
from tests.cast import World

pytestmark = pytest.mark.django_db
AT = datetime(2026, 7, 12, 1, tzinfo=UTC)


def heat(world: World, *who: str, at: datetime = AT, goods: str = "凉茶") -> casework.NewRound:
    """Something against the heat, for these."""
    steps = (
        casework.NewStep("opened", at, SYSTEM.id, SYSTEM.label),
        casework.NewStep("delivered", at, SYSTEM.id, SYSTEM.label, 1),
    )
    return casework.NewRound(
        service="consolation", applied_at=at, decided_at=at, ended_at=at + timedelta(6), steps=steps, answers={"campaign": "heat"},
        record={"goods": goods}, signers=(world["municipal_officer"].id, world["leader"].id),
        cases=tuple((uuid7(), world[one].id) for one in who),
    )  # fmt: skip


def once_a_year(person_id: UUID) -> bool | None:
    lines = catalogue.explain(service="consolation", subject_id=person_id)
    return next(line.value for line in lines if line.name == "once_a_year")


def test_everybody_of_the_round_has_a_case_and_counts(world: World) -> None:
    given = heat(world, "worker", "mother")
    before = insight.figure(key="warmth_people")[1]
    assert casework.load_rounds(by=SYSTEM, rounds=[given]) == 2
    case = Case.objects.get(subject_id=world["worker"].id, service="consolation")
    assert (case.state, case.origin, case.period, case.amount_fen) == ("archived", "delivered", "2026", None)
    assert case.path.startswith(world.unions["minhou"].path)
    assert [step.kind for step in case.steps.order_by("seq")] == ["opened", "delivered"]
    assert insight.figure(key="warmth_people")[1] == before + 2
    assert once_a_year(world["worker"].id) is False


@pytest.mark.parametrize("at_once", [1, 50_000])
def test_rounds_that_enter_together_stay_apart(world: World, monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(load_rounds, "AT_ONCE", at_once)
    year_before = AT.replace(year=2025)
    given = [heat(world, "worker", "mother"), heat(world, "worker", at=year_before, goods="毛巾")]
    assert casework.load_rounds(by=SYSTEM, rounds=given) == 3
    cases = Case.objects.filter(subject_id=world["worker"].id, service="consolation").order_by("applied_at")
    assert [(case.period, case.record["goods"], case.applied_at) for case in cases] == [
        ("2025", "毛巾", year_before),
        ("2026", "凉茶", AT),
    ]
    assert [{step.at for step in case.steps.all()} for case in cases] == [{year_before}, {AT}]
    times = Helped.objects.filter(subject_id=world["worker"].id, service="consolation").values_list("period", "times")
    assert dict(times) == {"2025": 1, "2026": 1, "2024-2025": 1, "2025-2026": 1, "ever": 2}


def test_nobody_is_in_two_rounds_of_a_year(world: World) -> None:
    first, second = heat(world, "worker"), heat(world, "worker", "mother")
    with pytest.raises(IntegrityError), transaction.atomic():
        casework.load_rounds(by=SYSTEM, rounds=[first, second])
    casework.load_rounds(by=SYSTEM, rounds=[first])
    with pytest.raises(IntegrityError), transaction.atomic():
        casework.load_rounds(by=SYSTEM, rounds=[second])
    assert CaseSlot.objects.get(subject_id=world["worker"].id, service="consolation").case_id == first.cases[0][0]
    assert not Case.objects.filter(subject_id=world["mother"].id, service="consolation").exists()


def test_only_the_system_loads(world: World) -> None:
    with pytest.raises(NotAllowed):
        casework.load_rounds(by=world["leader"].actor, rounds=[heat(world, "worker")])
    assert casework.load_rounds(by=SYSTEM, rounds=[]) == 0


def test_a_round_in_money_is_paid_from_a_fund_and_uses_her_cap(world: World) -> None:
    worker, hold = world["worker"], uuid7()
    before = int(insight.figure(key="consolation_yuan")[1] or 0)
    given = replace(heat(world, "worker"), record={}, amount_fen=30_000, fund="warmth", holds=(hold,))
    assert casework.load_rounds(by=SYSTEM, rounds=[given]) == 1
    line = ledger.NewPaid(
        given.cases[0][0], hold, "person", worker.id, "warmth", 30_000, "疫情一线慰问", "林", "6222021402000000019", AT
    )
    by = (world["municipal_officer"].id, "甲"), (world["leader"].id, "乙")
    batch = ledger.NewBatch(uuid7(), "PF-1", AT + timedelta(6), *by, (line,))
    ledger.load_paid(by=SYSTEM, union_id=world.unions["city"].id, batches=[batch], basis="往年预算")
    case = Case.objects.get(subject_id=worker.id, service="consolation")
    assert (case.amount_fen, case.fund, case.hold_id) == (30_000, "warmth", hold)
    assert insight.figure(key="consolation_yuan")[1] == before + 300
    assert CapLine.objects.get(owner=f"person:{worker.id}").used_fen == 30_000
    assert [row.state for row in ledger.payouts_of_case(case_id=case.id)] == ["paid"]
    assert ledger.books_balanced().balanced
