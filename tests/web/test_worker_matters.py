"""My matters: where each one is, and what I can do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.catalogue import api as catalogue
from niangjia.ledger import api as ledger
from niangjia.people import api as people
from tests.cast import World

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]
EVIDENCE = "0192d1c0-0000-7000-8000-000000000001"
MOST_QUERIES = 10


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.frozen("2026-11-23"):
        yield


@pytest.fixture
def student(world: World) -> World:
    catalogue.refresh("person", sorted(member.id for member in world.people.values()))
    people.record_study(
        by=SYSTEM, person_id=world["worker"].id, school="福建开放大学", level="college", school_year="2026-2027",
        enrolled=True, passed=True, punished=False,
    )  # fmt: skip
    ledger.appropriate(
        by=SYSTEM, union_id=world.unions["city"].id, fund="learning", year=2026, amount_fen=1_000_000, basis="测试预算"
    )
    return world


@pytest.fixture
def granting(student: World) -> UUID:
    answers = {"diploma": [EVIDENCE], "notice_consent": "on"}
    return casework.apply_for_service(by=student["worker"].actor, service="study-grant", answers=answers)


def state(world: World, case_id: UUID) -> str:
    return str(casework.case_for(world["worker"].actor, case_id).case.state)


def test_nothing_running_is_said_kindly(client_of: ClientOf, student: World) -> None:
    assert "现在没有在办的事" in text(client_of("worker").get("/matters/"))


def test_a_case_says_who_has_it_and_when_it_is_ready(client_of: ClientOf, granting: UUID) -> None:
    page = text(client_of("worker").get(f"/matters/{granting}/"))
    assert "榕和食品有限公司工会委员会" in page
    assert "你提交" in page
    assert "最迟批完" in page
    assert "打到你的卡上" in page


def test_nobody_else_finds_it(client_of: ClientOf, granting: UUID) -> None:
    for who in ("mother", "courier", "stranger"):
        for tail in ("", "answers/", "repair/"):
            assert client_of(who).get(f"/matters/{granting}/{tail}").status_code == 404
        assert client_of(who).post(f"/matters/{granting}/withdraw/").status_code in {403, 404}


def test_withdrawing_asks_first_and_frees_the_way(client_of: ClientOf, student: World, granting: UUID) -> None:
    client = client_of("worker")
    assert "要撤回求学圆梦吗？" in text(client.get(f"/matters/{granting}/"))
    assert "撤回了" in text(client.post(f"/matters/{granting}/withdraw/", follow=True))
    assert state(student, granting) == "withdrawn"


def test_a_second_withdrawal_is_told_and_changes_nothing(client_of: ClientOf, student: World, granting: UUID) -> None:
    client = client_of("worker")
    client.post(f"/matters/{granting}/withdraw/")
    again = client.post(
        f"/matters/{granting}/withdraw/", headers={"referer": f"http://testserver/matters/{granting}/"}, follow=True
    )
    assert "这一步做不了" in text(again)


def test_a_partial_is_told_in_the_page(client_of: ClientOf, granting: UUID) -> None:
    client = client_of("worker")
    client.post(f"/matters/{granting}/withdraw/")
    again = client.post(f"/matters/{granting}/withdraw/", headers={"hx-request": "true"})
    assert again["HX-Retarget"] == "#main"
    assert "这一步做不了" in text(again)


def test_a_notice_shows_exactly_the_public_row_and_its_days(
    client_of: ClientOf, student: World, granting: UUID
) -> None:
    casework.approve(by=student["grassroots_officer"].actor, case_id=granting)
    casework.approve(by=student["municipal_officer"].actor, case_id=granting)
    page = text(client_of("worker").get(f"/matters/{granting}/"))
    assert "公示的就是这一行" in page
    assert "林*" in page
    assert page.count('<ol class="nj-days">') == 1


def test_a_refusal_has_its_reason_and_an_appeal(client_of: ClientOf, student: World, granting: UUID) -> None:
    casework.refuse(by=student["grassroots_officer"].actor, case_id=granting, reason="学校说明本学年已办理休学。")
    client = client_of("worker")
    assert "已办理休学" in text(client.get(f"/matters/{granting}/"))
    client.post(f"/matters/{granting}/appeal/", {"reason": "我没有休学，学校开了证明。"})
    assert state(student, granting) == "appealed"


def test_an_appeal_without_a_reason_is_told(client_of: ClientOf, student: World, granting: UUID) -> None:
    casework.refuse(by=student["grassroots_officer"].actor, case_id=granting, reason="学校说明本学年已办理休学。")
    page = client_of("worker").post(f"/matters/{granting}/appeal/", {"reason": ""}, follow=True)
    assert "还没有写理由" in text(page)


def test_what_was_handed_in_is_shown_masked(client_of: ClientOf, student: World, granting: UUID) -> None:
    page = text(client_of("worker").get(f"/matters/{granting}/answers/"))
    assert student["worker"].bank_card not in page
    assert "收款银行卡" in page


def test_a_rating_needs_a_delivered_case_and_one_to_five(client_of: ClientOf, granting: UUID) -> None:
    client = client_of("worker")
    for stars in ("", "9", "5"):
        assert client.post(f"/matters/{granting}/rate/", {"rating": stars}).status_code == 302
    assert casework.case_summary(case_id=granting).state == "review"


@pytest.mark.parametrize("matters", [1, 3])
def test_lists_and_cases_ask_the_database_little(
    client_of: ClientOf, student: World, granting: UUID, matters: int, django_assert_max_num_queries: Any
) -> None:
    for service in ("hardship-aid", "model-worker")[: matters - 1]:
        casework.save_draft(by=student["worker"].actor, service=service, answers={})
    client = client_of("worker")
    for path in ("/matters/", f"/matters/{granting}/", f"/matters/{granting}/answers/"):
        client.get(path)
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(path).status_code == 200
