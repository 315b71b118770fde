"""Campaigns on the phone and on the desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from niangjia.base import clock
from niangjia.base.jobs import drain
from niangjia.campaigns import api as campaigns
from niangjia.campaigns.models import Campaign, Entry
from tests.campaigns.conftest import Make, hands_in, known, make, monday, on_the_wall, picture
from tests.cast import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known")]
ClientOf = Callable[..., Client]
__all__ = ["known", "make", "monday"]


def text(response: Any) -> str:
    return str(response.content.decode())


def asks(client: Client, address: str) -> int:
    client.get(address)  # what a session and a process keep is read once
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200, address
    return len(asked)


def moment(days: int = 0) -> str:
    return (clock.now() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


def made(desk: Client, world: World, kind: str, **changes: str) -> str:
    """A draft out of the desk's form; returns its address."""
    told = {
        "union": str(world.unions["minhou"].id), "title": "晒晒我的工位", "opens_at": moment(), "closes_at": moment(7), "rule": "campaign",
        "shown_most": "20",
    }  # fmt: skip
    sent = desk.post(f"/console/campaigns/new/{kind}/", told | changes)
    assert sent.status_code == 302, text(sent)
    return str(sent["Location"])


def test_a_quiz_from_the_desks_file_to_the_explanation_on_the_phone(world: World, client_of: ClientOf) -> None:
    desk, phone = client_of("county_officer"), client_of("worker")
    assert "线上活动" in text(desk.get("/console/pools/"))
    here = made(desk, world, "quiz", title="安全知识答一答")
    quiz = here.replace("/console", "")
    assert phone.get(quiz).status_code == 404  # a draft
    assert "还没有题目" in text(desk.post(here, {"do": "publish"}))
    rows = "题目,A,B,答案,解析\n几岁能入会？,14,16,B,年满 16 周岁。\n没有解析,是,否,A,\n工会电话？,12351,12315,A,12351 是职工热线。\n"
    told = text(desk.post(here, {"do": "file", "file": ContentFile(rows.encode("gb18030"), name="题目.csv")}))
    assert "收下 2 题，1 行没有收" in told
    assert "没有解析，答错的人看不明白" in told
    assert "答案要写一个有选项的字母" in text(
        desk.post(
            here, {"do": "question", "text": "还有吗？", "A": "有", "B": "没有", "answer": "C", "why": "到此为止。"}
        )
    )
    assert "发布了" in text(desk.post(here, {"do": "publish"}, follow=True))
    assert "传题目" not in text(desk.get(here))

    assert "安全知识答一答" in text(phone.get("/campaigns/"))
    assert "2 题 · +10 积分" in text(phone.get("/campaigns/"))
    page = text(phone.get(quiz))
    assert "几岁能入会？" in page
    assert "年满 16 周岁" not in page  # nobody reads it before she has tried
    half = text(phone.post(quiz, {"q-1": "0"}))
    assert "还有 1 题没有选：第 2 题" in half
    assert 'value="0" checked' in half
    done = text(phone.post(quiz, {"q-1": "0", "q-2": "0"}))
    assert "答完了，参加算上了" in done
    assert "你选的是 A，看看为什么" in done
    assert "年满 16 周岁" in done
    again = text(phone.post(quiz, {"q-1": "1", "q-2": "0"}))
    assert "一个人算一次" in again
    drain()
    assert "安全知识答一答" in text(phone.get("/me/points/"))
    assert "参加过了" in text(phone.get("/campaigns/"))


