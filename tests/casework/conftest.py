"""Cases as they are in the middle of their way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.casework import api as casework
from niangjia.casework.models import Case
from niangjia.catalogue import api as catalogue
from niangjia.ledger import api as ledger
from niangjia.people import api as people
from tests.casework.wedding import marries
from tests.cast import SIGNATURE, World

MONDAY = "2026-11-23"
ENOUGH_FEN = 10_000_00


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.frozen(MONDAY):
        yield


@pytest.fixture
def known(world: World) -> World:
    """The cast with facts and verdicts."""
    catalogue.refresh("person", sorted(member.id for member in world.people.values()))
    return world


@pytest.fixture
def budget(known: World) -> int:
    """An appropriated budget for study grants, in fen."""
    ledger.appropriate(
        by=SYSTEM, union_id=known.unions["city"].id, fund="learning", year=2026, amount_fen=ENOUGH_FEN, basis="测试预算"
    )
    return ENOUGH_FEN


@pytest.fixture
def student(known: World) -> World:
    """The worker studies: the school has reported her."""
    people.record_study(
        by=SYSTEM, person_id=known["worker"].id, school="福建开放大学", level="college", school_year="2026-2027",
        enrolled=True, passed=True, punished=False,
    )  # fmt: skip
    return known


@pytest.fixture
def evidence() -> str:
    return "0192d1c0-0000-7000-8000-000000000001"


@pytest.fixture
def joining(known: World) -> UUID:
    """The courier has applied to join at his town."""
    return casework.apply_for_service(
        by=known["courier"].actor, service="join", answers=join_answers(known, "shangjie")
    )


@pytest.fixture
def granting(student: World, budget: int, evidence: str) -> UUID:
    """The worker has applied for a study grant; it waits at her grassroots union."""
    return casework.apply_for_service(
        by=student["worker"].actor, service="study-grant", answers=study_answers(evidence)
    )


def join_answers(world: World, union: str) -> dict[str, Any]:
    return {"union": str(world.unions[union].id), "wish": "on", "signature": SIGNATURE}


def study_answers(evidence: str) -> dict[str, Any]:
    definition = catalogue.definition("study-grant")
    assert definition
    answers: dict[str, Any] = {}
    for field in definition.form:
        if field.kind == "file":
            answers[field.name] = [evidence]
        elif field.kind == "consent":
            answers[field.name] = "on"
    return answers


def state(case_id: UUID) -> str:
    return Case.objects.values_list("state", flat=True).get(id=case_id)


def waits_at(case_id: UUID) -> str:
    case = Case.objects.select_related("waiting_union").get(id=case_id)
    return case.waiting_union.name if case.waiting_union else ""


def steps(case_id: UUID) -> list[str]:
    return list(Case.objects.get(id=case_id).steps.order_by("seq").values_list("kind", flat=True))


def later(day: str) -> Any:
    """Stand at another day: nightly jobs and reactions have run."""
    return clock.frozen(day)


Run = Callable[[], int]


@pytest.fixture
def run_jobs() -> Run:
    return drain


@pytest.fixture
def couple(known: World) -> World:
    """Two who marry, and two more who might."""
    marries(known, "worker", "courier", "mother", "stranger")
    return known
