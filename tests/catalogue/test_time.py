"""Time alone changes verdicts: these tests move the clock, at most run the night's job, and write nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from niangjia.base import clock
from niangjia.catalogue import api
from niangjia.catalogue.jobs import nightly
from niangjia.kernel.ids import uuid7
from tests.catalogue.conftest import DAY, OUTCOME, Trial

pytestmark = pytest.mark.django_db


def on(trial: Trial, day: date, worker: object, key: str) -> str:
    """The kept verdict after the night before ``day``."""
    with clock.frozen(day):
        nightly()
        return trial.verdict(worker, key)  # type: ignore[arg-type]  # an id


def test_turning_sixteen(trial: Trial) -> None:
    trial.service(
        "sixteen", {"old_enough": "years(trial.born) >= 16"},
        yes="facts: {trial.born: 1990-01-01}", no="facts: {trial.born: 2020-01-01}",
    )  # fmt: skip
    worker = trial.worker(born=date(2010, 11, 2))
    days = (date(2026, 11, 1), date(2026, 11, 2))
    assert [on(trial, day, worker, "sixteen") for day in days] == ["no", "yes"]


def test_a_window_opens_and_closes(trial: Trial) -> None:
    trial.service(
        "autumn", {"active": 'trial.status == "a"'}, yes="facts: {trial.status: a}", no="facts: {trial.status: b}",
        rest=OUTCOME + '\nwindow: {opens: "10-05", closes: "10-20"}',
    )  # fmt: skip
    worker = trial.worker(status="a")
    days = (date(2026, 10, 4), date(2026, 10, 5), date(2026, 10, 20), date(2026, 10, 21))
    assert [on(trial, day, worker, "autumn") for day in days] == ["no", "yes", "yes", "no"]


def test_a_source_grows_old_and_nobody_knows_any_more(trial: Trial) -> None:
    trial.service(
        "fresh-only", {"is_local": "trial.local"}, yes="facts: {trial.local: true}", no="facts: {trial.local: false}",
        fresh="    fresh: {trial: 90d}\n",
    )  # fmt: skip
    worker = trial.worker(local=True, told_on=DAY)
    days = (DAY + timedelta(days=90), DAY + timedelta(days=91))
    assert [on(trial, day, worker, "fresh-only") for day in days] == ["yes", "unknown"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 11, 1), "no"), (date(2026, 11, 2), "yes")],
)
def test_at_midnight_she_is_told_todays_verdict_before_the_night_s_job(trial: Trial, day: date, expected: str) -> None:
    trial.service(
        "sixteen", {"old_enough": "years(trial.born) >= 16"},
        yes="facts: {trial.born: 1990-01-01}", no="facts: {trial.born: 2020-01-01}",
    )  # fmt: skip
    worker = trial.worker(born=date(2010, 11, 2))
    with clock.frozen(day):
        assert trial.verdict(worker, "sixteen") == expected


def test_a_window_closes_at_midnight_though_nobody_was_looked_at(trial: Trial) -> None:
    trial.service(
        "autumn", {"active": 'trial.status == "a"'}, yes="facts: {trial.status: a}", no="facts: {trial.status: b}",
        rest=OUTCOME + '\nwindow: {opens: "10-05", closes: "10-20"}',
    )  # fmt: skip
    worker = trial.worker(status="a")
    assert on(trial, date(2026, 10, 20), worker, "autumn") == "yes"
    with clock.frozen(date(2026, 10, 21)):
        assert trial.verdict(worker, "autumn") == "no"


def test_what_a_source_says_of_today_counts_from_midnight(trial: Trial, active: Callable[[], None]) -> None:
    active()
    worker = trial.worker(status="active", local=True)
    trial.meddle(worker, status="gone")
    assert trial.verdict(worker, "for-active") == "yes"  # kept, and of today
    with clock.frozen(DAY + timedelta(days=1)):
        assert trial.verdict(worker, "for-active") == "no"
        assert {v.key: v.verdict for v in api.entitlements_of(uuid7())}["for-active"] == "unknown"


def test_reasons_are_of_today_from_midnight_in_as_many_queries(trial: Trial, active: Callable[[], None]) -> None:
    active()
    worker = trial.worker(status="active", local=True)
    trial.meddle(worker, status="gone")
    api.verdict_now(service="for-active", subject_id=worker)  # a version and its parameters are read once a process
    asked = {}
    for day, expected in ((DAY, "yes"), (DAY + timedelta(days=1), "no")):
        with clock.frozen(day), CaptureQueriesContext(connection) as queries:
            assert api.verdict_now(service="for-active", subject_id=worker) == expected
        asked[day] = len(queries)
    assert len(set(asked.values())) == 1, asked


def test_whoever_acts_on_everybody_catches_up_first_and_only_once(trial: Trial) -> None:
    trial.service(
        "sixteen", {"old_enough": "years(trial.born) >= 16"},
        yes="facts: {trial.born: 1990-01-01}", no="facts: {trial.born: 2020-01-01}",
    )  # fmt: skip
    worker = trial.worker(born=date(2010, 11, 2))
    with clock.frozen(date(2026, 11, 2)):
        assert api.to_deliver(service="sixteen", after=None, limit=9) == []
        api.catch_up()
        assert api.to_deliver(service="sixteen", after=None, limit=9) == [worker]
        trial.meddle(worker, born=date(2020, 1, 1))
        api.catch_up()
        assert api.to_deliver(service="sixteen", after=None, limit=9) == [worker]
