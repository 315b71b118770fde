"""Phone, code, in: the same way for everybody."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from niangjia.people.models import Login, Person
from tests.cast import Member
from tests.web import accounts_urls

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.accounts_urls")]
MIDDLEWARE = "niangjia.web.accounts.second_factor.SecondFactorMiddleware"


@pytest.fixture(autouse=True)
def house(settings: Any) -> None:
    settings.NIANGJIA_SMS_PORT = "tests.web.accounts_urls.keep_sms"
    if MIDDLEWARE not in settings.MIDDLEWARE:
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, MIDDLEWARE]
    accounts_urls.SMS.clear()
    cache.clear()


def ask_code(client: Client, phone: str, **data: str) -> Any:
    return client.post("/accounts/login/", {"phone": phone, **data})


def code_sent() -> str:
    found = re.search(r"\d{6}", accounts_urls.SMS[-1][1])
    assert found
    return found[0]


def come_in(client: Client, phone: str) -> Any:
    ask_code(client, phone)
    return client.post("/accounts/login/code/confirm/", {"code": code_sent()})


def test_the_page_asks_for_one_thing(client: Client) -> None:
    page = client.get("/accounts/login/").content.decode()
    assert "用手机号登录" in page
    assert page.count('name="phone"') == 1
    assert "password" not in page


@pytest.mark.parametrize("phone", ["139 0000 0001", "+86 139-0000-0001", "１３９００００００01", "008613900000001"])
def test_a_new_number_comes_in_however_it_is_written(client: Client, phone: str) -> None:
    assert come_in(client, phone)["Location"] == "/"
    assert accounts_urls.SMS[0][0] == "13900000001"
    assert client.get("/").content.decode() == "139••••0001"


@pytest.mark.parametrize("phone", ["", "12345", "23800001111", "abc"])
def test_what_is_no_number_is_told_so(client: Client, phone: str) -> None:
    page = ask_code(client, phone)
    assert page.status_code == 200
    assert "手机号" in page.content.decode()
    assert accounts_urls.SMS == []


def test_a_member_comes_in_as_herself(client: Client, worker: Member) -> None:
    come_in(client, worker.phone)
    assert client.get("/").content.decode() == "林秀琴"


def test_known_and_unknown_numbers_look_alike(worker: Member) -> None:
    answers = [ask_code(Client(), phone) for phone in (worker.phone, "13900000001")]
    assert answers[0].status_code == answers[1].status_code == 302
    assert answers[0]["Location"] == answers[1]["Location"]
    assert len(accounts_urls.SMS) == 2


def test_the_visitor_goes_on_where_she_was_going(client: Client, worker: Member) -> None:
    ask_code(client, worker.phone, next="/console/")
    confirm = client.post("/accounts/login/code/confirm/", {"code": code_sent(), "next": "/console/"})
    assert confirm["Location"] == "/console/"


def test_a_wrong_code_is_told_and_three_lock(client: Client, worker: Member) -> None:
    ask_code(client, worker.phone)
    wrong = "000000" if code_sent() != "000000" else "111111"
    page = client.post("/accounts/login/code/confirm/", {"code": wrong})
    assert "验证码不对" in page.content.decode()
    client.post("/accounts/login/code/confirm/", {"code": wrong})
    assert client.post("/accounts/login/code/confirm/", {"code": wrong}).status_code == 302
    right = client.post("/accounts/login/code/confirm/", {"code": code_sent()})
    assert right["Location"].startswith("/accounts/login/")
    assert "_auth_user_id" not in client.session


def test_codes_for_one_number_are_rationed(worker: Member) -> None:
    for _ in range(6):
        page = ask_code(Client(), worker.phone)
    assert "试得太多" in page.content.decode()
    assert len(accounts_urls.SMS) <= 3


def test_a_number_of_the_roster_is_asked_for_the_end_of_her_id(client: Client, mother: Member) -> None:
    Login.objects.filter(person_id=mother.id).delete()
    come_in(client, mother.phone)
    assert client.get("/")["Location"].startswith("/accounts/claim/")
    page = client.get("/accounts/claim/").content.decode()
    assert "郑*" in page
    assert mother.name not in page
    assert client.post("/accounts/claim/", {"last_six": "000000", "action": "confirm"}).status_code == 422
    done = client.post("/accounts/claim/", {"last_six": mother.id_number[-6:], "action": "confirm", "next": "/"})
    assert done["Location"] == "/"
    assert client.get("/").content.decode() == mother.name


def test_five_wrong_ends_lock_the_page(client: Client, mother: Member) -> None:
    Login.objects.filter(person_id=mother.id).delete()
    come_in(client, mother.phone)
    for _ in range(5):
        page = client.post("/accounts/claim/", {"last_six": "000000", "action": "confirm"})
    assert "先锁住了" in page.content.decode()
    assert "先锁住了" in client.get("/accounts/claim/").content.decode()


def test_that_is_not_me_begins_afresh(client: Client, mother: Member) -> None:
    Login.objects.filter(person_id=mother.id).delete()
    come_in(client, mother.phone)
    client.post("/accounts/claim/", {"action": "afresh"})
    assert client.get("/").status_code == 200
    assert Person.objects.get(id=mother.id).phone is None


def test_nobody_is_sent_to_another_site(client: Client, worker: Member) -> None:
    ask_code(client, worker.phone, next="https://evil.example/")
    done = client.post("/accounts/login/code/confirm/", {"code": code_sent(), "next": "https://evil.example/"})
    assert done["Location"] == "/"


def test_signing_out(client_of: Any) -> None:
    client = client_of("worker")
    assert "退出登录" in client.get("/accounts/logout/").content.decode()
    client.post("/accounts/logout/")
    assert client.get("/").status_code == 302


def test_signing_out_everywhere_ends_the_other_phone_too(client_of: Any) -> None:
    here, there = client_of("worker"), client_of("worker")
    here.post("/accounts/logout/everywhere/")
    assert here.get("/").status_code == there.get("/").status_code == 302


def test_there_is_no_other_way_in(client: Client) -> None:
    for path in ("password/reset/", "email/", "password/change/", "phone/change/"):
        assert client.get(f"/accounts/{path}").status_code == 404
    assert client.get("/accounts/signup/")["Location"] == "/accounts/login/"
