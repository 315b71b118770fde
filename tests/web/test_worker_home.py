"""The first page says what can be had, asks one thing, and joins whoever is no member yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.catalogue import api as catalogue
from niangjia.people import api as people
from tests.cast import Member, World

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]
MOST_QUERIES = 10


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def known(world: World) -> World:
    catalogue.refresh("person", sorted(member.id for member in world.people.values()))
    return world


@pytest.fixture
def student(known: World) -> Member:
    with clock.frozen("2026-11-23"):
        people.record_study(
            by=SYSTEM, person_id=known["worker"].id, school="福建开放大学", level="college", school_year="2026-2027",
            enrolled=True, passed=True, punished=False,
        )  # fmt: skip
    return known["worker"]


def test_a_stranger_signs_in_first(client: Client) -> None:
    for path in ("/", "/services/", "/services/join/", "/join/", "/matters/", "/me/", "/messages/", "/home/today/"):
        assert client.get(path)["Location"].startswith("/accounts/login/")


def test_a_visitor_is_asked_to_join_first(client_of: ClientOf, courier: Member) -> None:
    page = text(client_of(courier).get("/"))
    assert "先加入工会" in page
    assert "现在可以享受" not in page


def test_a_member_is_greeted_by_her_given_name(client_of: ClientOf, worker: Member) -> None:
    page = text(client_of(worker).get("/"))
    assert "秀琴，" in page
    assert "不用天天来" in page


def test_what_she_can_have_comes_first_with_its_amount(client_of: ClientOf, student: Member) -> None:
    with clock.frozen("2026-11-23"):
        client = client_of(student)
        assert "现在可以享受" in text(client.get("/"))
        assert "求学圆梦" in text(client.get("/"))
        first = text(client.get("/home/first/"))
    assert "已替你算好" in first or first == ""


@pytest.fixture
def asked(student: Member) -> Iterator[Member]:
    """A student of whom only one thing is missing for the study grant."""
    with clock.frozen("2026-11-23"):
        people.tell(by=SYSTEM, person_id=student.id, question="sanitation", answers=["no"])
        people.tell(by=SYSTEM, person_id=student.id, question="children", answers=["infant"])
        people.update_profile(by=SYSTEM, person_id=student.id, migrant_worker=None)
        yield student


QUESTION = "你是农业户口"


def test_what_nobody_knows_is_asked_once_and_answered_at_once(client_of: ClientOf, asked: Member) -> None:
    client = client_of(asked)
    page = text(client.get("/"))
    assert QUESTION in page
    assert "答了就能判断求学圆梦" in page
    assert client.post("/answer/migrant_worker/", {"answer": "yes"}).status_code == 302
    assert people.profile(asked.id).migrant_worker is True
    page = text(client.get("/"))
    assert QUESTION not in page
    assert "求学圆梦" in page


def test_cannot_say_is_no_no_and_is_not_asked_again_for_a_while(client_of: ClientOf, asked: Member) -> None:
    client = client_of(asked)
    client.post("/answer/migrant_worker/", {"said": "unsure"})
    assert people.profile(asked.id).migrant_worker is None
    assert QUESTION not in text(client.get("/"))


def test_a_fact_that_decides_nothing_alone_is_not_asked(client_of: ClientOf, asked: Member) -> None:
    people.record_study(
        by=SYSTEM, person_id=asked.id, school="福建开放大学", level="college", school_year="2026-2027", enrolled=False
    )
    assert QUESTION not in text(client_of(asked).get("/"))


def test_a_services_page_asks_what_it_needs(client_of: ClientOf, asked: Member) -> None:
    assert QUESTION in text(client_of(asked).get("/services/study-grant/"))


def test_only_questions_that_exist_can_be_answered_and_only_as_they_are(client_of: ClientOf, worker: Member) -> None:
    client = client_of(worker)
    assert client.post("/answer/employer_name/", {"answer": "yes"}).status_code == 404
    client.post("/answer/single/", {"answer": "maybe"})
    assert "没有这样的答案" in text(client.get("/"))
    assert people.told_by(person_id=worker.id) == []


def test_what_she_said_can_be_read_corrected_and_taken_back(client_of: ClientOf, worker: Member) -> None:
    client = client_of(worker)
    assert "小学" in text(client.get("/me/told/", {"q": "children"}))
    sent = {"answer": ["primary", "senior"], "said": "some", "next": "/me/told/"}
    assert client.post("/answer/children/", sent)["Location"] == "/me/told/"
    assert "小学、高中、中专、技校" in text(client.get("/me/told/"))
    client.post("/answer/children/", {"said": "none"})
    assert "没有这些年纪的孩子" in text(client.get("/me/told/"))
    client.post("/me/told/children/back/")
    assert people.told_by(person_id=worker.id) == []
    assert client.post("/me/told/income/back/").status_code == 404


def test_offers_are_switched_off_one_by_one_and_altogether(client_of: ClientOf, known: World) -> None:
    client, worker = client_of("worker"), known["worker"]
    assert "求学圆梦" in text(client.get("/me/offers/"))
    client.post("/me/offers/choose/", {"service": "study-grant", "wanted": "0"})
    assert people.declined_by(person_id=worker.id) == {"study-grant"}
    client.post("/me/offers/choose/", {"service": "study-grant", "wanted": "1"})
    client.post("/me/offers/choose/", {"wanted": "0"})
    assert people.declined_by(person_id=worker.id) == {""}
    assert "重新告诉我" in text(client.get("/me/offers/"))
    assert client.post("/me/offers/choose/", {"service": "join", "wanted": "0"}).status_code == 404


@pytest.mark.parametrize("path", ["/", "/services/", "/matters/", "/messages/", "/me/", "/me/told/", "/me/offers/"])
def test_a_page_asks_the_database_little(
    client_of: ClientOf, known: World, path: str, django_assert_max_num_queries: Any
) -> None:
    client = client_of("worker")
    client.get(path)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/services/",
        "/services/hardship-aid/",
        "/matters/",
        "/me/",
        "/me/told/?q=children",
        "/me/offers/",
        "/services/join/",
    ],
)
def test_every_page_is_there_in_english_and_in_large_type(client_of: ClientOf, known: World, path: str) -> None:
    client = client_of("worker")
    client.cookies["django_language"] = "en"
    client.cookies["nj_elder"] = "1"
    page = client.get(path)
    assert page.status_code == 200
    assert "nj-elder" in text(page)
