"""Before a draft is published it is measured over everybody; what moves many, or money, needs two people."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor
from niangjia.base.jobs import drain
from niangjia.catalogue import api
from niangjia.catalogue.actions import gate
from niangjia.catalogue.errors import (
    DraftMoved,
    DraftThere,
    DraftWrong,
    NoDraft,
    NoSlider,
    ProposalGone,
    SamePost,
    SecondOfficer,
)
from niangjia.catalogue.events import ServicesPublished
from niangjia.catalogue.models import Proposal, ServiceVersion
from niangjia.kernel.errors import ReasonMissing
from niangjia.kernel.ids import uuid7
from tests.catalogue.conftest import DAY, Trial

pytestmark = pytest.mark.django_db
FIRST, SECOND = replace(SYSTEM, id=uuid7(), label="甲"), replace(SYSTEM, id=uuid7(), label="乙")
HONOUR = "outcome:\n  honour: {key: star, level: municipal, title: {zh: 之星, en: Star}}"
POOR = (
    "outcome:\n  money: {amount: 'trial.paid', cap: {scope: person, per: year, fen: param.most_fen}, fund: warmth}\n"
    "parameters:\n  - {name: line_fen, value: 100, from: 2026-01-01, basis: x}\n"
    "  - {name: most_fen, value: 60, from: 2026-01-01, basis: x}"
)


def edit(key: str, *changes: tuple[str, str], by: Actor = FIRST) -> int:
    """Begin a draft and change it; returns the revision."""
    api.begin_draft(by=by, service=key)
    found = api.draft(key)
    assert found
    text = found.text
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return api.save_draft(by=by, service=key, text=text, revision=found.revision)


def announced() -> list[Any]:
    """The services of which it waits to be told that they are published, to one reaction or several."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct args->'payload'->'services' from procrastinate_jobs where args->>'event' = %s",
            [ServicesPublished.name],
        )
        return [row[0] if isinstance(row[0], list) else json.loads(row[0]) for row in cursor.fetchall()]


def measured(key: str) -> api.Measured:
    found = api.draft(key)
    assert found
    return api.measure(key=key, old=api.current_text(key), new=found.text)


@pytest.fixture
def star(trial: Trial) -> Trial:
    """A service that pays nothing, over forty workers: twenty local, one not, the others unknown."""
    trial.service(
        "star", {"is_local": "trial.local"}, yes="facts: {trial.local: true}", no="facts: {trial.local: false}", rest=HONOUR
    )  # fmt: skip
    for n in range(40):
        trial.worker(local=True if n < 20 else False if n < 21 else None, paid=n)
    return trial


@pytest.fixture
def poor(trial: Trial) -> Trial:
    """A grant below a line."""
    trial.service(
        "poor", {"is_local": "trial.local", "is_poor": "trial.paid < param.line_fen"},
        yes="facts: {trial.local: true, trial.paid: 1}", no="facts: {trial.paid: 200}", rest=POOR,
    )  # fmt: skip
    for paid in (10, 50, 90, 110, 140, 190, None):
        trial.worker(local=True, paid=paid)
    trial.worker(paid=20)
    return trial


def test_a_draft_is_measured_next_to_the_version_in_force(star: Trial) -> None:
    edit(
        "star",
        ("'trial.local'", "'trial.local && trial.paid >= 5'"),
        ("trial.local: true}", "trial.local: true, trial.paid: 9}"),
    )
    found = measured("star")
    assert (found.people, found.old.yes, found.new.yes) == (40, 20, 15)
    assert (found.added, found.dropped, found.old.unknown, found.new.unknown) == (0, 5, 19, 19)
    assert found.moves == {
        "no_yes": 0,
        "unknown_yes": 0,
        "yes_no": 5,
        "yes_unknown": 0,
        "no_unknown": 0,
        "unknown_no": 0,
    }
    assert [(c.path, c.added, c.dropped) for c in found.counties] == [(None, 0, 5)]
    assert found.rows >= 1
    assert found.cost > 0
    assert found.second == ["many"]


def test_money_is_the_amount_capped_and_a_bound_where_it_is_not_known(poor: Trial) -> None:
    edit("poor", ("most_fen, value: 60", "most_fen, value: 70"))
    assert measured("poor").old == api.Tally(yes=3, unknown=2, fen=10 + 50 + 60, bounds=0)
    assert measured("poor").second == ["money"]


def test_the_unions_own_value_of_a_parameter_counts_not_the_files(poor: Trial) -> None:
    api.set_parameter(by=SYSTEM, service="poor", name="line_fen", value=20, from_day=DAY, basis="决定")
    edit("poor", ("一句话", "又一句话"))
    assert measured("poor").new.yes == 1


def test_a_proposed_amount_is_bounded_by_its_cap(poor: Trial) -> None:
    edit("poor", ("amount: 'trial.paid'", "proposed: true"))
    assert measured("poor").new == api.Tally(yes=3, unknown=2, fen=180, bounds=3)


