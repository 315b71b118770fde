"""A source that has fallen silent, or is wrong, makes not known: never a wrong yes, never a wrong no."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from niangjia.base import declare
from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.catalogue import api
from niangjia.catalogue.errors import UnknownSource
from niangjia.catalogue.jobs import sources as nightly_watch
from niangjia.catalogue.models import PersonVerdict, SourceHealth
from niangjia.kernel.errors import ReasonMissing
from niangjia.kernel.ids import uuid7
from tests.catalogue.conftest import DAY, OUTCOME, SOURCE, Trial

pytestmark = pytest.mark.django_db


def mark(state: Any = "wrong") -> None:
    api.mark_source(by=SYSTEM, source="trial", state=state, reason="对账不符")


def kept() -> list[tuple[Any, ...]]:
    return list(PersonVerdict.objects.order_by("person_id").values_list("person_id", "entitled", "unknown", "as_of"))


@pytest.fixture
def three(trial: Trial, active: Callable[[], None]) -> dict[str, Any]:
    active()
    return {
        "yes": trial.worker(status="active", local=True),
        "no": trial.worker(status="gone", local=True),
        "unknown": trial.worker(status="active"),
    }


def test_nobody_is_told_yes_or_no_on_the_word_of_a_masked_source(trial: Trial, three: dict[str, Any]) -> None:
    mark()
    for worker in three.values():
        (verdict,) = [v for v in api.entitlements_of(worker) if v.key == "for-active"]
        assert verdict.verdict == "unknown"
        assert [p.source for p in verdict.pending] == ["trial"]
        assert api.verdict_now(service="for-active", subject_id=worker) == "unknown"
        assert [line.value for line in api.explain(service="for-active", subject_id=worker)] == [None, None]
    assert api.subjects_with(service="for-active", verdicts={"yes", "no"}) == []
    assert set(api.subjects_with(service="for-active", verdicts={"unknown"})) >= set(three.values())
    asked = [three["yes"], three["no"]]
    assert api.subjects_with(service="for-active", verdicts={"unknown"}, among=asked) == sorted(asked)
    assert api.subjects_with(service="for-active", verdicts={"unknown"}, among=[]) == []


def test_of_some_only_those_are_named_whose_verdict_it_is(three: dict[str, Any]) -> None:
    def with_verdict(verdict: Any) -> list[Any]:
        return api.subjects_with(service="for-active", verdicts={verdict}, among=list(three.values()))

    assert {verdict: with_verdict(verdict) for verdict in three} == {verdict: [who] for verdict, who in three.items()}


def test_taking_the_mask_off_shows_the_kept_verdicts_without_computing_anything(
    trial: Trial, three: dict[str, Any]
) -> None:
    before = kept()
    mark()
    assert kept() == before
    api.clear_source(by=SYSTEM, source="trial", reason="已核对")
    assert kept() == before
    assert {name: trial.verdict(worker, "for-active") for name, worker in three.items()} == {n: n for n in three}


def test_a_masked_has_is_not_taken_for_nobody_has_told(trial: Trial) -> None:
    trial.service(
        "not-known-bad", {"fine": "!(has(trial.local) && !trial.local)"},
        yes="facts: {trial.local: true}", no="facts: {trial.local: false}",
    )  # fmt: skip
    worker = trial.worker(local=False)
    mark()
    assert trial.verdict(worker, "not-known-bad") == "unknown"


def test_an_amount_that_reads_a_masked_source_is_not_known(trial: Trial) -> None:
    trial.service(
        "share", {"is_local": "trial.local"}, yes="facts: {trial.local: true}", no="facts: {trial.local: false}",
        rest=OUTCOME.replace("'100'", "trial.paid"),
    )  # fmt: skip
    worker = trial.worker(local=True, paid=700)
    assert api.amount_fen(service="share", subject_id=worker) == 700
    mark()
    assert api.amount_fen(service="share", subject_id=worker) is None


def test_with_a_masked_source_nobody_is_delivered(trial: Trial) -> None:
    trial.service(
        "brought", {"is_local": "trial.local"}, yes="facts: {trial.local: true}", no="facts: {trial.local: false}",
        rest=OUTCOME + "\nproactive: deliver",
    )  # fmt: skip
    trial.worker(local=True)
    mark("silent")
    assert casework.deliver_entitled(by=SYSTEM, service="brought") == 0


def test_a_dated_source_that_tells_nothing_for_too_long_falls_silent_by_itself(
    trial: Trial, active: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    known = tuple(replace(s, silent_after=30) if s.key == SOURCE.key else s for s in declare.fact_sources())
    monkeypatch.setattr(declare, "fact_sources", lambda: known)
    active()
    worker = trial.worker(status="active", local=True, told_on=DAY - timedelta(days=30))
    nightly_watch()
    assert trial.verdict(worker, "for-active") == "yes"
    assert api.watch_sources(DAY + timedelta(days=1)) == ["trial"]
    assert trial.verdict(worker, "for-active") == "unknown"
    trial.change(worker, told_on=DAY)
    assert api.watch_sources(DAY + timedelta(days=1)) == ["trial"]
    assert trial.verdict(worker, "for-active") == "yes"


def test_what_a_person_marked_only_a_person_clears(trial: Trial, three: dict[str, Any]) -> None:
    trial.change(three["yes"], told_on=date(2026, 10, 9))
    by = replace(SYSTEM, id=uuid7())
    api.mark_source(by=by, source="trial", state="silent", reason="接口停了")
    assert api.watch_sources() == []
    assert SourceHealth.objects.get().state == "silent"


def test_a_mark_needs_a_known_source_and_a_reason(trial: Trial) -> None:
    with pytest.raises(UnknownSource):
        api.mark_source(by=SYSTEM, source="nobody", state="wrong", reason="错")
    with pytest.raises(ReasonMissing):
        api.mark_source(by=SYSTEM, source="trial", state="wrong", reason=" ")
