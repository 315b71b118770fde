"""Meetings of singles on the phone and on the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from niangjia.pairs import api as pairs
from niangjia.pairs.models import Guest
from tests.cast import World
from tests.pairs.conftest import Meet, is_single, known, meet, monday, picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known")]
ClientOf = Callable[..., Client]
__all__ = ["known", "meet", "monday"]
HER, HIM = "worker", "grassroots_officer"


def text(response: Any) -> str:
    return str(response.content.decode())


def test_she_hands_in_her_proof_from_the_services_page_and_her_union_looks_at_it(
    world: World, client_of: ClientOf
) -> None:
    is_single(world, "worker")
    phone, desk = client_of("worker"), client_of("town_officer")
    assert "还没有交" in text(phone.get("/services/matchmaking/"))
    assert "还没有选照片" in text(phone.post("/me/single/", {}))
    sent = phone.post("/me/single/", {"proof": picture()}, follow=True)
    assert "等工会核对" in text(sent)
    assert "交给工会核对" not in text(sent)

    proof = pairs.own_proof(world["worker"].id)
    assert proof
    assert proof.file_id
    here = f"/console/meetings/proofs/{proof.id}/"
    assert here in text(desk.get("/console/meetings/"))
    assert "林秀琴" in text(desk.get(here))  # the paper must fit the name
    assert desk.get(f"/console/files/{proof.file_id}/").status_code == 200
    refused = desk.post(here, {"do": "refuse", "reason": ""})
    assert refused.status_code == 409
    assert "还没有写理由" in text(refused)
    assert "没有等着核的" in text(desk.post(here, {"do": "accept"}, follow=True))
    assert "核对过了，管到" in text(phone.get("/me/single/"))
    assert "看能约的" in text(phone.get("/services/matchmaking/"))


def test_a_refused_proof_says_why_and_offers_the_next(world: World, client_of: ClientOf) -> None:
    proof_id = pairs.hand_in_proof(by=world["worker"].actor, upload=picture())
    client_of("town_officer").post(
        f"/console/meetings/proofs/{proof_id}/", {"do": "refuse", "reason": "看不清公章，请重拍"}
    )
    page = text(client_of("worker").get("/me/single/"))
    assert "看不清公章，请重拍" in page
    assert "交给工会核对" in page


def test_nobody_else_opens_her_proof(world: World, client_of: ClientOf) -> None:
    proof_id = pairs.hand_in_proof(by=world["worker"].actor, upload=picture())
    file_id = pairs.proof_for(world["town_officer"].actor, proof_id=proof_id).file_id
    for who in ("stranger", "finance_officer", "mother"):
        assert client_of(who).get(f"/console/meetings/proofs/{proof_id}/").status_code == 404
        assert client_of(who).get(f"/files/{file_id}/").status_code == 404


def guest(world: World, pool_id: UUID, who: str) -> str:
    return str(Guest.objects.get(pool_id=pool_id, person_id=world[who].id).id)


def asks(client: Client, address: str) -> int:
    client.get(address)  # what a session and a process keep is read once
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200, address
    return len(asked)


@pytest.mark.django_db(transaction=True)
def test_two_choose_each_other_on_their_phones_and_see_the_number_once_a_look(
    world: World, meet: Meet, client_of: ClientOf
) -> None:
    pool_id = meet(HER, HIM)
    hers, his = client_of(HER), client_of(HIM)
    here = f"/meetings/{pool_id}/"
    assert "周六爬旗山" in text(hers.get("/meetings/"))
    assert "2 号" in text(hers.get(here))
    assert "改好了" in text(his.post(f"{here}me/", {"nickname": "阿平"}, follow=True))
    assert "也不能写号码" in text(his.post(f"{here}me/", {"nickname": "139 0000 1111"}))
    page = text(hers.get(here))
    assert "阿平" in page
    assert "陈国平" not in page
    assert "不选，谁也不知道" in text(hers.post(here, {"guest": guest(world, pool_id, HIM)}, follow=True))
    assert "你选了，谁也不知道" in text(hers.get(here))
    assert "选了" not in text(his.get(here)).split("这一场的人")[1].split("没有被选中")[0].replace("选了谁", "")
    told = his.post(here, {"guest": guest(world, pool_id, HER)}, follow=True)
    assert "你们互相选中了" in text(told)
    assert world[HER].phone not in text(told)
    pair = told.redirect_chain[-1][0]
    assert world[HER].phone in text(his.post(pair, {"do": "look"}))
    assert world[HER].phone not in text(his.get(pair))
    assert "阿平" in text(hers.get("/me/looks/"))
    assert "双方的电话都看不到了" in text(hers.post(pair, {"do": "end"}, follow=True))
    refused = text(his.post(pair, {"do": "look"}, follow=True))
    assert world[HER].phone not in refused
    assert "电话已经收回" in refused


def test_without_a_meeting_the_page_says_what_to_do(world: World, client_of: ClientOf) -> None:
    page = text(client_of(HER).get("/meetings/"))
    assert "还没有参加过" in page
    assert "看能报的活动" in page


def test_the_ticket_leads_to_the_others_and_leaving_is_one_sheet_away(
    world: World, meet: Meet, client_of: ClientOf
) -> None:
    pool_id = meet(HER, HIM)
    phone = client_of(HER)
    tickets = [line for line in text(phone.get("/matters/")).split('"') if line.startswith("/tickets/")]
    assert "看看这一场的人" in text(phone.get(tickets[0]))
    assert "你已经退出这一场" in text(phone.post(f"/meetings/{pool_id}/me/", {"do": "leave"}, follow=True))
    assert "还没有别人" in text(client_of(HIM).get(f"/meetings/{pool_id}/"))


def test_the_pages_of_a_meeting_ask_as_often_for_many_as_for_two(world: World, meet: Meet, client_of: ClientOf) -> None:
    small = meet(HER, HIM)
    phone, addresses = client_of(HER), ("/meetings/", f"/meetings/{small}/")
    few = [asks(phone, each) for each in addresses]
    large = meet(HER, HIM, "mother", "town_officer", "county_officer", title="做饭")
    assert [asks(phone, each) for each in ("/meetings/", f"/meetings/{large}/")] == few
    assert max(few) <= 10


@pytest.mark.django_db(transaction=True)
def test_from_a_line_she_reports_in_two_taps_and_the_desk_hears_both_and_bars(
    world: World, meet: Meet, client_of: ClientOf
) -> None:
    pool_id = meet(HER, HIM)
    hers, his, desk = client_of(HER), client_of(HIM), client_of("town_officer")
    line = f"/meetings/{pool_id}/people/{guest(world, pool_id, HIM)}/"
    assert line in text(hers.get(f"/meetings/{pool_id}/"))
    assert "请写一句" in text(hers.post(line, {"do": "report", "kind": "other"}))
    sent = hers.post(line, {"do": "report", "kind": "pesters", "text": "一天六个电话", "block": "on"}, follow=True)
    assert "对方不会知道是谁反映的" in text(sent)
    assert "还没有别人" in text(hers.get(f"/meetings/{pool_id}/"))
    assert "还没有别人" in text(his.get(f"/meetings/{pool_id}/"))

    here = next(
        part
        for part in text(desk.get("/console/meetings/")).split('"')
        if part.startswith("/console/meetings/reports/")
    )
    page = text(desk.get(here))
    assert "一天六个电话" in page
    assert "陈国平" not in page
    assert world[HIM].phone not in page
    shown = desk.post(here, {"do": "about", "reason": "核实反映情况"})
    assert world[HIM].phone in text(shown)
    assert "核实反映情况" in text(his.get("/me/looks/"))
    told = {"do": "decide", "decision": "barred", "until": "2027-02-28", "finding": "活动后一再打电话纠缠。"}
    unheard = desk.post(here, told)
    assert unheard.status_code == 409
    assert "还没有写双方各自怎么说" in text(unheard)
    assert "活动后一再打电话纠缠" in text(unheard)  # what was typed stays
    decided = text(desk.post(here, told | {"heard": "她说一再打电话；他承认打过六次。"}, follow=True))
    assert "解除暂停" in decided
    assert "没有被暂停参加" in text(his.get("/services/matchmaking/"))
    assert "现在还不能申请" in text(his.get("/services/matchmaking/"))
    assert "解除了" in text(desk.post(here, {"do": "lift", "reason": "复查后证据不足"}, follow=True))


def test_nobody_else_opens_a_report_or_a_guest(world: World, meet: Meet, client_of: ClientOf) -> None:
    pool_id = meet(HER, HIM)
    him = guest(world, pool_id, HIM)
    report_id = pairs.report(by=world[HER].actor, pool_id=pool_id, guest_id=UUID(him), kind="money")
    here = f"/meetings/{pool_id}/people/{him}/"
    for who in ("mother", "town_officer", "stranger"):
        assert client_of(who).get(here).status_code == 404
        assert client_of(who).post(here, {"do": "block"}).status_code == 404
        assert client_of(who).get(f"{here}photo/").status_code == 404
    for who in (HIM, "stranger", "finance_officer"):
        assert client_of(who).get(f"/console/meetings/reports/{report_id}/").status_code == 404
    assert str(report_id) not in text(client_of(HIM).get("/console/meetings/"))


def test_a_photograph_is_shown_to_the_others_with_their_name_in_it_and_kept_nowhere(
    world: World, meet: Meet, client_of: ClientOf
) -> None:
    pool_id = meet(HER, HIM)
    hers, his = client_of(HER), client_of(HIM)
    assert "改好了" in text(
        hers.post(f"/meetings/{pool_id}/me/", {"nickname": "小林", "photo": picture("navy")}, follow=True)
    )
    address = f"/meetings/{pool_id}/people/{guest(world, pool_id, HER)}/photo/"
    assert address in text(hers.get(f"/meetings/{pool_id}/me/"))
    assert hers.get(address).status_code == 200
    assert address in text(his.get(f"/meetings/{pool_id}/"))
    answer = his.get(address)
    assert (answer.headers["Content-Type"], answer.headers["X-Robots-Tag"]) == ("image/jpeg", "noindex, noimageindex")
    assert "no-store" in answer.headers["Cache-Control"]
    assert client_of("mother").get(address).status_code == 404
    pairs.introduce(by=world[HER].actor, pool_id=pool_id, without_photo=True)
    assert his.get(address).status_code == 404


def test_the_desks_list_asks_as_often_for_many_as_for_one(world: World, meet: Meet, client_of: ClientOf) -> None:
    pool_id, desk = meet(HER, HIM, "mother", "county_officer"), client_of("town_officer")
    him = Guest.objects.get(pool_id=pool_id, person_id=world[HIM].id).id
    pairs.report(by=world[HER].actor, pool_id=pool_id, guest_id=him, kind="money")
    few = asks(desk, "/console/meetings/")
    for who in ("mother", "county_officer"):
        pairs.report(by=world[who].actor, pool_id=pool_id, guest_id=him, kind="money")
    assert asks(desk, "/console/meetings/") == few
    assert few <= 10


def test_her_copy_of_everything_has_what_is_hers_and_nothing_of_the_others(
    world: World, meet: Meet, client_of: ClientOf
) -> None:
    pool_id = meet(HER, HIM)
    pairs.choose(
        by=world[HER].actor, pool_id=pool_id, guest_id=Guest.objects.get(pool_id=pool_id, person_id=world[HIM].id).id
    )
    hers = client_of(HER).post("/me/data/").json()["meetings_of_singles"]
    assert (hers["meetings"][0]["title"], hers["meetings"][0]["chose"]) == ("周六爬旗山", 1)
    his = client_of(HIM).post("/me/data/").json()["meetings_of_singles"]
    assert his["meetings"][0]["chose"] == 0
    assert world[HER].name not in str(his)
