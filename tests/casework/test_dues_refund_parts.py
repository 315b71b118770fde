"""A dues year is refunded in two parts: quarters 1 to 3 before 30 November, the fourth before 31 March; the cap counts over both."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.casework.errors import NotEntitled, NotKnownYet
from niangjia.casework.models import CapLine, Case, CaseSlot
from niangjia.catalogue import api as catalogue
from niangjia.catalogue.actions.publish import digest_of
from niangjia.catalogue.actions.refresh import refresh_everybody
from niangjia.catalogue.models import Helped, Service
from niangjia.catalogue.rules.schema import read_definition
from niangjia.ledger import api as ledger
from tests.casework.conftest import Run, later, state
from tests.casework.test_dues_refund import account, audit, told
from tests.casework.test_study_grant import pay_by_bank
from tests.cast import World

FIRST_VERSION = Path(__file__).parent.parent / "data" / "dues-refund-1.yaml"
pytestmark = pytest.mark.django_db
SMALL = ((2024, "10"), (2025, "10"))
THREE_QUARTERS = (("2026-1", "2000"), ("2026-2", "2500"), ("2026-3", "2500"))


@pytest.fixture
def fund(known: World) -> None:
    account(known)
    for year in (2026, 2027):
        ledger.appropriate(
            by=SYSTEM, union_id=known.unions["city"].id, fund="dues-refund", year=year, amount_fen=500_000_00, basis="测试预算"
        )  # fmt: skip


def nightly() -> int:
    """What the night does: facts and verdicts of the day, then the cases of the entitled."""
    refresh_everybody()
    return casework.deliver_entitled(by=SYSTEM, service="dues-refund")


def newest() -> Case:
    return Case.objects.filter(service="dues-refund").latest("period")


def refunded(world: World, run_jobs: Run) -> int | None:
    """Audit and pay the newest case; what it brought, in fen."""
    audit(world, newest().id)
    pay_by_bank(world)
    run_jobs()
    assert state(newest().id) == "delivered"
    return newest().amount_fen


def test_seven_thousand_then_what_is_left_under_the_cap(
    known: World, fund: None, tmp_path: Path, run_jobs: Run
) -> None:
    told(known, tmp_path, *SMALL, *THREE_QUARTERS)
    assert nightly() == 1
    assert refunded(known, run_jobs) == 7_000_00
    assert nightly() == 0
    with later("2027-01-25"):
        assert nightly() == 0
        told(known, tmp_path, *SMALL, *THREE_QUARTERS, ("2026-4", "5000"))
        assert nightly() == 1
        assert refunded(known, run_jobs) == 3_000_00
        assert nightly() == 0
    assert sorted(Case.objects.values_list("period", flat=True)) == ["2026-1", "2026-2"]
    assert CapLine.objects.get(owner__startswith="payer:").used_fen == 10_000_00
    assert ledger.books_balanced().balanced


def test_the_fourth_quarter_alone_is_refunded(known: World, fund: None, tmp_path: Path, run_jobs: Run) -> None:
    told(known, tmp_path, *SMALL, ("2026-4", "5000"))
    with later("2027-01-25"):
        nightly()
        assert newest().period == "2026-2"
        assert refunded(known, run_jobs) == 5_000_00


def test_a_payer_whose_fourth_quarter_is_unknown_by_march_waits_for_a_person(
    known: World, fund: None, tmp_path: Path, run_jobs: Run
) -> None:
    told(known, tmp_path, *SMALL, *THREE_QUARTERS)
    nightly()
    refunded(known, run_jobs)
    with later("2027-02-26"):
        assert nightly() == 0
    with later("2027-03-02"):
        assert nightly() == 1
        assert newest().period == "2026-2"
        with pytest.raises(NotKnownYet):
            audit(known, newest().id)


def test_a_first_part_that_is_still_on_its_way_is_not_granted_again(known: World, fund: None, tmp_path: Path) -> None:
    told(known, tmp_path, *SMALL, ("2026-1", "4000"), ("2026-2", "0"), ("2026-3", "0"))
    nightly()
    audit(known, newest().id)
    with later("2027-01-25"):
        told(known, tmp_path, *SMALL, ("2026-4", "2000"))
        nightly()
        audit(known, newest().id)
    assert newest().amount_fen == 2_000_00


def test_a_case_that_outlived_its_part_is_judged_as_of_the_last_day_of_it(
    known: World, fund: None, tmp_path: Path, run_jobs: Run
) -> None:
    with later("2027-03-29"):
        told(known, tmp_path, *SMALL, ("2026-4", "5000"))
        assert nightly() == 1
    with later("2027-04-06"):
        refresh_everybody()
        case = newest()
        assert [line.value for line in casework.criteria_now(case)] == [True] * 6
        assert refunded(known, run_jobs) == 5_000_00
        refresh_everybody()
        assert catalogue.rebuild(check=True).ok
    assert CapLine.objects.get(owner__startswith="payer:").period == "dues-2026"


@pytest.mark.parametrize("opened, due", [("2026-11-03", date(2026, 11, 10)), ("2026-11-26", date(2026, 11, 27))])
def test_it_is_due_no_later_than_the_last_working_day_before_the_deadline(
    known: World, fund: None, tmp_path: Path, opened: str, due: date
) -> None:
    with later(opened):
        told(known, tmp_path, *SMALL, *THREE_QUARTERS)
        nightly()
    assert newest().due_on == due


def test_overdue_it_stays_in_the_inbox_at_the_top(known: World, fund: None, tmp_path: Path) -> None:
    with later("2026-11-26"):
        told(known, tmp_path, *SMALL, *THREE_QUARTERS)
        nightly()
    with later("2026-12-01"):
        casework.escalate_overdue()
        finance = known["finance_officer"].actor
        (row,) = [row for row in casework.waiting_for(finance) if row.service == "dues-refund"]
        assert row.due_on == date(2026, 11, 27)


def test_a_refused_part_gives_back_what_it_counted(known: World, fund: None, tmp_path: Path) -> None:
    told(known, tmp_path, *SMALL, *THREE_QUARTERS)
    nightly()
    casework.refuse(by=known["finance_officer"].actor, case_id=newest().id, reason="单位已注销，不再返还")
    assert newest().state == "refused"
    left = {line.name: line.value for line in catalogue.explain(service="dues-refund", subject_id=newest().subject_id)}
    assert left["something_left"] is True
    assert nightly() == 0  # the answer was heard: nobody is asked again every night


def test_what_was_paid_leaves_nothing_to_sign_a_second_time(
    known: World, fund: None, tmp_path: Path, run_jobs: Run
) -> None:
    told(known, tmp_path, *SMALL, *THREE_QUARTERS)
    nightly()
    with later("2026-12-01"):
        told(known, tmp_path, *SMALL, *THREE_QUARTERS, ("2026-4", "1"))
        nightly()
        first, second = Case.objects.filter(service="dues-refund").order_by("period")
        audit(known, second.id)
        with pytest.raises(NotEntitled):
            audit(known, first.id)
    assert newest().amount_fen == 7_001_00


@pytest.fixture
def first_version(known: World, fund: None, tmp_path: Path) -> Case:
    """A case that began under the first version, which counted by calendar years."""
    text = FIRST_VERSION.read_text(encoding="utf-8")
    Service.objects.get(key="dues-refund").versions.create(
        version=1, state="retired", text=text, digest=digest_of(read_definition(text, "")[0]),
        published_on=date(2026, 1, 1), published_by=SYSTEM.id,
    )  # fmt: skip
    told(known, tmp_path, *SMALL, *THREE_QUARTERS)
    nightly()
    CaseSlot.objects.filter(case_id=newest().id).update(period="2026")
    Case.objects.filter(id=newest().id).update(version=1, period="2026")
    return newest()


def test_a_case_of_the_first_version_goes_on_as_it_began(known: World, first_version: Case, run_jobs: Run) -> None:
    with later("2026-12-01"):
        assert [line.name for line in casework.criteria_now(newest())][-1] == "once_a_year"
        assert refunded(known, run_jobs) == 7_000_00


def test_no_second_case_begins_while_one_that_counts_otherwise_is_open(first_version: Case) -> None:
    assert nightly() == 0
    Case.objects.filter(id=first_version.id).update(version=3)  # of one version, two periods are two cases
    assert nightly() == 1


def as_before_dues_years(case: Case) -> None:
    """Leave what the versions left that knew no dues years."""
    case.record.pop("counted_on", None)
    case.save(update_fields=["record"])
    Helped.objects.filter(period__in=["dues-2026", "2026-1", "2026-2"]).delete()


def migrate() -> None:
    import_module("niangjia.casework.migrations.0005_help_before_dues_years").enter(apps, None)


def test_what_was_refunded_before_there_were_dues_years_is_not_refunded_again(
    known: World, first_version: Case, run_jobs: Run
) -> None:
    refunded(known, run_jobs)
    as_before_dues_years(newest())
    migrate()
    assert nightly() == 0
    assert catalogue.rebuild(check=True).ok
    with later("2027-01-25"):
        assert nightly() == 0
    assert Case.objects.count() == 1


def test_what_was_on_its_way_when_dues_years_came_counts_once(known: World, first_version: Case, run_jobs: Run) -> None:
    audit(known, first_version.id)
    as_before_dues_years(newest())
    Helped.objects.all().delete()
    migrate()
    pay_by_bank(known)
    run_jobs()
    assert state(first_version.id) == "delivered"
    assert set(Helped.objects.values_list("times", "fen")) == {(1, 7_000_00)}
    assert Helped.objects.count() == 5