def test_a_photo_from_the_phone_over_the_desk_to_the_wall(world: World, client_of: ClientOf) -> None:
    desk, hers, other = client_of("county_officer"), client_of("worker"), client_of("mother")
    here = made(desk, world, "photos")
    wall = f"{here.replace('/console', '')}wall/"
    desk.post(here, {"do": "publish"})
    campaign = here.replace("/console", "")
    assert "还没有选照片" in text(hers.post(campaign, {"text": "我的工位"}))
    assert "我的工位" in text(hers.post(campaign, {"text": "我的工位"}))  # what was typed stays
    sent = hers.post(campaign, {"text": "我的工位", "photo": picture(), "show": "on"}, follow=True)
    assert "等审核" in text(sent)
    assert "墙上还没有" in text(other.get(wall))

    entry = Entry.objects.get()
    one = f"/console/campaigns/wall/{entry.id}/"
    assert one in text(desk.get("/console/campaigns/wall/"))
    assert "审核 1" in text(desk.get("/console/campaigns/"))
    page = text(desk.get(one))
    assert "林" not in page.split("墙上写的名字")[1].split("</dd>")[0]  # she did not agree to a name
    assert desk.get(f"/console/campaigns/photos/{entry.file_id}/").status_code == 200
    assert other.get(f"/files/{entry.file_id}/").status_code == 404
    refused = desk.post(one, {"do": "refuse", "turn": "1", "reason": ""})
    assert refused.status_code == 409
    assert "还没有写理由" in text(refused)
    assert "都审完了" in text(desk.post(one, {"do": "refuse", "turn": "1", "reason": "拍到了别人的工牌"}, follow=True))
    mine = f"{campaign}mine/"
    assert "拍到了别人的工牌" in text(hers.get(mine))
    assert "又交上了" in text(
        hers.post(mine, {"do": "again", "photo": picture("navy"), "text": "换一张", "show": "on"}, follow=True)
    )
    assert "第 2 次交" in text(desk.get("/console/campaigns/wall/"))
    assert "本人刚刚换了一个" in text(desk.post(one, {"do": "show", "turn": "1"}))
    assert "上墙了" in text(desk.post(one, {"do": "show", "turn": "2"}, follow=True))

    seen = text(other.get(wall))
    assert "换一张" in seen
    assert "一位职工" in seen


def test_on_the_wall_it_is_liked_reported_taken_down_and_taken_back(
    world: World, make: Make, client_of: ClientOf
) -> None:
    desk, hers, other = client_of("county_officer"), client_of("worker"), client_of("mother")
    campaign_id = make("photos")
    entry_id = on_the_wall(world, "worker", campaign_id, upload=picture())
    campaign, one = f"/campaigns/{campaign_id}/", f"/console/campaigns/wall/{entry_id}/"
    wall, mine = f"{campaign}wall/", f"{campaign}mine/"
    picture_of = Entry.objects.get().file_id
    assert other.get(f"/files/{picture_of}/").status_code == 200
    line = f"{wall}{entry_id}/"
    liked = other.post(line, {"do": "like", "back": f"{wall}?page=1"})
    assert liked["Location"] == f"{wall}?page=1#e-{entry_id}"
    assert 'aria-pressed="true"' in text(other.get(wall))
    assert other.post(line, {"do": "like", "back": "https://evil.example/"})["Location"] == line
    assert "还没有选哪里不对" in text(other.post(line, {"do": "report"}))
    assert "先撤下来" in text(other.post(line, {"do": "report", "kind": "person"}, follow=True))
    assert "墙上还没有" in text(other.get(wall))
    assert "拍到了别人，没问过本人" in text(desk.get(one))
    desk.post(one, {"do": "show", "turn": "1"})
    assert "撤下了" in text(desk.post(one, {"do": "down", "reason": "本人电话要求"}, follow=True))
    assert "收回了" in text(hers.post(mine, {"do": "back"}, follow=True))
    assert "照片和文字都删掉了" in text(hers.get(mine))


def test_a_wish_is_answered_on_the_desk_and_read_on_the_phone(world: World, make: Make, client_of: ClientOf) -> None:
    wishes = make("wishes", title="新年心愿")
    entry_id = on_the_wall(world, "worker", wishes)
    desk, phone = client_of("county_officer"), client_of("worker")
    here = f"/console/campaigns/wall/{entry_id}/"
    assert here in text(desk.get(f"/console/campaigns/{wishes}/?only=shown"))
    assert "回复好了" in text(
        desk.post(here, {"do": "reply", "turn": "1", "reply": "下周起多开一个窗口。"}, follow=True)
    )
    drain()
    assert "心愿已回复" in text(phone.get("/messages/"))
    assert "下周起多开一个窗口" in text(phone.get(f"/campaigns/{wishes}/mine/"))
    assert "闽侯县总工会回复：下周起多开一个窗口" in text(client_of("mother").get(f"/campaigns/{wishes}/wall/"))


def test_who_may_not_take_part_reads_why_and_where_to_go(world: World, make: Make, client_of: ClientOf) -> None:
    quiz = make()
    stranger = client_of("stranger")
    assert "这个活动给闽侯县总工会的会员" in text(stranger.get(f"/campaigns/{quiz}/"))
    assert "安全知识" not in text(stranger.get("/campaigns/"))
    assert "墙上还没有" in text(stranger.get(f"/campaigns/{make('wishes')}/wall/"))
    assert "现在没有活动" in text(client_of("courier").get("/campaigns/"))


