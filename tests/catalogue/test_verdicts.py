"""Kept verdicts: they follow every change in its transaction, and equal a full rebuild."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection, transaction

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.catalogue import api
from niangjia.catalogue.actions import refresh
from niangjia.catalogue.jobs import nightly
from niangjia.catalogue.models import Service
from niangjia.kernel.ids import uuid7
from tests.catalogue.conftest import DAY, Trial

pytestmark = pytest.mark.django_db


def test_a_change_updates_the_verdict_in_the_same_transaction(trial: Trial, active: Callable[[], None]) -> None:
    active()
    worker = trial.worker(status="active", local=True)
    assert trial.verdict(worker, "for-active") == "yes"
    with transaction.atomic():
        mark = transaction.savepoint()
        trial.change(worker, status="gone")
        assert trial.verdict(worker, "for-active") == "no"
        transaction.savepoint_rollback(mark)
    assert trial.verdict(worker, "for-active") == "yes"


def test_a_missing_fact_is_unknown_and_a_false_one_decides(trial: Trial, active: Callable[[], None]) -> None:
    active()
    assert trial.verdict(trial.worker(status="active"), "for-active") == "unknown"
    assert trial.verdict(trial.worker(status="gone"), "for-active") == "no"
    assert trial.verdict(trial.worker(), "for-active") == "unknown"


@pytest.mark.parametrize("few", [0, 1_000])
def test_kept_verdicts_equal_a_full_rebuild_after_random_changes(
    trial: Trial, active: Callable[[], None], few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``few``: by the functions made for many, by those made for few."""
    monkeypatch.setattr(refresh, "FEW", few)
    active()
    trial.service(
        "for-adults",
        {"adult": "years(trial.born) >= 18", "payer": 'trial.paid * 2 > 100 && !("out" in trial.words)'},
        yes="facts: {trial.born: 1990-01-01, trial.paid: 90, trial.words: [in]}",
        no="facts: {trial.born: 2020-01-01}",
    )
    draw = random.Random(7)
    workers = [trial.worker() for _ in range(60)]
    choices = {
        "status": ["active", "gone", None], "local": [True, False, None], "paid": [0, 51, 10**17, None],
        "born": [date(1990, 2, 28), date(2008, 10, 10), None], "words": [[], ["out"], ["in", None], None], "share": [Decimal("0.5"), None],
    }  # fmt: skip
    for _ in range(60):
        column = draw.choice(list(choices))
        trial.change(draw.choice(workers), **{column: draw.choice(choices[column])})
    assert api.rebuild(check=True).differing == 0


def test_the_rebuild_finds_what_was_meddled_with_and_repairs_it(trial: Trial, active: Callable[[], None]) -> None:
    active()
    worker = trial.worker(status="active", local=True)
    trial.meddle(worker, status="gone")
    found = api.rebuild(check=True)
    assert (found.differing, found.first) == (1, (("person", worker),))
    assert trial.verdict(worker, "for-active") == "yes"
    assert api.rebuild().differing == 1
    assert trial.verdict(worker, "for-active") == "no"
    assert api.rebuild(check=True).ok


def test_time_alone_changes_a_verdict(trial: Trial) -> None:
    trial.service(
        "grown-up",
        {"adult": "years(trial.born) >= 18"},
        yes="facts: {trial.born: 1990-01-01}",
        no="facts: {trial.born: 2020-01-01}",
    )
    worker = trial.worker(born=date(2008, 10, 11))
    assert trial.verdict(worker, "grown-up") == "no"
    with clock.frozen(DAY + timedelta(days=1)):
        nightly()
    assert trial.verdict(worker, "grown-up") == "yes"


def test_an_old_answer_is_not_known_never_no(trial: Trial) -> None:
    trial.service(
        "fresh-only", {"is_local": "trial.local"}, yes="facts: {trial.local: true}", no="facts: {trial.local: false}",
        fresh="    fresh: {trial: 90d}\n",
    )  # fmt: skip
    worker = trial.worker(local=False, told_on=DAY - timedelta(days=90))
    assert trial.verdict(worker, "fresh-only") == "no"
    trial.change(worker, told_on=DAY - timedelta(days=91))
    assert trial.verdict(worker, "fresh-only") == "unknown"
    trial.change(worker, told_on=None)
    assert trial.verdict(worker, "fresh-only") == "unknown"


def test_help_counts_in_its_period(trial: Trial) -> None:
    trial.service(
        "once", {"not_yet": 'helped("once", "school_year") == 0', "known": "has(trial.status)"},
        yes="facts: {trial.status: a}", no='facts: {trial.status: a}, helped: {"once school_year": 1}',
    )  # fmt: skip
    worker = trial.worker(status="a")
    assert trial.verdict(worker, "once") == "yes"
    api.record_help(helped=[(worker, "once", "2026-2027", 1, 100)])
    trial.change(worker)
    assert trial.verdict(worker, "once") == "no"
    with clock.frozen(date(2027, 9, 1)):
        trial.change(worker)
    assert trial.verdict(worker, "once") == "yes"


