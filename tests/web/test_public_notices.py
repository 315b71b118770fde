"""What strangers see of a notice, how they object, and that it disappears."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from niangjia.base import clock
from niangjia.base.crypto import sm3_hex
from niangjia.base.jobs import drain
from niangjia.casework import api as casework
from niangjia.casework.models import Case
from niangjia.notices import api as notices
from niangjia.notices.models import Objection
from tests.cast import World
from tests.web.on_notice import apply, publish

pytestmark = pytest.mark.django_db
TOLD = {"no": "1", "name": "高向东", "phone": "13900001111", "text": "听说她上个月已经退学了，请核实一下。"}


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.frozen("2026-11-23"):
        yield


@pytest.fixture
def case_id(world: World) -> UUID:
    return apply(world)


@pytest.fixture
def token(world: World, case_id: UUID) -> str:
    return publish(world, case_id)


def text(response: Any) -> str:
    return str(response.content.decode())


def page_of(token: str) -> str:
    return f"/public/notices/{token}/"


def test_the_list_shows_what_runs_without_a_name(client: Client, token: str) -> None:
    page = text(client.get("/public/notices/"))
    assert page_of(token) in page
    assert "林" not in page.split("<main", 1)[1]


def test_an_empty_list_says_so(client: Client, world: World) -> None:
    assert "现在没有正在公示的名单" in text(client.get("/public/notices/"))
    assert "还没有结束的公示" in text(client.get("/public/notices/ended/"))


def test_a_notice_shows_the_masked_row_and_nothing_that_leads_to_the_person(
    client: Client, world: World, token: str, case_id: UUID
) -> None:
    page = text(client.get(page_of(token)))
    assert "林*" in page
    assert "1,000 元" in page
    for private in (
        str(case_id),
        case_id.hex,
        "林秀琴",
        world["worker"].phone,
        world["worker"].id_number,
        str(world["worker"].id),
    ):
        assert private not in page


def test_the_days_are_counted_and_shown(client: Client, token: str) -> None:
    with clock.frozen("2026-11-27 16:00+08:00"):
        page = text(client.get(page_of(token)))
    assert "11 月 24 日（周二）至 11 月 30 日（周一）" in page
    assert ">1<small>个工作日</small>8<small>小时</small>" in page
    assert page.count("不计") >= 2
    assert page.count("已过") == 3


def test_nobody_keeps_a_copy(client: Client, token: str) -> None:
    for path in (
        "/public/notices/",
        page_of(token),
        f"{page_of(token)}roster/",
        "/public/notices/ended/",
        "/public/notices/no/",
    ):
        response = client.get(path)
        assert "noindex" in response["X-Robots-Tag"], path
        assert response["Cache-Control"] == "no-store"


def test_the_digest_is_that_of_the_download(client: Client, token: str) -> None:
    response = client.get(f"{page_of(token)}roster/")
    notice = notices.public_notice(token=token)
    assert notice
    assert sm3_hex(response.content) == notice.digest
    assert notice.digest[8:16] in text(client.get(page_of(token)))


def test_an_objection_by_name_freezes_the_row(client: Client, token: str, case_id: UUID) -> None:
    response = client.post(page_of(token), TOLD, follow=True)
    assert "收到了你的异议" in text(response)
    assert Case.objects.get(id=case_id).state == "frozen"
    assert "高向东" not in text(client.get(page_of(token)))


@pytest.mark.parametrize(
    ("wrong", "told", "field"),
    [
        ({"name": "某某*"}, "真实姓名", "name"),
        ({"phone": "12345"}, "手机号", "phone"),
        ({"text": "不行"}, "事实", "text"),
        ({"no": "9"}, "第几号", "no"),
        ({"no": ""}, "第几号", "no"),
    ],
)
def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(
    client: Client, token: str, wrong: dict[str, str], told: str, field: str
) -> None:
    response = client.post(page_of(token), TOLD | wrong)
    page = text(response)
    assert response.status_code == 422
    assert told in page.split(f'id="{field}-e"')[1].split("</div>")[0]
    kept = next(value for key, value in TOLD.items() if key not in wrong and key != "no")
    assert kept in page
    assert not Objection.objects.exists()


def test_the_same_person_objects_once(client: Client, token: str) -> None:
    client.post(page_of(token), TOLD)
    response = client.post(page_of(token), TOLD)
    assert response.status_code == 422
    assert "已经收到" in text(response)


def test_after_its_end_only_number_and_digest_remain(client: Client, world: World, token: str) -> None:
    notice = notices.public_notice(token=token)
    assert notice
    with clock.frozen("2026-12-01"):
        assert client.get(page_of(token)).status_code == 404, "gone at midnight, before any job has noticed"
        notices.end_due()
        drain()
        response = client.get(page_of(token))
        ended = text(client.get("/public/notices/ended/"))
        assert client.get(f"{page_of(token)}roster/").status_code == 404
        assert client.post(page_of(token), TOLD).status_code == 410
    assert response.status_code == 410
    for page in (text(response), ended):
        assert notice.number in page
        assert notice.digest[:8] in page
        assert "林*" not in page


def test_an_address_that_never_was_is_friendly(client: Client, world: World) -> None:
    response = client.get("/public/notices/no-such-notice/")
    assert response.status_code == 404
    assert "这份公示已经不在这里" in text(response)


def test_a_withdrawn_case_is_on_no_page(client: Client, world: World, token: str, case_id: UUID) -> None:
    casework.withdraw(by=world["worker"].actor, case_id=case_id)
    drain()
    assert client.get(page_of(token)).status_code in {404, 410}


def test_an_objection_that_was_not_upheld_lets_it_run_on(
    client: Client, world: World, token: str, case_id: UUID
) -> None:
    client.post(page_of(token), TOLD)
    objection = Objection.objects.get()
    casework.settle_objection(
        by=world["municipal_officer"].actor,
        objection_id=objection.id,
        upheld=False,
        finding="学校确认在读，异议不成立。",
    )
    assert "林*" in text(client.get(page_of(token)))
