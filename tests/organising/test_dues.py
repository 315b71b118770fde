"""Dues from the workbook to the facts a refund is judged by (domain: 小额缴费全额返还)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from niangjia.base import clock
from niangjia.base.actor import Actor, Scope
from niangjia.base.declare import FactSource
from niangjia.catalogue import api as catalogue
from niangjia.kernel.ids import uuid7
from niangjia.kernel.imports import ImportResult, Remark
from niangjia.organising import api as organising
from niangjia.organising.facts import SOURCES
from niangjia.organising.models import DuesPayment
from niangjia.unions import api as unions

pytestmark = pytest.mark.django_db
Read = Callable[..., ImportResult]
Facts = Callable[[Any], dict[str, Any]]
CODE = "91350100M000100Y43"
LINE_FEN = CAP_FEN = 1_000_000


def paid(year: int, amount: str, **more: str) -> dict[str, str]:
    return {
        "payer": "闽江电子有限公司",
        "uscc": CODE,
        "union": "闽江电子有限公司工会委员会",
        "year": str(year),
        "paid": amount,
        "handed_up": amount,
        "paid_on": f"{year}-03-01",
    } | more


def small(told: dict[str, Any]) -> bool | None:
    """The criterion of the definition, three-valued."""
    total = told["dues__two_year_sum_fen"]
    return None if total is None else total < 2 * LINE_FEN


def test_an_average_one_fen_under_the_line_is_small(tree: SimpleNamespace, read: Read, facts: Facts) -> None:
    read(paid(2023, "9999.99"), paid(2024, "9999.99"), paid(2025, "800"))
    told = facts(tree.employer.id)
    assert told["dues__two_year_sum_fen"] == 1_999_998
    assert small(told) is True
    assert told["dues__paid_this_year_fen"] == 80_000


def test_an_average_on_the_line_is_not_small(tree: SimpleNamespace, read: Read, facts: Facts) -> None:
    read(paid(2023, "0.01"), paid(2024, "19999.99"))
    assert facts(tree.employer.id)["dues__two_year_sum_fen"] == 2_000_000
    assert small(facts(tree.employer.id)) is False


@pytest.mark.parametrize("before", [(), (2024,), (2023,)])
def test_a_payer_without_both_years_is_unknown(
    tree: SimpleNamespace, read: Read, facts: Facts, before: tuple[int, ...]
) -> None:
    read(paid(2025, "100"), *(paid(year, "1") for year in before))
    told = facts(tree.employer.id)
    assert told["dues__years_known"] == len(before)
    assert small(told) is None


def test_three_quarters_are_not_a_year(tree: SimpleNamespace, read: Read, facts: Facts) -> None:
    quarters = [paid(2024, "10", quarter=str(n)) for n in (1, 2, 3)]
    read(paid(2023, "10"), *quarters)
    assert small(facts(tree.employer.id)) is None
    read(paid(2024, "10", quarter="四季度"))
    assert facts(tree.employer.id)["dues__two_year_sum_fen"] == 5_000


def test_twelve_thousand_handed_up_are_refunded_up_to_the_cap(tree: SimpleNamespace, read: Read, facts: Facts) -> None:
    read(
        paid(2023, "1"),
        paid(2024, "1"),
        paid(2025, "9000", quarter="1", handed_up="7000"),
        paid(2025, "6000", quarter="2", handed_up="5000"),
    )
    this_year = facts(tree.employer.id)["dues__paid_this_year_fen"]
    assert this_year == 1_200_000
    assert min(this_year, CAP_FEN) == CAP_FEN


def test_state_control_is_told_and_an_empty_cell_takes_nothing_back(
    tree: SimpleNamespace, read: Read, facts: Facts
) -> None:
    assert facts(tree.employer.id)["payer__state_controlled"] is None
    read(paid(2023, "1", state_controlled="是", public_body="否"))
    read(paid(2024, "1"))
    told = facts(tree.employer.id)
    assert (told["payer__state_controlled"], told["payer__public_body"]) == (True, False)


def test_a_joint_union_is_judged_by_each_payer_and_receives_for_all(
    tree: SimpleNamespace, read: Read, facts: Facts
) -> None:
    other = {"payer": "上街小馆", "uscc": "92350102MA00000000", "union": tree.joint.name}
    read(*(paid(year, "9000", union=tree.joint.name) | extra for year in (2023, 2024, 2025) for extra in ({}, other)))
    payers = unions.enterprises_coded(codes=[CODE, other["uscc"]]).values()
    assert len(payers) == 2
    for payer in payers:
        told = facts(payer.id)
        assert small(told) is True
        assert told["dues__union"] == str(tree.joint.id) == str(organising.receiving_union(payer_id=payer.id))


def test_an_account_missing_is_no_criterion(tree: SimpleNamespace, read: Read, facts: Facts) -> None:
    read(paid(2023, "1"), paid(2024, "1"), paid(2025, "1"))
    assert not unions.accounts(union_ids=[tree.works.id])
    assert small(facts(tree.employer.id)) is True


@pytest.mark.parametrize("today, sum_fen, due_fen", [("2026-03-31", 300, 400), ("2026-04-01", 600, None)])
def test_the_dues_year_runs_until_march(
    tree: SimpleNamespace, read: Read, facts: Facts, today: str, sum_fen: int, due_fen: int | None
) -> None:
    read(paid(2023, "1"), paid(2024, "2"), paid(2025, "4"))
    with clock.frozen(today):
        told = facts(tree.employer.id)
    assert told["dues__two_year_sum_fen"] == sum_fen
    assert told["dues__paid_this_year_fen"] == told["dues__due_fen"] == due_fen


@pytest.mark.parametrize(
    "today, quarters, due_fen, reported",
    [
        ("2025-11-03", (1, 2, 3, 4), 300, True),
        ("2025-11-03", (1, 2), 200, False),
        ("2025-11-03", (4,), None, False),
        ("2025-12-01", (1, 2, 3, 4), 400, True),
        ("2026-01-20", (4,), 100, True),
        ("2026-03-02", (1, 2, 3), None, False),
        ("2025-11-03", (), None, False),
    ],
)
def test_the_fourth_quarter_is_a_round_of_its_own_and_unknown_until_told(
    tree: SimpleNamespace, read: Read, facts: Facts, today: str, quarters: tuple[int, ...], due_fen: int, reported: bool
) -> None:
    read(*(paid(2025, "1", quarter=str(n)) for n in quarters))
    with clock.frozen(today):
        told = facts(tree.employer.id)
    assert (told["dues__due_fen"], told["dues__reported"]) == (due_fen, reported)


@pytest.mark.parametrize("today, before", [("2025-11-30", date(2025, 11, 30)), ("2026-02-01", date(2026, 3, 31))])
def test_the_round_names_its_deadline(tree: SimpleNamespace, facts: Facts, today: str, before: date) -> None:
    with clock.frozen(today):
        assert facts(tree.employer.id)["dues__refund_before"] == before


def test_a_second_run_changes_nothing(tree: SimpleNamespace, read: Read, facts: Facts) -> None:
    rows = [paid(2023, "1", state_controlled="否"), paid(2024, "2"), paid(2025, "3", quarter="1")]
    first, before = read(*rows), facts(tree.employer.id)
    second = read(*rows)
    assert (first.created, first.changed) == (3, 0)
    assert (second.accepted, second.created, second.changed, second.unchanged) == (3, 0, 0, 3)
    assert facts(tree.employer.id) == before
    assert DuesPayment.objects.count() == 3


def test_being_told_again_later_makes_it_fresh_and_changes_nothing(
    tree: SimpleNamespace, read: Read, facts: Facts
) -> None:
    read(paid(2024, "2"))
    with clock.frozen("2025-11-20"):
        assert read(paid(2024, "2")).unchanged == 1
        assert facts(tree.employer.id)["reported_on"] == date(2025, 11, 20)


def test_a_corrected_amount_is_changed(tree: SimpleNamespace, read: Read, facts: Facts) -> None:
    read(paid(2025, "2"))
    assert read(paid(2025, "3")).changed == 1
    assert facts(tree.employer.id)["dues__paid_this_year_fen"] == 300


def test_a_preview_stores_nothing(tree: SimpleNamespace, read: Read) -> None:
    result = read(paid(2025, "2", uscc="92350102MA00000000"), apply=False)
    assert (result.created, result.applied) == (1, False)
    assert not DuesPayment.objects.exists()
    assert not unions.enterprises_coded(codes=["92350102MA00000000"])


def test_a_finance_officer_records_dues_below_her_own_union_only(tree: SimpleNamespace, read: Read) -> None:
    officer = Actor(uuid7(), "财务", (Scope("finance", tree.other_town.path),))
    assert read(paid(2025, "2"), by=officer).rejected == [Remark(2, "outside_reach")]
    reviewer = Actor(uuid7(), "审核", (Scope("reviewer", tree.city.path),))
    assert read(paid(2025, "2"), by=reviewer).rejected == [Remark(2, "outside_reach")]


def test_dues_are_listed_newest_first(tree: SimpleNamespace, read: Read) -> None:
    read(paid(2024, "2"), paid(2025, "3", quarter="1"))
    listed = organising.dues_of(payer_id=tree.employer.id)
    assert [(row.year, row.quarter, row.paid_fen) for row in listed] == [(2025, 1, 300), (2024, None, 200)]


def test_the_source_declares_every_column_it_gives(tree: SimpleNamespace, facts: Facts) -> None:
    (source,) = SOURCES
    assert isinstance(source, FactSource)
    assert {fact.column for fact in source.facts} | {"id", source.as_of} == set(facts(tree.employer.id))


@pytest.mark.parametrize(
    ("before", "this_year", "flag", "verdict", "amount_fen"),
    [
        ("9999.99", "650", "否", "yes", 65_000),
        ("10000", "650", "否", "no", 65_000),
        ("100", "12000", "否", "yes", CAP_FEN),
        ("100", "650", "是", "no", 65_000),
        ("100", "650", "", "unknown", 65_000),
        ("", "650", "否", "unknown", 65_000),
    ],
)
def test_from_the_workbook_to_the_verdict(
    tree: SimpleNamespace, read: Read, before: str, this_year: str, flag: str, verdict: str, amount_fen: int
) -> None:
    told = {"state_controlled": flag, "public_body": "否"}
    read(paid(2025, this_year, **told), *(paid(year, before) for year in (2023, 2024) if before))
    judged = {"service": "dues-refund", "subject_id": tree.employer.id}
    assert catalogue.verdict_now(**judged) == verdict
    assert catalogue.amount_fen(**judged) == amount_fen