def test_what_todays_data_make_always_or_never_true_needs_a_second_officer_and_says_so(star: Trial) -> None:
    edit(
        "star",
        ("'trial.local'", "'trial.local && trial.paid >= 0'"),
        ("trial.local: true}", "trial.local: true, trial.paid: 9}"),
    )
    assert measured("star").second == []  # one of the known is not local: neither always nor never
    api.drop_draft(by=FIRST, service="star")
    edit(
        "star",
        ("'trial.local'", "'trial.paid >= 0'"),
        ("trial.local: true}", "trial.paid: 9}"),
        ("trial.local: false", "trial.paid: -1"),
    )
    assert measured("star").second == ["many", "always:is_local"]
    api.drop_draft(by=FIRST, service="star")
    edit(
        "star",
        ("'trial.local'", "'trial.paid < 0'"),
        ("trial.local: true}", "trial.paid: -9}"),
        ("trial.local: false", "trial.paid: 1"),
    )
    assert measured("star").second == ["many", "never:is_local"]


@pytest.mark.parametrize(
    ("wrong", "told"), [("1 < 2", "所有人"), ("trial.locl", "没有事实"), ("trial.local ==", "语法不对")]
)
def test_a_constant_or_unreadable_criterion_is_refused_with_its_line(star: Trial, wrong: str, told: str) -> None:
    revision = edit("star", ("'trial.local'", f"'{wrong}'"))
    with pytest.raises(DraftWrong) as refused:
        api.propose(by=FIRST, post="leader", service="star", revision=revision)
    found = api.draft("star")
    assert found
    problems = api.problems_in(key="star", text=found.text, version=found.version)
    line = next(n for n, text in enumerate(found.text.splitlines(), 1) if wrong in text)
    assert [p.line for p in problems if told in p.what] == [line]
    assert refused.value.params["count"] == len(problems)


def test_a_small_change_without_money_is_published_by_one(star: Trial) -> None:
    revision = edit("star", ("一句话", "又一句话"))
    found = api.propose(by=FIRST, post="leader", service="star", revision=revision)
    assert (found.state, found.second) == ("published", [])
    current = api.definition("star")
    assert current
    assert (current.version, current.summary["zh"], api.draft("star")) == (2, "又一句话", None)
    assert announced() == [["star"]]


def test_money_needs_another_person_in_another_post(poor: Trial) -> None:
    revision = edit("poor", ("line_fen, value: 100", "line_fen, value: 100"), ("一句话", "又一句话"))
    found = api.propose(by=FIRST, post="leader", service="poor", revision=revision)
    assert (found.state, found.second) == ("waiting", ["money"])
    with pytest.raises(SamePost):
        api.approve(by=SECOND, post="leader", proposal_id=found.id)
    with pytest.raises(SecondOfficer):
        api.approve(by=FIRST, post="finance", proposal_id=found.id)
    assert api.approve(by=SECOND, post="finance", proposal_id=found.id).state == "published"
    with pytest.raises(ProposalGone):
        api.approve(by=SECOND, post="finance", proposal_id=found.id)


@pytest.mark.parametrize(
    ("who", "post", "refused"),
    [(FIRST, "finance", "two_people"), (SECOND, "leader", "two_posts"), (SECOND, "", "two_posts")],
)
def test_the_database_itself_refuses_one_person_or_one_post_twice(
    poor: Trial, who: Actor, post: str, refused: str
) -> None:
    found = api.propose(by=FIRST, post="leader", service="poor", revision=edit("poor", ("一句话", "又一句话")))
    with pytest.raises(IntegrityError, match=refused), transaction.atomic():
        Proposal.objects.filter(id=found.id).update(
            state="published", decided_by=who.id, decided_as=post, decided_at=clock.now()
        )


def test_a_rejection_has_a_reason_and_the_draft_stays(poor: Trial) -> None:
    found = api.propose(by=FIRST, post="leader", service="poor", revision=edit("poor", ("一句话", "又一句话")))
    with pytest.raises(ReasonMissing):
        api.reject(by=SECOND, proposal_id=found.id, reason=" ")
    api.reject(by=SECOND, proposal_id=found.id, reason="先问财务")
    assert Proposal.objects.get(id=found.id).reason == "先问财务"
    assert api.draft("poor")


def test_saving_withdraws_what_waited_and_a_stale_saving_overwrites_nothing(poor: Trial) -> None:
    revision = edit("poor", ("一句话", "又一句话"))
    waiting = api.propose(by=FIRST, post="leader", service="poor", revision=revision)
    kept = api.draft("poor")
    assert kept
    api.save_draft(by=FIRST, service="poor", text=kept.text + "# 注\n", revision=revision)
    with pytest.raises(ProposalGone):
        api.approve(by=SECOND, post="finance", proposal_id=waiting.id)
    with pytest.raises(DraftMoved):
        api.save_draft(by=SECOND, service="poor", text="x", revision=revision)
    with pytest.raises(DraftMoved):
        api.propose(by=FIRST, post="leader", service="poor", revision=revision)
    with pytest.raises(DraftThere):
        api.begin_draft(by=SECOND, service="poor")


