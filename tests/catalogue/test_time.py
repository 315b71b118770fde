"""Time alone changes verdicts: these tests move the clock, run the night's job, and write nothing else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from niangjia.base import clock
from niangjia.catalogue.jobs import nightly
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
