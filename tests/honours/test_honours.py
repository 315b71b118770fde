"""Titles: given at the end of a case, counted, shown, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from niangjia.base import clock
from niangjia.base.actor import SYSTEM, Actor, Scope
from niangjia.base.declare import OutcomeCase
from niangjia.catalogue import api as catalogue
from niangjia.honours import api as honours
from niangjia.honours.errors import AlreadyHonoured, AlreadyRevoked
from niangjia.honours.facts import SOURCES
from niangjia.honours.figures import FIGURES
from niangjia.honours.models import Honour
from niangjia.honours.outcomes import OUTCOMES
from niangjia.kernel.errors import NotAllowed, NotFound, ReasonMissing
from niangjia.kernel.ids import uuid7
from niangjia.people import api as people
from niangjia.unions import api as unions

pytestmark = pytest.mark.django_db
SPEC = {
    "kind": "honour",
    "key": "model-worker",
    "level": "municipal",
    "title": {"zh": "福州市劳动模范", "en": "Model Worker of Fuzhou"},
}
KIND = OUTCOMES[0]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.frozen("2026-11-23"):
        yield


@pytest.fixture
def tree() -> SimpleNamespace:
    city = unions.found_union(by=SYSTEM, name="福州市总工会", level="municipal", kind="federation")
    county = unions.found_union(by=SYSTEM, name="闽侯县总工会", level="county", kind="federation", parent_id=city.id)
    other = unions.found_union(by=SYSTEM, name="鼓楼区总工会", level="county", kind="federation", parent_id=city.id)
    return SimpleNamespace(city=city, county=county, other=other)


@pytest.fixture
def worker() -> UUID:
    person_id = people.begin_person(by=SYSTEM)
    people.identify_person(by=SYSTEM, person_id=person_id, name="林师傅", id_number="11010519491231002X")
    return person_id


def case_of(tree: SimpleNamespace, person_id: UUID | None, decided: datetime | None = None, **spec: Any) -> OutcomeCase:
    return OutcomeCase(
        uuid7(),
        "261123-00000001",
        "model-worker",
        person_id,
        "person",
        person_id or uuid7(),
        tree.county.id,
        {},
        SPEC | spec,
        decided or clock.now(),
    )


def facts(person_id: UUID) -> tuple[Any, ...]:
    sql = SOURCES[0].sql.replace("p_ids", "%(ids)s::uuid[]")
    with connection.cursor() as cursor:
        cursor.execute(sql, {"ids": [person_id]})
        return cursor.fetchone()[1:]


def figure(path: str = "") -> tuple[int, list[tuple[Any, ...]]]:
    with connection.cursor() as cursor:
        cursor.execute(FIGURES[0].sql, {"today": clock.today(), "path": path})
        (value,) = cursor.fetchone()
        cursor.execute(FIGURES[0].drill, {"today": clock.today(), "path": path})
        return value, cursor.fetchall()


def test_a_case_gives_its_title_and_twice_is_once(tree: SimpleNamespace, worker: UUID) -> None:
    case = case_of(tree, worker, datetime(2025, 12, 31, 17, tzinfo=UTC))  # New Year's morning in Fuzhou
    given = KIND.deliver(by=SYSTEM, case=case)
    assert given["title"] == "福州市劳动模范"
    assert KIND.deliver(by=SYSTEM, case=case) == given
    (row,) = honours.honours_of(person_id=worker)
    assert (row.title, row.level_zh, row.year, row.given_on) == ("model-worker", "市级", 2026, date(2026, 1, 1))


def test_past_titles_are_loaded_as_if_they_had_been_given(tree: SimpleNamespace, worker: UUID) -> None:
    past = honours.NewHonour(uuid7(), worker, "model-worker", SPEC, uuid7(), tree.county.id, date(2019, 4, 28))
    assert honours.load_honours(by=SYSTEM, honours=[past]) == 1
    (row,) = honours.honours_of(person_id=worker)
    assert (row.title, row.title_zh, row.year, row.given_on) == (
        "model-worker",
        "福州市劳动模范",
        2019,
        date(2019, 4, 28),
    )
    assert figure()[0] == 1
    assert catalogue.fact_value(subject="person", subject_id=worker, fact="honour.last_year") == 2019
    with pytest.raises(IntegrityError), transaction.atomic():
        honours.load_honours(by=SYSTEM, honours=[replace(past, id=uuid7(), case_id=uuid7())])


def test_only_the_system_loads_titles(worker: UUID) -> None:
    with pytest.raises(NotAllowed):
        honours.load_honours(by=Actor(worker, "somebody"), honours=[])


def test_a_title_is_borne_once_a_year(tree: SimpleNamespace, worker: UUID) -> None:
    KIND.deliver(by=SYSTEM, case=case_of(tree, worker))
    with pytest.raises(AlreadyHonoured):
        KIND.deliver(by=SYSTEM, case=case_of(tree, worker))
    with pytest.raises(NotFound):
        KIND.deliver(by=SYSTEM, case=case_of(tree, None))


def test_the_facts_know_who_has_none(tree: SimpleNamespace, worker: UUID) -> None:
    assert facts(worker) == ([], None)
    KIND.deliver(by=SYSTEM, case=case_of(tree, worker))
    assert catalogue.fact_value(subject="person", subject_id=worker, fact="honour.titles") == ["model-worker"]
    KIND.deliver(by=SYSTEM, case=case_of(tree, worker, key="craftsman", title="福州工匠"))
    assert facts(worker) == (["craftsman", "model-worker"], 2026)


def test_a_title_is_taken_back_with_a_reason_and_stays_on_record(tree: SimpleNamespace, worker: UUID) -> None:
    KIND.deliver(by=SYSTEM, case=case_of(tree, worker))
    (row,) = honours.honours_of(person_id=worker)
    revoke = {"person_id": worker, "honour_id": row.id}
    leader = Actor(uuid7(), "负责人", (Scope("leader", tree.city.path),))
    with pytest.raises(ReasonMissing):
        honours.revoke_honour(by=leader, reason="", **revoke)
    with pytest.raises(NotAllowed):
        honours.revoke_honour(
            by=Actor(uuid7(), "县", (Scope("leader", tree.county.path),)), reason="弄虚作假", **revoke
        )
    honours.revoke_honour(by=leader, reason="弄虚作假", **revoke)
    with pytest.raises(AlreadyRevoked):
        honours.revoke_honour(by=leader, reason="弄虚作假", **revoke)
    assert honours.honours_of(person_id=worker)[0].reason == "弄虚作假"
    assert honours.roll() == []
    assert facts(worker) == ([], None)


def test_a_fallen_decision_takes_the_title_with_it(tree: SimpleNamespace, worker: UUID) -> None:
    case = case_of(tree, worker)
    KIND.deliver(by=SYSTEM, case=case)
    assert KIND.revert
    KIND.revert(by=SYSTEM, case=case)
    KIND.revert(by=SYSTEM, case=case)
    assert honours.roll() == []
    assert Honour.objects.count() == 1


def test_the_public_roll_shows_who_bears_what(tree: SimpleNamespace, worker: UUID) -> None:
    KIND.deliver(by=SYSTEM, case=case_of(tree, worker))
    (row,) = honours.roll(title="model-worker", year=2026)
    assert (row.name, row.title_zh, row.union_name) == ("林师傅", "福州市劳动模范", "闽侯县总工会")
    assert honours.roll(year=2025) == []
    assert honours.roll_years() == [2026]


def test_model_workers_are_counted_as_people_and_open_into_one_title_each(tree: SimpleNamespace, worker: UUID) -> None:
    KIND.deliver(by=SYSTEM, case=case_of(tree, worker))
    KIND.deliver(by=SYSTEM, case=case_of(tree, worker, datetime(2024, 5, 1, tzinfo=UTC)))
    KIND.deliver(by=SYSTEM, case=case_of(tree, worker, datetime(2015, 11, 1, tzinfo=UTC)))
    value, records = figure()
    assert (value, len(records)) == (1, 1)
    assert figure(tree.county.path)[0] == 1
    assert figure(tree.other.path) == (0, [])