def test_rolling_back_is_a_new_version_through_the_same_gate(star: Trial) -> None:
    worker = star.worker(local=True)
    revision = edit(
        "star",
        ("'trial.local'", "'!trial.local'"),
        ("yes, facts: {trial.local: true", "yes, facts: {trial.local: false"),
        ("no, facts: {trial.local: false", "no, facts: {trial.local: true"),
    )
    api.approve(
        by=SECOND,
        post="finance",
        proposal_id=api.propose(by=FIRST, post="leader", service="star", revision=revision).id,
    )
    assert star.verdict(worker, "star") == "no"
    assert api.roll_back(by=FIRST, service="star", version=1) == 3
    waiting = api.propose(by=FIRST, post="leader", service="star", revision=1)
    assert waiting.second == ["many"]
    api.approve(by=SECOND, post="finance", proposal_id=waiting.id)
    assert star.verdict(worker, "star") == "yes"
    states = ServiceVersion.objects.filter(service__key="star").order_by("version").values_list("version", "state")
    assert list(states) == [(1, "retired"), (2, "retired"), (3, "published")]


def test_a_large_city_is_computed_by_a_job_that_tells_how_far_it_is(
    star: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "CHUNK", 10)
    worker = star.worker(local=True, paid=3)
    revision = edit(
        "star",
        ("'trial.local'", "'trial.local && trial.paid >= 5'"),
        ("trial.local: true}", "trial.local: true, trial.paid: 9}"),
    )
    found = api.approve(
        by=SECOND,
        post="finance",
        proposal_id=api.propose(by=FIRST, post="leader", service="star", revision=revision).id,
    )
    assert (found.todo, found.done, star.verdict(worker, "star")) == (41, 0, "yes")
    assert announced() == [], "nobody is told before the verdicts follow"
    gate.recompute(found.id)
    assert announced() == [["star"]]
    assert api.counts_of_all()["star"] == api.service_counts(service="star")[""]
    drain()
    assert Proposal.objects.get(id=found.id).done == 41
    assert star.verdict(worker, "star") == "no"


def test_ten_people_are_shown_ten_others_by_another_seed_and_the_journal_knows(star: Trial) -> None:
    edit(
        "star",
        ("'trial.local'", "'trial.local && trial.paid >= 18'"),
        ("trial.local: true}", "trial.local: true, trial.paid: 19}"),
    )
    first = api.look_at_people(by=FIRST, service="star", seed="1")
    assert len(first) == 10
    assert first == api.look_at_people(by=FIRST, service="star", seed="1")
    assert first != api.look_at_people(by=FIRST, service="star", seed="2")
    assert {(each.before, each.after) for each in first} == {(True, False)}


def test_what_if_the_line_were_one_and_a_half_times(poor: Trial) -> None:
    edit("poor", ("line_fen, value: 100, from", "line_fen, value: 120, from"))
    api.set_parameter(by=SYSTEM, service="poor", name="line_fen", value=100, from_day=DAY, basis="决定")
    found = api.draft("poor")
    assert found
    text = found.text.replace(
        "parameters:\n", "parameters:\n  - {name: line_fen, value: 120, from: 2026-10-10, basis: x}\n"
    )
    seen = api.what_if(key="poor", old=api.current_text("poor"), new=text, parameter="line_fen", factor=Decimal("1.5"))
    assert [t.yes for t in seen.tallies] == [3, 3, 5]  # the union's own 100 stands over the file's 120: 100, 100, 150
    assert (seen.criterion, seen.lines, seen.values) == ("is_poor", (100, 100, 150), (100, 100, 150))
    assert sum(count for _, _, count in seen.bars) == 6
    assert api.sliders(key="poor", text=text) == ["line_fen", "most_fen"]
    with pytest.raises(NoSlider):
        api.what_if(key="poor", old=text, new=text, parameter="nothing", factor=Decimal(2))


def test_without_a_draft_there_is_nothing_to_save_or_propose(star: Trial) -> None:
    with pytest.raises(NoDraft):
        api.save_draft(by=FIRST, service="star", text="x", revision=1)
    with pytest.raises(NoDraft):
        api.propose(by=FIRST, post="leader", service="star", revision=1)


def test_the_same_file_again_does_not_disturb_what_the_console_published(
    star: Trial, active: Callable[[], None]
) -> None:
    api.propose(by=FIRST, post="leader", service="star", revision=edit("star", ("一句话", "又一句话")))
    done = api.install(files=[star.folder / "star.yaml"])
    assert (done.problems, done.unchanged) == ([], ["star"])


def test_a_file_that_takes_the_drafts_number_moves_the_draft_on(star: Trial) -> None:
    edit("star", ("一句话", "又一句话"))
    star.service(
        "star", {"is_local": "trial.local"}, version=2, yes="facts: {trial.local: true}", no="facts: {trial.local: false}", rest=HONOUR
    )  # fmt: skip
    found: Any = api.draft("star")
    assert found.version == 3
    assert [p.allowed for p in api.problems_in(key="star", text=found.text, version=3)] == ["version: 3"]
