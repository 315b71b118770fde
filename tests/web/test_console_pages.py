"""The desk as a whole: who gets in, what each post opens, how little each list asks of the database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from niangjia.casework import api as casework
from niangjia.kernel.ids import uuid7
from niangjia.web.console.urls import urlpatterns
from tests.casework.conftest import budget, evidence, granting, joining, known, monday, student
from tests.cast import SIGNATURE, World

pytestmark = pytest.mark.django_db
__all__ = ["budget", "evidence", "granting", "joining", "known", "monday", "student"]

OPEN_TO = {
    "town_officer": (
        "inbox",
        "cases",
        "notices",
        "lists",
        "members",
        "transfers",
        "posts",
        "tree",
        "import",
        "definitions",
        "figures",
        "journal",
    ),
    "finance_officer": (
        "inbox",
        "cases",
        "notices",
        "tree",
        "import",
        "funds",
        "appropriate",
        "payouts",
        "definitions",
        "figures",
        "journal",
    ),
    "leader": ("inbox", "cases", "members", "tree", "funds", "payouts", "definitions", "figures", "journal"),
    "system_admin": ("definitions", "figures", "messages"),
    "security_admin": ("posts", "tree", "messages"),
    "audit_admin": ("journal", "figures", "messages"),
}
SHUT_TO = {
    "town_officer": ("funds", "payouts", "appropriate"),
    "finance_officer": ("members", "posts"),
    "system_admin": ("cases", "members", "funds", "journal", "import", "notices", "tree"),
    "security_admin": ("cases", "funds", "journal", "transfers", "figures"),
    "audit_admin": ("cases", "members", "funds", "definitions"),
}


def address(name: str) -> str:
    return reverse(f"console:{name}")


def every_address() -> list[str]:
    """Every address of the desk, with ids of nothing."""
    given = {"slug": "roster", "uuid": str(uuid7()), "int": "2026"}
    found = []
    for pattern in urlpatterns:
        route = str(pattern.pattern)
        for kind, value in given.items():
            while f"<{kind}:" in route:
                start = route.index(f"<{kind}:")
                route = route[:start] + value + route[route.index(">", start) + 1 :]
        found.append(f"/console/{route}")
    return found


@pytest.mark.parametrize("who", sorted(OPEN_TO))
def test_each_post_opens_its_places(who: str, known: World, client_of: Callable[..., Client]) -> None:
    client = client_of(who)
    answers = {name: client.get(address(name)).status_code for name in OPEN_TO[who]}
    assert answers == dict.fromkeys(OPEN_TO[who], 200)


@pytest.mark.parametrize("who", sorted(SHUT_TO))
def test_what_a_post_does_not_open_does_not_exist(who: str, known: World, client_of: Callable[..., Client]) -> None:
    client = client_of(who)
    answers = {name: client.get(address(name)).status_code for name in SHUT_TO[who]}
    assert answers == dict.fromkeys(SHUT_TO[who], 404)


def test_for_a_worker_the_desk_does_not_exist(known: World, client_of: Callable[..., Client]) -> None:
    client = client_of("worker")
    assert {client.get(url).status_code for url in every_address()} <= {404, 405}
    assert {client.post(url).status_code for url in every_address()} <= {404, 405}


def test_a_visitor_is_asked_to_sign_in_first(known: World) -> None:
    for url in every_address():
        answer = Client().get(url)
        assert answer.status_code == 405 or answer.headers["Location"].startswith("/accounts/login/"), url


def test_administrators_are_led_to_their_own_place(known: World, client_of: Callable[..., Client]) -> None:
    assert client_of("audit_admin").get("/console/").headers["Location"] == "/console/figures/"
    assert client_of("security_admin").get("/console/members/").headers["Location"] == "/console/members/posts/"


@pytest.mark.parametrize("who", ["stranger", "security_admin", "audit_admin"])
def test_a_foreign_case_does_not_exist(who: str, known: World, joining: UUID, client_of: Callable[..., Client]) -> None:
    client = client_of(who)
    for name in ("case", "visit", "preview", "reveal"):
        assert client.get(reverse(f"console:{name}", args=[joining])).status_code == 404
    assert client.post(reverse("console:case", args=[joining]), {"decision": "approve"}).status_code == 404
    assert casework.case_summary(case_id=joining).state == "review"


def test_foreign_people_and_unions_do_not_exist(known: World, client_of: Callable[..., Client]) -> None:
    client = client_of("stranger")
    assert client.get(reverse("console:person", args=[known["worker"].id])).status_code == 404
    assert client.get(f"{address('tree')}?at={known.unions['minhou'].path}").status_code == 404
    assert client.get(f"{address('tree')}?at=odd").status_code == 404


def test_every_page_carries_the_watermark_and_no_script_of_its_own(
    known: World, client_of: Callable[..., Client]
) -> None:
    page = client_of("town_officer").get("/console/")
    text = page.content.decode()
    assert 'class="wm"' in text
    assert "林雅芳 · 上街镇总工会" in text
    assert "'unsafe" not in page.headers["Content-Security-Policy"]
    assert "no-store" in page.headers["Cache-Control"]


LISTS = ("inbox", "cases", "notices", "members", "tree", "payouts", "funds", "journal")
MOST_QUERIES = 10


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_the_same_of_one_and_of_many(
    name: str, known: World, client_of: Callable[..., Client], django_assert_max_num_queries: Any
) -> None:
    who = "finance_officer" if name in {"payouts", "funds"} else "town_officer"
    client = client_of(who)
    apply_as(known, "courier")
    client.get(address(name))
    with django_assert_max_num_queries(MOST_QUERIES) as small:
        assert client.get(address(name)).status_code == 200
    for key in ("system_admin", "security_admin", "audit_admin"):
        apply_as(known, key)
    with django_assert_max_num_queries(MOST_QUERIES) as large:
        assert client.get(address(name)).status_code == 200
    assert len(large) == len(small)


def apply_as(world: World, key: str) -> UUID:
    """Somebody without a membership asks to join in the town."""
    answers = {
        "union": str(world.unions["shangjie"].id),
        "wish": "on",
        "signature": SIGNATURE,
        "employment": "contract",
        "at_work": "employed",
        "employer_name": "云栈科技",
    }
    return casework.apply_for_service(by=world[key].actor, service="join", answers=answers)
