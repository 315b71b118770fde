"""Asked back for a past day, the catalogue says what it said on that day: by the facts, help, numbers, versions and doubts of then."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.catalogue import api
from niangjia.catalogue.errors import DayAhead
from niangjia.catalogue.jobs import nightly
from niangjia.catalogue.models import HelpedPast, PersonFacts, PersonPast
from niangjia.kernel.ids import uuid7
from tests.catalogue.conftest import DAY, OUTCOME, Trial

pytestmark = pytest.mark.django_db
OURS = {
    "for-active",
    "payers",
    "grown-up",
    "fresh-only",
}  # the shipped ones were published on the day the tests were set up
PARAMETER = OUTCOME + "\nparameters:\n  - {name: line, value: 50, from: 2026-01-01, basis: unverified}"
CHOICES: dict[str, list[Any]] = {
    "status": ["active", "gone", None], "local": [True, False, None], "paid": [0, 51, 80, 10**17, None], "told_on": [DAY, None],
    "born": [date(1990, 2, 28), DAY - timedelta(days=365 * 18 - 4), None], "words": [[], ["out"], ["in", None], None], "share": [Decimal("0.5"), None],
}  # fmt: skip


def told(worker: UUID) -> dict[str, Any]:
    """What the pages say today: of every service its version and verdict, of every criterion its value and facts."""
    return {
        v.key: (v.definition.version, v.verdict, [(c.name, c.value, c.facts) for c in api.explain(service=v.key, subject_id=worker)])
        for v in api.entitlements_of(worker)
        if v.key in OURS
    }  # fmt: skip


def asked_back(worker: UUID, day: date) -> dict[str, Any]:
    found = api.verdicts_as_of(subject="person", subject_id=worker, day=day)
    assert found.known
    return {
        v.definition.key: (v.definition.version, v.verdict, [(c.name, c.value, c.facts) for c in v.lines])
        for v in found.services
        if v.definition.key in OURS
    }


def value_on(worker: UUID, day: date, key: str = "for-active") -> str:
    found = api.verdicts_as_of(subject="person", subject_id=worker, day=day)
    return next(v.verdict for v in found.services if v.definition.key == key)


def payers(trial: Trial, version: int = 1, more: str = "") -> None:
    trial.service(
        "payers", {"above": f"trial.paid > param.line{more}", "listed": '"in" in trial.words || trial.share > 0.25'},
        yes="facts: {trial.paid: 60, trial.share: 0.5, trial.local: true}", no="facts: {trial.paid: 1}", version=version, rest=PARAMETER,
    )  # fmt: skip


def test_each_days_verdicts_and_reasons_come_back_as_they_stood(trial: Trial, active: Callable[[], None]) -> None:
    active()
    payers(trial)
    trial.service(
        "grown-up", {"adult": "years(trial.born) >= 18", "not_yet": 'helped("grown-up", "year") == 0'},
        yes="facts: {trial.born: 1990-01-01}", no="facts: {trial.born: 2020-01-01}",
    )  # fmt: skip
    trial.service(
        "fresh-only", {"is_local": "trial.local"}, yes="facts: {trial.local: true}", no="facts: {trial.local: false}",
        fresh="    fresh: {trial: 5d}\n",
    )  # fmt: skip
    draw = random.Random(11)
    workers = [trial.worker() for _ in range(4)]
    stood: dict[tuple[UUID, date], Any] = {}
    for n in range(12):
        with clock.frozen(day := DAY + timedelta(days=n)):
            nightly()
            for _ in range(6):
                column = draw.choice(list(CHOICES))
                trial.change(draw.choice(workers), **{column: draw.choice(CHOICES[column])})
            if n % 3 == 1:
                give_or_take(trial, draw.choice(workers), n)
            if n == 4:
                payers(trial, 2, " && trial.local")
            if n in (5, 8):
                api.set_parameter(by=SYSTEM, service="payers", name="line", value=10 * n, from_day=day, basis="文件")
            if n == 6:
                api.mark_source(by=SYSTEM, source="trial", state="wrong", reason="试")
            if n == 7:
                api.clear_source(by=SYSTEM, source="trial", reason="好了")
            stood |= {(worker, day): told(worker) for worker in workers}
    with clock.frozen(DAY + timedelta(days=40)):
        nightly()
        for (worker, day), then in stood.items():
            assert asked_back(worker, day) == then, day


def give_or_take(trial: Trial, worker: UUID, n: int) -> None:
    """Help is counted, and on a later day taken back."""
    sign = -1 if n % 2 and HelpedPast.objects.filter(subject_id=worker).exists() else 1
    api.record_help(helped=[(worker, "grown-up", "2026", sign, 100 * sign)])
    trial.change(worker)


def test_what_is_known_since_today_leaves_no_past_and_two_changes_a_day_leave_one(
    trial: Trial, active: Callable[[], None]
) -> None:
    active()
    worker = trial.worker(status="active", local=True)
    trial.change(worker, status="gone")
    assert not PersonPast.objects.exists()
    with clock.frozen(DAY + timedelta(days=2)):
        trial.change(worker, status="active")
        trial.change(worker, status=None)
        trial.change(worker, local=True)
    left = PersonPast.objects.values_list("fact", "until", "value")
    assert list(left) == [("trial__status", DAY + timedelta(days=2), "gone")]


def test_a_day_before_anybody_knew_her_is_unknown_whatever_the_criteria_say(trial: Trial) -> None:
    trial.service(
        "told", {"told": "has(trial.status)"}, yes="facts: {trial.status: a}", no="facts: {trial.local: true}"
    )
    worker = trial.worker(status="a")
    PersonFacts.objects.filter(person_id=worker).update(known_since=DAY + timedelta(days=1))
    found = api.verdicts_as_of(subject="person", subject_id=worker, day=DAY)
    assert (found.known, value_on(worker, DAY, "told")) == (False, "unknown")
    assert value_on(uuid7(), DAY, "told") == "unknown"


def test_a_service_is_not_there_before_its_first_version_and_a_day_to_come_is_refused(
    trial: Trial, active: Callable[[], None]
) -> None:
    active()
    worker = trial.worker()
    before = api.verdicts_as_of(subject="person", subject_id=worker, day=DAY - timedelta(days=1))
    assert "for-active" not in {v.definition.key for v in before.services}
    with pytest.raises(DayAhead):
        api.verdicts_as_of(subject="person", subject_id=worker, day=DAY + timedelta(days=1))


def test_it_asks_as_many_queries_for_one_service_as_for_three(
    trial: Trial, active: Callable[[], None], django_assert_num_queries: Any
) -> None:
    active()
    worker = trial.worker()
    with django_assert_num_queries(5):
        value_on(worker, DAY)
    payers(trial)
    with django_assert_num_queries(5):
        value_on(worker, DAY)


def test_who_is_forgotten_has_no_past(trial: Trial, active: Callable[[], None]) -> None:
    active()
    worker, other = trial.worker(status="active", local=True), trial.worker(status="active")
    with clock.frozen(later := DAY + timedelta(days=3)):
        trial.change(worker, status="gone")
        trial.change(other, status="gone")
        api.forget_past(by=SYSTEM, person_id=worker)
        assert set(PersonPast.objects.values_list("person_id", flat=True)) == {other}
        assert (value_on(worker, DAY), value_on(worker, later)) == ("unknown", "no")
        assert value_on(other, DAY) == "unknown"  # nobody has told whether local
