"""What a person says of herself decides at once, can be taken back, and is never a no when she cannot say."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from niangjia.base import clock, journal
from niangjia.base.actor import SYSTEM
from niangjia.catalogue import api as catalogue
from niangjia.kernel.errors import NotAllowed
from niangjia.people import api
from niangjia.people.api import NewTold
from niangjia.people.errors import NoSuchAnswer
from niangjia.people.models import Declined, Told
from niangjia.people.rules.questions import OWN, QUESTIONS, fits, read, written
from tests.cast import Member, World

pytestmark = pytest.mark.django_db


def fact(person: Member, name: str) -> Any:
    return catalogue.fact_value(subject="person", subject_id=person.id, fact=name)


def tell(person: Member, question: str, *answers: str) -> None:
    api.tell(by=person.actor, person_id=person.id, question=question, answers=answers)


def cannot_say(person: Member, question: str) -> None:
    api.tell(by=person.actor, person_id=person.id, question=question, answers=None)


def asked(person: Member, fact: str = "self.single") -> list[str]:
    return [question.key for question in api.may_be_asked(person_id=person.id, facts=[fact])]


def test_an_answer_is_a_fact_in_the_same_transaction(worker: Member) -> None:
    catalogue.refresh("person", [worker.id])
    assert fact(worker, "self.children") is None
    tell(worker, "children", "senior", "primary")
    assert fact(worker, "self.children") == ["primary", "senior"]
    tell(worker, "single", "no")
    assert fact(worker, "self.single") is False
    tell(worker, "home_region", "outside")
    assert fact(worker, "self.home_region") == "outside"


def test_none_of_them_is_an_answer_and_no_answer_is_none(worker: Member) -> None:
    tell(worker, "children")
    assert fact(worker, "self.children") == []
    api.take_back(by=worker.actor, person_id=worker.id, question="children")
    assert fact(worker, "self.children") is None


def test_a_later_answer_stands_in_place_of_the_earlier(worker: Member) -> None:
    tell(worker, "single", "yes")
    tell(worker, "single", "no")
    assert fact(worker, "self.single") is False
    assert Told.objects.filter(person_id=worker.id).count() == 1


def test_who_cannot_say_stays_unknown_and_is_not_asked_for_90_days(worker: Member) -> None:
    with clock.frozen("2026-03-01"):
        cannot_say(worker, "single")
        assert fact(worker, "self.single") is None
        assert asked(worker) == []
    with clock.frozen("2026-05-29"):
        assert asked(worker) == []
    with clock.frozen("2026-05-30"):
        assert asked(worker) == ["single"]


def test_an_answer_about_this_spring_says_nothing_of_the_next(worker: Member) -> None:
    with clock.frozen("2026-11-01"):
        tell(worker, "stays_at_spring", "yes")
        assert fact(worker, "self.stays_at_spring") is True
    with clock.frozen("2027-10-01"):
        catalogue.refresh("person", [worker.id])
        assert fact(worker, "self.stays_at_spring") is None
        assert [one.holds for one in api.told_by(person_id=worker.id)] == [False]


def test_what_a_roster_may_know_too_goes_into_the_register(worker: Member) -> None:
    api.update_profile(by=SYSTEM, person_id=worker.id, migrant_worker=None)
    cannot_say(worker, "migrant_worker")
    assert asked(worker, "person.migrant_worker") == []
    tell(worker, "migrant_worker", "yes")
    assert api.profile(worker.id).migrant_worker is True
    assert fact(worker, "person.migrant_worker") is True
    assert not Told.objects.filter(person_id=worker.id).exists()
    api.take_back(by=worker.actor, person_id=worker.id, question="migrant_worker")
    assert api.profile(worker.id).migrant_worker is None


@pytest.mark.parametrize(
    ("question", "answers"),
    [("income", ["yes"]), ("single", ["maybe"]), ("single", []), ("single", ["yes", "no"]), ("children", ["phd"])],
)
def test_it_refuses_what_is_no_answer(worker: Member, question: str, answers: list[str]) -> None:
    with pytest.raises(NoSuchAnswer):
        tell(worker, question, *answers)


def test_nobody_else_speaks_for_her(worker: Member, town_officer: Member) -> None:
    with pytest.raises(NotAllowed):
        api.tell(by=town_officer.actor, person_id=worker.id, question="single", answers=["yes"])
    with pytest.raises(NotAllowed):
        api.take_back(by=town_officer.actor, person_id=worker.id, question="single")


@pytest.mark.parametrize(("question", "answer"), [("single", "maybe"), ("children", "infant,phd"), ("income", None)])
def test_the_database_refuses_an_answer_that_does_not_exist(worker: Member, question: str, answer: str | None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Told.objects.create(person_id=worker.id, question=question, answer=answer, told_on=date(2026, 1, 1))


def test_the_journal_knows_the_question_and_not_the_answer(worker: Member) -> None:
    tell(worker, "single", "yes")
    (row,) = [row for row in journal.entries(stream=worker.id) if row.verb == "people.tell"]
    assert row.details == {"question": "single", "unsure": False}


def test_what_she_said_is_in_her_copy_and_goes_with_her(courier: Member) -> None:
    tell(courier, "single", "yes")
    api.choose_offers(by=courier.actor, person_id=courier.id, wanted=False)
    copy = api.data_of(courier.id)
    assert [(one["question"], one["answer"]) for one in copy["told"]] == [("single", "yes")]
    assert copy["declined_offers"] == [""]
    api.erase_person(by=courier.actor, person_id=courier.id)
    assert not Told.objects.exists()
    assert not Declined.objects.exists()
    assert fact(courier, "self.single") is None


def test_a_form_does_not_ask_what_she_said_and_keeps_what_it_asked(worker: Member) -> None:
    tell(worker, "single", "yes")
    assert api.known_about(person_id=worker.id)["self.single"] is True
    api.learn(by=worker.actor, person_id=worker.id, facts={"self.insured": True, "self.home_region": "fujian"})
    assert fact(worker, "self.insured") is True
    assert fact(worker, "self.home_region") == "fujian"


def test_a_city_tells_at_once(worker: Member, mother: Member) -> None:
    rows = [
        NewTold(worker.id, "children", "primary,senior", date(2026, 10, 1)),
        NewTold(mother.id, "children", "", date(2026, 10, 1)),
        NewTold(mother.id, "single", None, date(2026, 10, 1)),
    ]
    with clock.frozen("2026-11-23"):
        assert api.load_told(by=SYSTEM, told=rows) == 3
    assert fact(worker, "self.children") == ["primary", "senior"]
    assert fact(mother, "self.children") == []
    assert fact(mother, "self.single") is None
    with pytest.raises(NotAllowed):
        api.load_told(by=worker.actor, told=rows)
    with pytest.raises(IntegrityError), transaction.atomic():
        api.load_told(by=SYSTEM, told=rows)


def test_offers_are_declined_one_by_one_or_altogether(
    world: World, worker: Member, mother: Member, django_assert_num_queries: Any
) -> None:
    people = [member.id for member in world.people.values()]
    api.choose_offers(by=worker.actor, person_id=worker.id, service="study-grant", wanted=False)
    api.choose_offers(by=mother.actor, person_id=mother.id, wanted=False)
    with django_assert_num_queries(1):
        assert api.declines_offers(person_ids=people, service="study-grant") == {worker.id, mother.id}
    assert api.declines_offers(person_ids=people, service="hardship-aid") == {mother.id}
    api.choose_offers(by=mother.actor, person_id=mother.id, wanted=True)
    assert api.declines_offers(person_ids=people, service="hardship-aid") == set()


def test_nobody_else_chooses_for_her(worker: Member, town_officer: Member) -> None:
    with pytest.raises(NotAllowed):
        api.choose_offers(by=town_officer.actor, person_id=worker.id, wanted=False)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_every_answer_of_a_question_is_read_as_it_was_written(question: Any) -> None:
    chosen = [[], *([one] for one in question.values), list(question.values)]
    for answers in filter(lambda some: fits(question, some), chosen):
        value = read(question, written(question, answers))
        assert value == {"yes_no": answers == ["yes"], "one": "".join(answers), "several": answers}[question.kind]


def test_no_two_questions_make_the_same_fact_known() -> None:
    assert len({question.fact for question in QUESTIONS}) == len(QUESTIONS)
    assert all(question.fact == f"self.{question.key}" for question in OWN)
