"""脱困退档: decided, five working days of notice, the county's yes, half a year of follow-up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from niangjia.aid import api as aid
from niangjia.aid.errors import NoticeRunning, WrongFileState
from niangjia.aid.models import FamilyNumber
from niangjia.aid.rules.states import months_after
from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.kernel.errors import NotAllowed, NotFound, ReasonMissing
from tests.aid.family import officer

pytestmark = pytest.mark.django_db
WHY = "孩子毕业就业，家庭收入稳定"


@pytest.fixture
def on_file(mother: UUID, record: Callable[..., UUID]) -> UUID:
    case = record()
    aid.mark_checked(by=SYSTEM, case_id=case, result="passed")
    aid.archive_file(by=SYSTEM, case_id=case)
    return mother


def test_a_family_leaves_after_five_working_days_and_is_followed_up(tree: SimpleNamespace, on_file: UUID) -> None:
    assert aid.begin_exit(by=officer(tree.town), person_id=on_file, reason=WHY) == date(2026, 11, 30)
    with clock.frozen("2026-11-30"), pytest.raises(NoticeRunning):
        aid.exit_file(by=officer(tree.county), person_id=on_file)
    with clock.frozen("2026-12-01"):
        assert aid.exit_file(by=officer(tree.county), person_id=on_file) == date(2027, 6, 1)
    assert aid.file_of(person_id=on_file) is None
    assert not FamilyNumber.objects.exists()


def test_while_it_is_leaving_the_family_is_still_on_file(
    tree: SimpleNamespace, on_file: UUID, facts: Callable[[UUID], dict[str, Any]]
) -> None:
    aid.begin_exit(by=officer(tree.town), person_id=on_file, reason=WHY)
    assert facts(on_file)["family__state"] == "leaving"
    aid.stop_exit(by=officer(tree.town), person_id=on_file, reason="异议属实，仍有困难")
    assert facts(on_file)["family__state"] == "archived"


def test_the_county_approves(tree: SimpleNamespace, on_file: UUID) -> None:
    aid.begin_exit(by=officer(tree.town), person_id=on_file, reason=WHY)
    with clock.frozen("2026-12-01"):
        for below in (tree.town, tree.works, tree.other):
            with pytest.raises(NotAllowed):
                aid.exit_file(by=officer(below), person_id=on_file)


def test_an_exit_is_decided_with_a_reason_and_of_a_family_on_file(
    tree: SimpleNamespace, mother: UUID, record: Callable[..., UUID]
) -> None:
    with pytest.raises(ReasonMissing):
        aid.begin_exit(by=SYSTEM, person_id=mother, reason="  ")
    with pytest.raises(NotFound):
        aid.begin_exit(by=SYSTEM, person_id=mother, reason=WHY)
    record()
    with pytest.raises(WrongFileState):
        aid.begin_exit(by=SYSTEM, person_id=mother, reason=WHY)


def test_a_family_may_come_back(tree: SimpleNamespace, on_file: UUID, record: Callable[..., UUID]) -> None:
    aid.begin_exit(by=SYSTEM, person_id=on_file, reason=WHY)
    with clock.frozen("2026-12-01"):
        aid.exit_file(by=SYSTEM, person_id=on_file)
        assert record()
    assert aid.file_of(person_id=on_file)


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 12, 1), date(2027, 6, 1)),
    ],
)
def test_six_months_end_within_the_month(day: date, later: date) -> None:
    assert months_after(day, 6) == later