def test_near_misses_are_those_with_exactly_one_criterion_open(trial: Trial, active: Callable[[], None]) -> None:
    active()
    near, far = trial.worker(status="active", local=False), trial.worker(status="gone", local=False)
    (found,) = [v for v in api.entitlements_of(near) if v.key == "for-active"]
    assert found.is_near
    assert [(line.name, line.value) for line in found.unmet] == [("is_local", False)]
    assert not any(v.is_near for v in api.entitlements_of(far) if v.key == "for-active")


def test_the_sixty_third_service_has_its_own_bit(trial: Trial, active: Callable[[], None]) -> None:
    Service.objects.create(key="placeholder", bit=61, group="warm", subject="person")
    active()
    trial.service(
        "second-word",
        {"gone": 'trial.status == "gone"'},
        yes="facts: {trial.status: gone}",
        no="facts: {trial.status: a}",
    )
    assert sorted(Service.objects.filter(key__in=["for-active", "second-word"]).values_list("bit", flat=True)) == [
        62,
        63,
    ]
    worker = trial.worker(status="active", local=True)
    assert (trial.verdict(worker, "for-active"), trial.verdict(worker, "second-word")) == ("yes", "no")
    assert api.subjects_with(service="for-active", verdicts=["yes"]) == [worker]
    assert api.subjects_with(service="second-word", verdicts=["yes", "unknown"]) == []
    assert api.subjects_with(service="second-word", verdicts=["no"]) == [worker]


def test_an_absurd_number_is_unknown_and_stops_nobody(trial: Trial) -> None:
    trial.service("payers", {"paid": "trial.paid > 0"}, yes="facts: {trial.paid: 1}", no="facts: {trial.paid: 0}")
    absurd, normal = trial.worker(paid=2**62), trial.worker(paid=1)
    api.refresh("person", [absurd, normal])
    assert (trial.verdict(absurd, "payers"), trial.verdict(normal, "payers")) == ("unknown", "yes")


def test_nothing_is_written_where_nothing_changed(trial: Trial, active: Callable[[], None]) -> None:
    active()
    worker = trial.worker(status="active", local=True)
    before = _row_version(worker)
    with clock.frozen(DAY + timedelta(days=3)):
        api.refresh("person", [worker])
    assert _row_version(worker) == before


def test_a_person_nobody_has_computed_is_unknown_everywhere(trial: Trial, active: Callable[[], None]) -> None:
    active()
    assert trial.verdict(uuid7(), "for-active") == "unknown"
    assert api.verdict_now(service="for-active", subject_id=uuid7()) == "unknown"


def test_a_parameter_holds_from_its_day(trial: Trial) -> None:
    trial.service(
        "line", {"above": "trial.paid > param.line"}, yes="facts: {trial.paid: 11}", no="facts: {trial.paid: 10}",
        rest="outcome:\n  money: {amount: param.line, fund: warmth}\nparameters:\n  - {name: line, value: 10, from: 2026-01-01, basis: unverified}",
    )  # fmt: skip
    worker = trial.worker(paid=15)
    assert trial.verdict(worker, "line") == "yes"
    api.set_parameter(by=SYSTEM, service="line", name="line", value=20, from_day=date(2027, 1, 1), basis="文件 1 号")
    assert trial.verdict(worker, "line") == "yes"
    assert api.amount_fen(service="line", subject_id=worker) == 10
    with clock.frozen(date(2027, 1, 1)):
        nightly()
        assert api.amount_fen(service="line", subject_id=worker) == 20
    assert trial.verdict(worker, "line") == "no"
    with clock.frozen(date(2025, 12, 31)):
        assert api.verdict_now(service="line", subject_id=worker) == "unknown"


def test_a_number_shows_what_holds_today_and_what_is_to_come(trial: Trial) -> None:
    trial.service(
        "line", {"above": "trial.paid > param.line"}, yes="facts: {trial.paid: 11}", no="facts: {trial.paid: 10}",
        rest="outcome:\n  money: {amount: param.line, fund: warmth}\nparameters:\n  - {name: line, value: 1, from: 2020-01-01, basis: 旧}\n"
        "  - {name: line, value: 10, from: 2026-01-01, basis: 试验}",
    )  # fmt: skip
    api.set_parameter(by=SYSTEM, service="line", name="line", value=20, from_day=date(2027, 1, 1), basis="文件 1 号")
    told = [(p.value, p.from_day, p.basis, p.holds) for p in api.parameters_of("line")]
    assert told == [(10, date(2026, 1, 1), "试验", True), (20, date(2027, 1, 1), "文件 1 号", False)]
    assert [p.value for p in api.parameters_of("line", date(2027, 1, 1))] == [20]


def _row_version(worker: UUID) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "select xmin::text, ctid::text, as_of::text from catalogue_verdict_person where person_id = %s", [worker]
        )
        return str(cursor.fetchone())
