"""名册 on the desk and on the phone; a service that nobody signs, from its page to its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.people import api as people
from niangjia.registers.models import Entry
from tests.casework.conftest import known, monday
from tests.cast import World

pytestmark = pytest.mark.django_db
__all__ = ["known", "monday"]
ClientOf = Callable[..., Client]
POOL = "/console/registers/talent-pool/"


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def pooled(known: World) -> UUID:
    people.update_profile(by=SYSTEM, person_id=known["worker"].id, skill="technician")
    return casework.apply_for_service(by=known["worker"].actor, service="talent-pool", answers={})


def test_a_service_that_nobody_signs_says_so_and_is_done_at_once(known: World, client_of: ClientOf) -> None:
    people.update_profile(by=SYSTEM, person_id=known["worker"].id, skill="technician")
    phone = client_of("worker")
    page = text(phone.get("/services/talent-pool/"))
    assert "当场办好" in page
    assert "办这一项" in page
    assert "个工作日" not in page
    sent = phone.post("/services/talent-pool/apply/", {"action": "send"}, follow=True)
    assert "办好了。" in text(sent)
    assert "你在“产业工人人才库”里" in text(sent)


@pytest.mark.parametrize(("skill", "told"), [("junior", "灰色的不是拒绝。觉得我们的记录不对"), ("", "一核实就能办")])
def test_without_a_yes_it_shows_why_and_offers_no_dispute_that_nobody_would_read(
    known: World, client_of: ClientOf, skill: str, told: str
) -> None:
    people.update_profile(by=SYSTEM, person_id=known["worker"].id, skill=skill)
    phone = client_of("worker")
    page = text(phone.get("/services/talent-pool/"))
    assert told in page
    assert "?dispute" not in page
    assert "高级工以上" in text(phone.post("/services/talent-pool/apply/", {"action": "send"}))


def test_she_leaves_the_register_on_her_phone(known: World, pooled: UUID, client_of: ClientOf) -> None:
    phone = client_of("worker")
    assert "退出名册" in text(phone.get(f"/matters/{pooled}/"))
    page = text(phone.post(f"/matters/{pooled}/leave/", follow=True))
    assert "你不在“产业工人人才库”里了" in page
    assert "随时可以，不用说理由" not in page
    assert not Entry.objects.filter(until=None).exists()


def test_nobody_leaves_in_her_name(known: World, pooled: UUID, client_of: ClientOf) -> None:
    assert client_of("mother").post(f"/matters/{pooled}/leave/").status_code == 404
    assert client_of("county_officer").post(f"/matters/{pooled}/leave/").status_code == 404
    assert Entry.objects.filter(until=None).count() == 1


def test_the_desk_counts_for_everybody_and_names_for_a_purpose_only(
    known: World, pooled: UUID, client_of: ClientOf
) -> None:
    desk = client_of("county_officer")
    assert "产业工人人才库" in text(desk.get("/console/registers/"))
    before = text(desk.get(POOL))
    assert "先写用途，再查" in before
    assert "林秀琴" not in before
    assert "林秀琴" in text(desk.get(POOL, {"purpose": "选派技能培训教师"}))
    assert "没有找到" in text(desk.get(POOL, {"purpose": "选派技能培训教师", "q": "王"}))


def test_a_purpose_of_two_letters_is_told_and_shows_nobody(known: World, pooled: UUID, client_of: ClientOf) -> None:
    page = text(client_of("county_officer").get(POOL, {"purpose": "看"}))
    assert "还没有写为什么要查" in page
    assert "林秀琴" not in page


def test_a_leader_takes_somebody_off_with_a_reason(known: World, pooled: UUID, client_of: ClientOf) -> None:
    entry = Entry.objects.get()
    given = {"person_id": str(entry.subject_id), "entry_id": str(entry.id)}
    leader = client_of("county_officer")
    assert leader.post(POOL, given).status_code == 409
    assert client_of("stranger").post(POOL, given | {"reason": "证书被吊销"}).status_code == 403
    assert leader.post(POOL, given | {"reason": "证书被吊销"}).status_code == 302
    assert not Entry.objects.filter(until=None).exists()
