"""The pages of a consent: hers by the link, the applicant's, the officers'. What is refused is said where it was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from niangjia.base import clock
from niangjia.base.jobs import drain
from niangjia.casework import api as casework
from tests.casework.conftest import known, monday, state
from tests.casework.wedding import asks, case_of, digits, is_approved, link_on, makes_a_wedding, marries, says_yes
from tests.cast import World
from tests.web.test_pool_pages import asks as queries

pytestmark = pytest.mark.django_db
__all__ = ["known", "monday"]
ClientOf = Callable[..., Client]


@pytest.fixture
def couple(known: World) -> World:
    marries(known, "worker", "courier")
    return known


@pytest.fixture
def case_id(couple: World) -> UUID:
    return asks(couple)


def text(response: Any) -> str:
    return str(response.content.decode())


def says(world: World, **posted: str) -> Any:
    return Client().post(f"/agree/{link_on(world)}/", posted)


def test_her_page_needs_no_account_and_few_queries(
    couple: World, case_id: UUID, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(6):
        page = text(Client().get(f"/agree/{link_on(couple)}/"))
    for words in ("林*请你一起办", "存你的什么，为什么", "好，我愿意", "这次不了", "不是我"):
        assert words in page
    for secret in (
        couple["worker"].name,
        couple["courier"].name,
        couple["courier"].phone,
        couple["courier"].id_number,
        str(case_id),
    ):
        assert secret not in page


def test_wrong_digits_are_said_beside_the_field_and_lock_the_page_in_the_end(couple: World, case_id: UUID) -> None:
    for left in (4, 3, 2, 1, 0):
        answer = says(couple, do="agree", digits="12")
        assert answer.status_code == 409
        assert f"还可以试 {left} 次" in text(answer) or not left
    page = text(says(couple, do="agree", digits=digits(couple)))
    assert "锁上了" in page
    assert "好，我愿意" not in page
    assert "不是我" in page, "whoever has the phone by mistake still has a way"


def test_a_word_that_is_none_does_nothing(couple: World, case_id: UUID) -> None:
    assert says(couple, do="marry", digits=digits(couple)).status_code == 200
    assert state(case_id) == "consenting"


@pytest.mark.parametrize("link", ["made-up", "a:b"])
def test_a_link_that_is_not_ours_says_the_way_on(couple: World, link: str) -> None:
    answer = Client().get(f"/agree/{link}/")
    assert answer.status_code == 404
    assert "这个链接不能用了" in text(answer)
    assert "12351" in text(answer)


def test_every_answer_leaves_a_page_with_a_way_on(couple: World, case_id: UUID) -> None:
    page = Client(), f"/agree/{link_on(couple)}/"
    assert says(couple, do="decline", digits=digits(couple)).status_code == 302
    assert "改主意了，我愿意" in text(page[0].get(page[1]))
    assert says(couple, do="agree", digits=digits(couple)).status_code == 302
    assert "收回同意" in text(page[0].get(page[1]))
    assert says(couple, do="take_back", digits=digits(couple)).status_code == 302
    assert "你没有点头" in text(page[0].get(page[1]))
    assert state(case_id) == "unagreed"


def test_the_applicant_sends_it_again_on_her_page_when_it_is_time(
    couple: World, case_id: UUID, client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    phone, here = client_of("worker"), f"/matters/{case_id}/"
    phone.get(here)  # what is kept of the definitions is looked up once
    with django_assert_max_num_queries(10):
        page = text(phone.get(here))
    assert "以后可以再发一次" in page
    assert "短信再发一次" not in page
    early = phone.post(f"{here}ask/partner/", HTTP_REFERER=f"http://testserver{here}", follow=True)
    assert "短信刚刚发过" in text(early)
    with clock.frozen("2026-11-23 10:00"):
        assert "短信再发一次" in text(phone.get(here))
        assert "又发了一次" in text(phone.post(f"{here}ask/partner/", follow=True))
        assert client_of("mother").post(f"{here}ask/partner/").status_code == 403


def test_her_page_and_the_desks_ask_little_from_the_asking_to_the_place(
    couple: World, case_id: UUID, client_of: ClientOf
) -> None:
    phone, desk = client_of("worker"), client_of("municipal_officer")

    def asked() -> tuple[int, int]:
        return queries(phone, f"/matters/{case_id}/"), queries(desk, f"/console/cases/{case_id}/")

    begun = asked()
    for service in ("hardship-aid", "model-worker", "craftsman"):  # other matters of hers, as few queries
        casework.save_draft(by=couple["worker"].actor, service=service, answers={})
    assert asked() == begun
    says_yes(couple)
    makes_a_wedding(couple)
    is_approved(couple, case_id)
    assert max(*begun, *asked()) <= 10


def test_the_list_of_her_matters_says_whom_it_waits_for(couple: World, case_id: UUID, client_of: ClientOf) -> None:
    phone = client_of("worker")
    assert "等对方点头" in text(phone.get("/matters/"))
    says(couple, do="decline", digits=digits(couple))
    assert "对方没有点头" in text(phone.get("/matters/"))
    page = text(phone.get(f"/matters/{case_id}/repair/"))
    assert "再请一次" in page
    refused = phone.post(
        f"/matters/{case_id}/repair/",
        {
            "partner_name": couple["courier"].name, "partner_id": couple["courier"].id_number,
            "partner_phone": couple["courier"].phone, "partner_from_elsewhere": "no",
        },
    )  # fmt: skip
    assert "不再打扰对方" in text(refused)


def test_the_officer_sees_how_it_stands_and_cannot_decide_before(
    couple: World, case_id: UUID, client_of: ClientOf
) -> None:
    desk, here = client_of("county_officer"), f"/console/cases/{case_id}/"
    page = text(desk.get(here))
    assert "在等一起的人点头" in page
    assert "签字通过" not in page
    says_yes(couple)
    page = text(desk.get(here))
    assert "当面看过：结婚登记" in page
    assert "点了头" in page


def test_a_promise_is_noted_when_it_is_shown(couple: World, case_id: UUID, client_of: ClientOf) -> None:
    says_yes(couple)
    desk, here = client_of("county_officer"), f"/console/cases/{case_id}/"
    line = "seen-marriage_registration"
    sent = desk.post(here, {"decision": "approve", line: "later", f"{line}-later": "2026-11-26"})
    assert sent.status_code == 302
    assert "现在看到了，记下来" in text(desk.get(here))
    with clock.frozen("2026-11-30"):
        assert "说好的日子过了" in text(desk.get(here))
        given = {"line": "marriage_registration", line: "certificate", f"{line}-certificate": "012345"}
        assert client_of("stranger").post(f"{here}see/", given).status_code == 404
        assert desk.post(f"{here}see/", given).status_code == 302
        page = text(desk.get(here))
    assert "看过结婚证：012345" in page
    assert "现在看到了，记下来" not in page


def test_it_is_not_signed_together_with_others_unseen(couple: World, case_id: UUID, client_of: ClientOf) -> None:
    says_yes(couple)
    client_of("county_officer").post("/console/", {"pick": [str(case_id)]})
    assert state(case_id) == "review"
    assert case_of(case_id).stage == 0


def test_the_couple_gives_its_place_up_on_the_matters_page(couple: World, case_id: UUID, client_of: ClientOf) -> None:
    makes_a_wedding(couple)
    says_yes(couple)
    is_approved(couple, case_id)
    phone = client_of("worker")
    page = text(phone.get(f"/matters/{case_id}/"))
    assert "退出名额" in page
    booking = case_of(case_id).record["booking"]
    assert f"/matters/{case_id}/" in text(phone.get(f"/tickets/{booking}/"))
    assert phone.post(f"/matters/{case_id}/withdraw/").status_code == 302
    drain()
    assert state(case_id) == "withdrawn"
    assert casework.question_behind(link_on(couple)).phase == "over"
