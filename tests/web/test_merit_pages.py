"""An order by merit on the pages: an objection by a stranger, what the lists ask of the database, and the fare until it has arrived."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from niangjia.base import clock
from niangjia.base.jobs import drain
from niangjia.ledger import api as ledger
from niangjia.messages.models import Message
from niangjia.notices import api as notices
from niangjia.quotas.models import Pool
from tests.cast import World
from tests.quotas.conftest import MakePool, known, make_pool, monday, train, warmth
from tests.quotas.merit_world import after, all_enter, booking, enter, give, give_all, goes_home, publish
from tests.web.test_pool_pages import asks

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]
__all__ = ["known", "make_pool", "monday", "train", "warmth"]
FACTS = "2026 年他一直坐办公室，没有在一线干过活。"


def text(response: Any) -> str:
    return str(response.content.decode())


def test_a_stranger_objects_by_name_and_the_order_moves_up(world: World, train: Pool, client_of: ClientOf) -> None:
    all_enter(world, train.id)
    here, desk = f"/public/notices/{publish(world, train)}/", client_of("county_officer")
    with after(train, days=2):
        page = text(Client().get(here))
        assert "得分的理由" in page
        assert "在一线干活、老家在省外、以前没有坐过" in page
        said = {"no": "1", "text": FACTS, "name": "何立新", "phone": "13900001111"}
        assert Client().post(here, said).status_code == 302
        assert "1 条异议还没有结论" in text(desk.get(f"/console/pools/{train.id}/draw/"))
        [objection] = notices.objections_visible_to(world["county_officer"].actor)
        page = text(desk.get(f"/console/notices/objections/{objection.id}/"))
        assert f"/console/pools/{train.id}/draw/" in page
        assert "后面的人往前移" in page
        finding = {"upheld": "yes", "finding": "到单位核实过，确实不在一线岗位。"}
        assert desk.post(f"/console/notices/objections/{objection.id}/", finding).status_code == 302
    drain()
    give(world, train)
    phone = client_of("worker")
    with after(train, days=12):
        ticket = text(phone.get(f"/tickets/{booking(world, 'worker').id}/"))
        assert "有人实名提了异议，查明成立" in ticket
        assert booking(world, "town_officer").state == "booked"
        assert "异议成立，撤下" in text(Client().get(f"/public/draws/{train.id}/"))


def test_the_pages_ask_as_often_for_five_on_the_list_as_for_two(
    world: World, train: Pool, client_of: ClientOf, make_pool: MakePool
) -> None:
    for who in ("worker", "mother"):
        goes_home(world, who)
        enter(world, who, train.id)
    publish(world, train)
    other = make_pool("homeward", mode="merit", capacity=2)
    for who in ("grassroots_officer", "county_officer", "town_officer", "municipal_officer", "finance_officer"):
        goes_home(world, who)
        enter(world, who, other.id)
    publish(world, other)
    desk, phone, public = client_of("county_officer"), client_of("worker"), Client()
    with after(train, days=2):
        few = [asks(desk, f"/console/pools/{train.id}/draw/"), asks(public, f"/public/draws/{train.id}/")]
        many = [asks(desk, f"/console/pools/{other.id}/draw/"), asks(public, f"/public/draws/{other.id}/")]
        own = asks(phone, f"/draws/{booking(world, 'worker').id}/")
    assert few == many
    assert max(*few, own) <= 17


def test_the_desk_exports_the_order_with_its_reasons(world: World, train: Pool, client_of: ClientOf) -> None:
    desk, here = client_of("town_officer"), f"/console/pools/{train.id}/order/"
    assert desk.get(here).status_code == 404, "nothing is frozen yet"
    all_enter(world, train.id, seats={"mother": 4})
    give_all(world, train)
    with after(train, days=13):
        sheet = load_workbook(BytesIO(desk.get(here).content)).active
    assert sheet
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=2)]
    first = next(row for row in rows if row[2] == "林*" and str(row[4]) == "7")
    assert (str(first[0]), first[5], first[7]) == ("1", "在一线干活 3、老家在省外 2、以前没有坐过 2", "有座位")
    assert next(row for row in rows if row[2] == "郑*")[7] == "剩下的不够他要的，候补"


def test_another_train_is_put_beside_the_first_in_its_series(world: World, client_of: ClientOf) -> None:
    desk, now = client_of("town_officer"), clock.now()
    page = text(desk.get("/console/pools/new/homeward/"))
    union = page.split('name="union"')[1].split('value="')[1].split('"')[0]

    def moment(days: int) -> str:
        return (now + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")

    told = {
        "union": union, "title": "南昌方向专列", "capacity": "2", "mode": "merit", "opens_at": moment(0), "closes_at": moment(5),
        "starts_at": moment(30), "ends_at": moment(31),
    }  # fmt: skip
    assert desk.post("/console/pools/new/homeward/", told).status_code == 302
    first = Pool.objects.get(title="南昌方向专列")
    assert f"?like={first.id}" in text(desk.get(f"/console/pools/{first.id}/"))
    like = f"/console/pools/new/homeward/?like={first.id}"
    assert moment(30)[:10] in text(desk.get(like))
    assert desk.post(like, told | {"title": "贵阳方向大巴"}).status_code == 302
    assert first.series
    assert Pool.objects.get(title="贵阳方向大巴").series == first.series


def test_the_fare_from_the_button_to_the_bank_and_back(
    world: World, train: Pool, warmth: None, client_of: ClientOf
) -> None:
    all_enter(world, train.id)
    give_all(world, train)
    town, phone, desk = world["town_officer"], client_of("town_officer"), client_of("county_officer")
    type(town.person).objects.filter(id=town.id).update(bank_card=None, bank_card_masked="")
    ticket, here = f"/tickets/{booking(world, 'town_officer').id}/", f"/console/pools/{train.id}/draw/"
    with after(train, days=13):
        assert "改领 200 元补助" in text(phone.get(ticket))
        assert "发补助" not in text(desk.get(here)), "a seat may still come back"
    with clock.frozen(train.starts_at + timedelta(hours=1)):
        assert "还有 1 人没有等到座位" in text(desk.get(here))
        assert desk.post(here, {"do": "instead"}).status_code == 302
        drain()
        page = text(phone.get(ticket))
        assert "填一张本人的卡" in page
        assert "到场扫一下" not in page
        phone.post(f"{ticket}card/", {"number": "123"})
        assert "填一张本人的卡" in text(phone.get(ticket)), "that is no card"
        assert phone.post(f"{ticket}card/", {"number": town.bank_card}).status_code == 302
        assert f"/public/draws/{train.id}/" in text(client_of("finance_officer").get("/console/payouts/"))
        assert "填一张本人的卡" not in text(phone.get(ticket))
        answered(world, "退汇")
        assert "填一张本人的卡" in text(phone.get(ticket))
        assert phone.post(f"{ticket}card/", {"number": town.bank_card}).status_code == 302
        answered(world, "成功")
        assert "已到账" in text(phone.get(ticket))
        assert phone.post(f"{ticket}rate/", {"rating": "4"}).status_code == 302
    told = set(Message.objects.filter(person_id=town.id).values_list("kind", flat=True))
    assert {
        "place.on_notice",
        "place.waits",
        "place.money",
        "place.money_where",
        "place.money_back",
        "place.money_paid",
    } <= told
    assert ledger.books_balanced().balanced


def answered(world: World, result: str) -> None:
    """The payout that waits goes out by two, and the bank answers."""
    first, second = world["finance_officer"].actor, world["second_finance_officer"].actor
    [payout] = ledger.payouts_visible_to(first, state="waiting")
    batch_id = ledger.prepare_batch(by=first, payout_ids=[payout.id])
    ledger.submit_batch(by=first, batch_id=batch_id)
    ledger.release_batch(by=second, batch_id=batch_id)
    ledger.bank_file(by=first, batch_id=batch_id)
    number = ledger.batch(first, batch_id=batch_id)[0].number
    told = ledger.take_receipts(
        by=first, file=f"批次号,序号,金额,结果,原因\n{number},1,200.00,{result},账号不对\n".encode()
    )
    assert told.problems == ()
    drain()


def test_everybody_sees_how_many_seats_those_before_her_ask_for(world: World, train: Pool, client_of: ClientOf) -> None:
    all_enter(world, train.id, seats={"worker": 3, "mother": 2})
    publish(world, train)
    with after(train, days=2):
        desk = text(client_of("county_officer").get(f"/console/pools/{train.id}/draw/"))
        assert "4 个座，5 份报名，一共要 8 个座" in desk
        assert "按编号排列" not in desk  # a grid of nothing but who waits tells nothing
        first = text(client_of("worker").get(f"/draws/{booking(world, 'worker').id}/"))
        assert "你排在最前面，要 3 个座，全列 4 个座。" in first
        second = text(client_of("mother").get(f"/draws/{booking(world, 'mother').id}/"))
        assert "排在你前面的一共要 3 个座，你要 2 个，全列 4 个座。" in second
    give(world, train)
    with after(train, days=12):
        assert "一共要 3 个座" not in text(client_of("mother").get(f"/draws/{booking(world, 'mother').id}/"))
