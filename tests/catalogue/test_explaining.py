"""Reasons, forms, amounts and versions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from niangjia.catalogue import api
from niangjia.catalogue.errors import UnknownService
from niangjia.kernel.ids import uuid7
from tests.catalogue.conftest import Trial

pytestmark = pytest.mark.django_db
FORM = """
form:
  - {name: kind, kind: choice, label: {zh: 类别, en: Kind}, choices: [{value: big, label: {zh: 大, en: Big}}, {value: small, label: {zh: 小, en: Small}}]}
  - {name: cost_fen, kind: money, label: {zh: 花费, en: Cost}}
  - {name: since, kind: date, label: {zh: 起, en: Since}}
outcome:
  money: {amount: 'form.kind == "big" ? min(form.cost_fen, 5000) : 100', cap: {scope: param.scope, per: year, fen: '2 * 3000'}, fund: warmth}
parameters:
  - {name: scope, value: family, from: 2026-01-01, basis: unverified}
"""


def _with_form(trial: Trial) -> None:
    trial.service(
        "with-form",
        {
            "known": 'trial.status == "100%" || trial.status == "%s"',
            "asked": 'form.kind in ["big", "small"] && form.since <= today',
        },
        yes="facts: {trial.status: '100%'}, form: {kind: big, cost_fen: 1, since: 2026-10-10}",
        no="facts: {trial.status: other}",
        rest=FORM,
    )


def test_each_criterion_tells_its_facts_source_and_day(trial: Trial, active: Callable[[], None]) -> None:
    active()
    worker = trial.worker(status="active", told_on=date(2026, 10, 1))
    first, second = api.explain(service="for-active", subject_id=worker)
    assert (first.name, first.value, first.because["en"]) == ("is_active", True, "is_active")
    (fact,) = first.facts
    assert (fact.zh, fact.value, fact.source_zh, fact.as_of) == ("状态", "active", "试验库", date(2026, 10, 1))
    assert (second.value, second.facts[0].value) == (None, None)


def test_per_cent_signs_in_a_definition_reach_the_database_whole(trial: Trial) -> None:
    _with_form(trial)
    for text in ("100%", "%s"):
        assert api.explain(service="with-form", subject_id=trial.worker(status=text))[0].value is True
    assert api.explain(service="with-form", subject_id=trial.worker(status="100%%"))[0].value is False


def test_answers_enter_as_typed_parameters(trial: Trial) -> None:
    _with_form(trial)
    worker = trial.worker(status="100%")
    form = {"kind": "big", "cost_fen": 7000, "since": "2026-10-10"}
    assert api.verdict_now(service="with-form", subject_id=worker, form=form) == "yes"
    assert api.verdict_now(service="with-form", subject_id=worker, form=form | {"since": "2026-10-11"}) == "no"
    assert api.verdict_now(service="with-form", subject_id=worker, form=form | {"since": "soon"}) == "unknown"
    assert api.verdict_now(service="with-form", subject_id=worker) == "unknown"
    assert trial.verdict(worker, "with-form") == "unknown"
    assert api.amount_fen(service="with-form", subject_id=worker, form=form) == 5000
    assert api.amount_fen(service="with-form", subject_id=worker, form=form | {"kind": "small"}) == 100
    assert api.amount_fen(service="with-form", subject_id=worker, form={"kind": "big"}) is None
    assert api.amount_fen(service="with-form", subject_id=worker, form=form | {"cost_fen": "'; drop table x"}) is None
    assert api.cap_fen(service="with-form", subject_id=worker) == 6000


def test_many_matters_of_many_services_are_judged_in_one_statement_as_each_alone(
    trial: Trial, active: Callable[[], None]
) -> None:
    _with_form(trial)
    active()
    forms = [{"kind": "big", "since": "2026-10-10"}, {"kind": "small", "since": "2026-10-11"}, {"since": "soon"}, None]
    workers = [trial.worker(status="100%"), trial.worker(status="active"), uuid7()]
    asked = [api.Asked(key, 1, who, form) for form in forms for who in workers for key in ("with-form", "for-active")]
    with CaptureQueriesContext(connection) as told:
        found = api.truths(asked)
    alone = [
        tuple(line.value for line in api.explain(service=one.service, subject_id=one.subject_id, form=one.form))
        for one in asked
    ]
    assert found == alone
    assert {value for values in found for value in values} == {True, False, None}
    assert len([q for q in told if "catalogue_facts" in q["sql"]]) == 1
    assert api.truths([]) == []


def test_the_scope_of_a_cap_is_a_parameter(trial: Trial) -> None:
    _with_form(trial)
    definition = api.definition("with-form")
    assert definition is not None
    assert definition.money is not None
    assert definition.money.cap is not None
    assert definition.money.cap.scope == "family"


def test_a_case_keeps_the_version_it_began_with(trial: Trial) -> None:
    for version, status in ((1, "active"), (2, "gone")):
        trial.service(
            "changing", {"status": f'trial.status == "{status}"'}, version=version,
            yes=f"facts: {{trial.status: {status}}}", no="facts: {trial.status: other}",
        )  # fmt: skip
    worker = trial.worker(status="active")
    assert trial.verdict(worker, "changing") == "no"
    assert api.verdict_now(service="changing", subject_id=worker, version=1) == "yes"
    assert [api.definition("changing", v).version for v in (None, 1, 2)] == [2, 1, 2]  # type: ignore[union-attr]  # they are there
    assert api.definition("changing", 3) is None
    assert len([d for d in api.services() if d.key == "changing"]) == 1


def test_ratios_hold_over_a_whole_list_only_when_they_hold_for_sure(trial: Trial) -> None:
    rest = (
        "form:\n  - {name: role, kind: choice, label: {zh: 身份, en: Role}, choices: [{value: line, label: {zh: 一线, en: Line}},"
        " {value: head, label: {zh: 负责人, en: Head}}, {value: office, label: {zh: 机关, en: Office}}]}\n"
        "outcome:\n  honour: {key: star, level: municipal, title: {zh: 之星, en: Star}}\n"
        "list:\n  per: year\n  ratios:\n"
        "    - {name: line, title: {zh: 一线, en: Line}, when: 'form.role == \"line\"', of: 'form.role != \"office\"', at_least: 0.50, basis: x}\n"
        "    - {name: head, title: {zh: 负责人, en: Heads}, when: 'form.role == \"head\"', at_most: 0.25, basis: x}\n"
    )
    rest = "  - {notice: municipal, days: 5, legal: 办法}\n" + rest
    trial.service(
        "stars", {"a": "trial.local"}, yes="facts: {trial.local: true}", no="facts: {trial.local: false}", rest=rest
    )

    def judge(*roles: str | None) -> list[tuple[int, int, bool]]:
        members = [(uuid7(), {"role": role}) for role in roles]
        return [(r.hits, r.of, r.holds) for r in api.list_ratios(service="stars", members=members)]

    assert judge("line", "head", "office", "office") == [(1, 2, True), (1, 4, True)]
    assert judge("line", "head", "head") == [(1, 3, False), (2, 3, False)]
    assert judge("line", None) == [(1, 2, True), (0, 2, False)]
    assert judge() == [(0, 0, True), (0, 0, True)]


def test_the_home_page_costs_few_queries(trial: Trial, active: Callable[[], None]) -> None:
    active()
    worker = trial.worker(status="active")
    with CaptureQueriesContext(connection) as asked:
        api.entitlements_of(worker)
    assert len(asked) <= 6  # two of them: which sources are not believed


def test_an_unknown_service_is_refused(trial: Trial) -> None:
    with pytest.raises(UnknownService):
        api.explain(service="no-such", subject_id=uuid7())


def test_one_kept_fact_can_be_asked_for(trial: Trial, active: Callable[[], None]) -> None:
    active()
    assert api.fact_value(subject="person", subject_id=trial.worker(status="gone"), fact="trial.status") == "gone"
    assert api.fact_value(subject="person", subject_id=uuid7(), fact="trial.status") is None