def test_a_town_reads_who_makes_campaigns(world: World, client_of: ClientOf) -> None:
    desk = client_of("town_officer")
    assert "由市总工会和县（区）总工会办" in text(desk.get("/console/campaigns/"))
    assert desk.get("/console/campaigns/new/quiz/").status_code == 404


def test_a_draft_is_changed_and_what_was_typed_wrong_stays(world: World, client_of: ClientOf) -> None:
    desk = client_of("county_officer")
    here = made(desk, world, "wishes")
    union = str(world.unions["minhou"].id)
    told = {
        "union": union,
        "title": "新年心愿",
        "opens_at": moment(3),
        "closes_at": moment(1),
        "rule": "",
        "shown_most": "20",
    }
    wrong = desk.post(f"{here}edit/", told)
    assert wrong.status_code == 409
    assert "结束要在开始之后" in text(wrong)
    assert "新年心愿" in text(wrong)
    assert desk.post(f"{here}edit/", told | {"closes_at": moment(9)}).status_code == 302
    assert Campaign.objects.get().title == "新年心愿"


def test_it_is_ended_and_widened_on_the_desk(world: World, make: Make, client_of: ClientOf) -> None:
    wishes, desk = make("wishes"), client_of("county_officer")
    here = f"/console/campaigns/{wishes}/"
    assert "加大了" in text(desk.post(here, {"do": "widen", "number": "500"}, follow=True))
    assert "上限只能加大" in text(desk.post(here, {"do": "widen", "number": "3"}))
    assert "还没有写理由" in text(desk.post(here, {"do": "end", "reason": ""}))
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        assert "结束了" in text(desk.post(here, {"do": "end", "reason": "换一个办法办"}, follow=True))
        assert "换一个办法办" in text(client_of("worker").get(f"/campaigns/{wishes}/"))


def test_her_copy_of_everything_has_what_she_handed_in(world: World, make: Make, client_of: ClientOf) -> None:
    on_the_wall(world, "worker", make("wishes", title="新年心愿"))
    hers = client_of("worker").post("/me/data/").json()["campaigns"]
    assert hers["took_part"][0]["title"] == "新年心愿"
    assert (hers["handed_in"][0]["text"], hers["handed_in"][0]["shown_as"]) == (
        "食堂晚班多开一个窗口",
        "林* · 榕和食品有限公司",
    )
    assert client_of("mother").post("/me/data/").json()["campaigns"]["handed_in"] == []


def fill(world: World, wishes: UUID, *who: str) -> None:
    for each in who:
        on_the_wall(world, each, wishes)


def test_the_pages_ask_as_often_for_many_as_for_one(world: World, make: Make, client_of: ClientOf) -> None:
    small = make("wishes")
    fill(world, small, "worker")
    phone, desk = client_of("worker"), client_of("county_officer")
    hands_in(world, "mother", small)
    phones = ["/campaigns/", f"/campaigns/{small}/wall/", f"/campaigns/{small}/wall/?by=mixed"]
    desks = ["/console/campaigns/", "/console/campaigns/wall/", f"/console/campaigns/{small}/?only=shown"]
    few = [asks(phone, each) for each in phones] + [asks(desk, each) for each in desks]
    large = make("wishes", title="再来一面墙")
    fill(world, large, "worker", "mother", "town_officer", "grassroots_officer")
    for who in ("mother", "town_officer", "grassroots_officer"):
        campaigns.like_entry(
            by=world[who].actor, entry_id=campaigns.wall(world[who].id, campaign_id=large)[0][0].id, liked=True
        )
    make()
    hands_in(world, "town_officer", small)
    phones, desks = (
        [each.replace(str(small), str(large)) for each in phones],
        [each.replace(str(small), str(large)) for each in desks],
    )
    many = [asks(phone, each) for each in phones] + [asks(desk, each) for each in desks]
    assert many == few
    assert max(few) <= 10, few


def test_a_wall_turns_its_pages(world: World, make: Make, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("niangjia.campaigns.queries.wall.PAGE", 2)
    wishes = make("wishes")
    for minute, who in enumerate(("worker", "mother", "town_officer")):
        with clock.frozen(clock.now() + timedelta(minutes=minute)):
            on_the_wall(world, who, wishes, text=f"第 {minute} 个心愿")
    phone, here = client_of("worker"), f"/campaigns/{wishes}/wall/"
    first = text(phone.get(here))
    assert "第 2 个心愿" in first
    assert "第 0 个心愿" not in first
    assert f"{here}?page=2" in first
    assert "第 0 个心愿" in text(phone.get(f"{here}?page=2"))
