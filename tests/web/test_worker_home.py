"""The first page says what can be had, asks one thing, and joins whoever is no member yet."""

from __future__ import annotations

from collections.abc import Callable
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


def test_what_nobody_knows_is_asked_once_and_answered_at_once(client_of: ClientOf, known: World) -> None:
    worker = known["worker"]
    people.update_profile(by=SYSTEM, person_id=worker.id, migrant_worker=None)
    client = client_of(worker)
    assert "你是农业户口" in text(client.get("/"))
    assert client.post("/answer/migrant_worker/", {"answer": "yes"}).status_code == 302
    assert people.profile(worker.id).migrant_worker is True
    assert "你是农业户口" not in text(client.get("/"))


def test_cannot_say_is_no_no(client_of: ClientOf, known: World) -> None:
    worker = known["worker"]
    people.update_profile(by=SYSTEM, person_id=worker.id, migrant_worker=None)
    client_of(worker).post("/answer/migrant_worker/", {"answer": ""})
    assert people.profile(worker.id).migrant_worker is None


def test_only_the_questions_of_the_page_can_be_answered(client_of: ClientOf, worker: Member) -> None:
    assert client_of(worker).post("/answer/employer_name/", {"answer": "yes"}).status_code == 404


@pytest.mark.parametrize("path", ["/", "/services/", "/matters/", "/messages/", "/me/"])
def test_a_page_asks_the_database_little(
    client_of: ClientOf, known: World, path: str, django_assert_max_num_queries: Any
) -> None:
    client = client_of("worker")
    client.get(path)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/", "/services/", "/services/hardship-aid/", "/matters/", "/me/", "/services/join/"])
def test_every_page_is_there_in_english_and_in_large_type(client_of: ClientOf, known: World, path: str) -> None:
    client = client_of("worker")
    client.cookies["django_language"] = "en"
    client.cookies["nj_elder"] = "1"
    page = client.get(path)
    assert page.status_code == 200
    assert "nj-elder" in text(page)
