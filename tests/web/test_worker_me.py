"""Her card, her data, her messages; joining step by step."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from niangjia.casework import api as casework
from niangjia.catalogue import api as catalogue
from niangjia.messages import api as messages
from niangjia.people import api as people
from niangjia.people.models import Identity, Login, Person
from niangjia.web.worker import card_token
from tests.cast import Member, World

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def known(world: World) -> World:
    catalogue.refresh("person", sorted(member.id for member in world.people.values()))
    return world


def test_a_member_has_a_card_and_a_visitor_has_none(client_of: ClientOf, known: World) -> None:
    assert "nj-member" in text(client_of("worker").get("/me/"))
    assert "还没有会员卡" in text(client_of("courier").get("/me/"))


def test_the_code_says_that_she_is_a_member_and_no_more(client: Client, worker: Member) -> None:
    page = text(client.get(f"/public/card/{card_token.card_token(worker.id)}/"))
    assert "是在会会员" in page
    assert "林*" in page
    assert "林秀琴" not in page
    assert worker.id_number not in page


def test_an_old_a_changed_and_a_strangers_code_look_the_same(
    client: Client, worker: Member, courier: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = card_token.card_token(worker.id)
    for token in (good[:-1] + ("A" if good[-1] != "A" else "B"), "nothing", card_token.card_token(courier.id)):
        assert "这个码不能用了" in text(client.get(f"/public/card/{token}/"))
    monkeypatch.setattr(card_token, "VALID_S", -1)
    assert card_token.read_card_token(good) is None


def test_two_codes_of_one_minute_differ_from_those_of_the_next(worker: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    now = card_token.card_token(worker.id)
    monkeypatch.setattr("django.core.signing.time.time", lambda: 4_000_000_000)
    assert card_token.card_token(worker.id) != now


def test_her_data_is_hers_to_take_and_taking_is_written_down(client_of: ClientOf, worker: Member) -> None:
    client = client_of(worker)
    answer = client.post("/me/data/")
    assert "attachment" in answer["Content-Disposition"]
    assert json.loads(answer.content)["person"]["id_number"] == worker.id_number
    assert client.get("/me/data/").status_code == 405


def test_who_looked_is_told_with_the_reason(client_of: ClientOf, world: World) -> None:
    worker = world["worker"]
    people.reveal_private(
        by=world["grassroots_officer"].actor, person_id=worker.id, what="phone", reason="核对到账电话，联系本人"
    )
    page = text(client_of(worker).get("/me/looks/"))
    assert "核对到账电话" in page
    assert "陈国平" in page


def test_a_message_is_read_by_opening_it(client_of: ClientOf, worker: Member) -> None:
    messages.send(to=[worker.id], kind="member.welcome", params={"union": "榕和工会"}, link="/me/", key="k")
    client = client_of(worker)
    assert "欢迎回家" in text(client.get("/messages/"))
    one = messages.inbox(person_id=worker.id)[0]
    assert client.get(f"/messages/{one.id}/")["Location"] == "/me/"
    assert messages.unread_count(person_id=worker.id) == 0


def test_the_demo_phone_is_there_in_demo_mode_only(client: Client, settings: Any) -> None:
    assert client.get("/demo/phone/").status_code == 404
    settings.NIANGJIA_DEMO = True
    assert client.get("/demo/phone/").status_code == 200


def test_joining_goes_in_three_steps(client_of: ClientOf, known: World) -> None:
    client = client_of("courier")
    assert "黄志强" in text(client.get("/join/"))
    assert client.post("/join/")["Location"] == "/join/where/"
    assert client.get("/join/sign/")["Location"] == "/join/where/"
    place = {"way": "platform", "new_form": "courier", "county": "350121", "town": "350121103"}
    page = text(client.get("/join/where/", place))
    assert "上街镇总工会" in page
    union = str(known.unions["shangjie"].id)
    assert client.post("/join/where/", {**place, "union_id": union})["Location"] == "/join/sign/"
    assert "上街镇总工会" in text(client.get("/join/sign/"))
    page = text(client.post("/join/sign/"))
    assert "你点头了" in page
    assert "请签个名" in page
    assert client.post("/join/sign/", {"wish": "on", "signature-typed": "黄志强"})["Location"].startswith("/matters/")
    assert client.get("/join/")["Location"].startswith("/matters/")


PLACE = "county=350121&town=350121103"


@pytest.mark.parametrize(
    "path",
    [
        "/join/",
        f"/join/where/?way=platform&new_form=courier&{PLACE}",
        f"/join/where/?way=flexible&{PLACE}",
        "/services/join/",
    ],
)
def test_each_step_asks_the_database_little(
    client_of: ClientOf, known: World, path: str, django_assert_max_num_queries: Any
) -> None:
    client = client_of("courier")
    client.get(path)
    with django_assert_max_num_queries(10):
        assert client.get(path).status_code == 200


def test_an_employer_with_a_union_is_found_by_its_name(client_of: ClientOf, known: World) -> None:
    page = text(client_of("courier").get("/join/where/", {"way": "employer", "q": "榕和"}))
    assert "榕和食品有限公司工会委员会" in page
    missed = text(client_of("courier").get("/join/where/", {"way": "employer", "q": "没有这家"}))
    assert "没有查到这家单位的工会" in missed
    assert "闽侯县" in missed


def test_a_union_that_was_not_offered_cannot_be_joined(client_of: ClientOf, known: World) -> None:
    place = {"way": "flexible", "county": "350121", "town": "350121103"}
    client = client_of("courier")
    page = client.post("/join/where/", {**place, "union_id": str(known.unions["ronghe"].id)})
    assert "选一个要加入的工会" in text(page)
    assert casework.cases_of(known["courier"].id) == []


def test_whom_the_roster_knows_confirms_and_is_a_member_at_once(known: World) -> None:
    worker = known["worker"]
    Login.objects.filter(person_id=worker.id).delete()
    Identity.objects.filter(kind="phone", person_id=worker.id).delete()
    Person.objects.filter(id=worker.id).update(phone=None)
    login = people.ensure_login(phone="13900008899")
    people.verify_phone(login_id=login.id)
    client = Client()
    client.force_login(Login.objects.get(id=login.id))
    answers = {"name": worker.name, "id_number": worker.id_number}
    assert "是我本人，接着办" in text(client.post("/join/", answers))
    assert client.post("/join/", {**answers, "confirmed": "1"}).status_code == 302
    assert client.get("/join/")["Location"] == "/me/"
    assert "nj-member" in text(client.get("/me/"))


def test_a_member_is_not_asked_to_join_again(client_of: ClientOf, known: World) -> None:
    assert client_of("worker").get("/join/")["Location"] == "/me/"
