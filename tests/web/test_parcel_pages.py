"""寄给我: the address on her ticket, the list of whoever posts it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from niangjia.people import api as people
from niangjia.quotas.models import Booking, Pool
from tests.cast import World
from tests.quotas.conftest import MakePool, known, make_pool, monday
from tests.quotas.test_parcels import MASKED, WHERE, WHY, packs

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]
__all__ = ["MakePool", "known", "make_pool", "monday", "packs"]


def text(response: Any) -> str:
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.fixture
def pack(packs: Pool, client_of: ClientOf) -> Booking:
    """The courier's, to be fetched."""
    client_of("courier").post(f"/places/{packs.id}/", {"way": "collect"})
    return Booking.objects.get(pool_id=packs.id)


def test_who_chooses_posting_is_asked_where_to(world: World, packs: Pool, client_of: ClientOf) -> None:
    phone = client_of("courier")
    page = text(phone.post(f"/places/{packs.id}/", {"way": "post"}))
    assert "寄到哪里" in page
    assert "还差 1 处" in page
    phone.post(f"/places/{packs.id}/", {"way": "post", "address": WHERE})
    row = Booking.objects.get(pool_id=packs.id)
    ticket = text(phone.get(f"/tickets/{row.id}/"))
    assert "等着寄给你" in ticket
    assert MASKED in ticket
    assert "到场扫一下" not in ticket
    assert "这次怎么样" not in ticket
    assert "学府南路" not in ticket


def test_what_a_choice_calls_for_waits_in_the_page_until_it_is_chosen(packs: Pool, client_of: ClientOf) -> None:
    phone, waits = client_of("courier"), 'data-if="way=post" data-said="下面还要填：寄到哪里"><template>'
    assert waits in text(phone.get(f"/places/{packs.id}/"))
    chosen = text(phone.post(f"/places/{packs.id}/", {"way": "post"}))
    assert 'data-if="way=post"' in chosen
    assert "<template>" not in chosen


def test_from_the_ticket_to_be_fetched_to_the_parcel_and_back(world: World, pack: Booking, client_of: ClientOf) -> None:
    phone, page = client_of("courier"), f"/tickets/{pack.id}/post/"
    assert page in text(phone.get(f"/tickets/{pack.id}/"))
    assert "要写到门牌" in text(phone.post(page, {"address": "上街"}))
    assert "这里还没有填" in text(phone.post(page, {"address": " "}))
    phone.post(page, {"address": WHERE})
    shown = text(phone.get(page))
    assert MASKED in shown
    assert "学府南路" not in shown
    phone.post(page, {"do": "fetch"})
    assert "到场扫一下" in text(phone.get(f"/tickets/{pack.id}/"))
    assert client_of("town_officer").get(page).status_code == 404


def test_the_desk_sees_addresses_with_a_reason_takes_the_list_along_and_notes_the_number(
    world: World, packs: Pool, pack: Booking, client_of: ClientOf
) -> None:
    courier, desk, page = world["courier"], client_of("town_officer"), f"/console/pools/{packs.id}/parcels/"
    assert page in text(desk.get(f"/console/pools/{packs.id}/"))
    assert "没有要寄的" in text(desk.get(page))
    client_of("courier").post(f"/tickets/{pack.id}/post/", {"address": WHERE})
    masked = text(desk.get(page))
    assert MASKED in masked
    assert courier.name not in masked
    assert desk.post(page, {"do": "see", "reason": ""}).status_code == 409
    opened = text(desk.post(page, {"do": "see", "reason": WHY}))
    assert all(each in opened for each in (WHERE, courier.name, courier.phone))
    book = load_workbook(BytesIO(desk.post(page, {"do": "list", "reason": WHY}).content))
    assert [cell.value for cell in book.worksheets[0][2]][:4] == ["1", courier.name, courier.phone, WHERE]
    assert [look.reason for look in people.looks_at_me(person_id=courier.id)] == [WHY, WHY]
    desk.post(page, {"do": "send", "booking": str(pack.id), "number": "SF1029384756"})
    assert "SF1029384756" in text(desk.get(f"{page}?sent=1"))
    ticket = text(client_of("courier").get(f"/tickets/{pack.id}/"))
    assert "寄出了" in ticket
    assert "SF1029384756" in ticket
    assert "不能再改" in text(client_of("courier").get(f"/tickets/{pack.id}/post/"))


def test_a_list_once_opened_is_gone_through_without_looking_again(
    world: World, packs: Pool, pack: Booking, client_of: ClientOf
) -> None:
    courier, desk, page = world["courier"], client_of("town_officer"), f"/console/pools/{packs.id}/parcels/"
    client_of("courier").post(f"/tickets/{pack.id}/post/", {"address": WHERE})
    assert f'hx-post="{page}"' not in text(desk.get(page))
    assert f'hx-post="{page}"' in text(desk.post(page, {"do": "see", "reason": WHY}))
    sends = {"do": "send", "booking": str(pack.id)}
    assert "快递单号" in text(desk.post(page, sends | {"number": "SF"}, headers={"HX-Request": "true"}))
    row = text(desk.post(page, sends | {"number": "SF1029384756"}, headers={"HX-Request": "true"}))
    assert row.count("<tr>") == 1
    assert "寄出了，单号 SF1029384756 已经告诉本人" in row
    assert MASKED in row
    assert not any(each in row for each in ("学府南路", courier.name, courier.phone))
    assert [look.reason for look in people.looks_at_me(person_id=courier.id)] == [WHY]


def test_a_pool_of_what_is_not_posted_has_no_such_list(world: World, make_pool: MakePool, client_of: ClientOf) -> None:
    pool, desk = make_pool(), client_of("town_officer")
    assert "parcels" not in text(desk.get(f"/console/pools/{pool.id}/"))
    assert desk.get(f"/console/pools/{pool.id}/parcels/").status_code == 404
