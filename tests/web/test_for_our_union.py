"""What a union is entitled to, as its leader finds it, and the pages of a grant in parts."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.casework import api as casework
from niangjia.casework.models import Case
from niangjia.ledger import api as ledger
from niangjia.messages import api as messages
from niangjia.notices import api as notices
from niangjia.people import api as people
from niangjia.people.models import Person
from niangjia.unions import api as unions
from tests.casework.conftest import known, monday, state
from tests.casework.instalments import (
    ALLOWANCE,
    HOME,
    answer,
    appropriate,
    chairs_a_private_union,
    granted,
    newest_batch,
    pay,
    small_unions_may,
)
from tests.cast import World
from tests.web.chain_hands import photo, text

pytestmark = pytest.mark.django_db
__all__ = ["known", "monday"]
ClientOf = Callable[..., Client]


@pytest.fixture
def home(known: World) -> World:
    appropriate(known)
    small_unions_may(known)
    return known


@pytest.fixture
def halfway(home: World) -> Any:
    case_id = granted(home)
    with clock.frozen("2026-12-01"):
        notices.end_due()
        drain()
        pay(home)
        drain()
        yield case_id


def test_a_leader_sees_what_her_union_is_entitled_to_and_why_not(home: World, client_of: ClientOf) -> None:
    page = text(client_of("grassroots_officer").get("/console/ours/"))
    assert f"/services/{HOME}/apply/?union={home.unions['ronghe'].id}" in page
    assert "须是镇街或园区工会" in page
    assert "不用申请，符合就替你办上" in page


def test_what_runs_already_leads_to_its_case(home: World, client_of: ClientOf) -> None:
    case_id = granted(home)
    page = text(client_of("grassroots_officer").get("/console/ours/"))
    assert f"/console/cases/{case_id}/" in page
    assert "/services/home-subsidy/apply/" not in page


def test_the_page_costs_the_same_whatever_the_number_of_services(
    home: World, client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    desk = client_of("grassroots_officer")
    desk.get("/console/ours/")
    with django_assert_max_num_queries(10):
        desk.get("/console/ours/")


@pytest.mark.parametrize("who", ["worker", "town_officer", "county_officer", "stranger"])
def test_the_form_is_not_there_for_who_does_not_speak_for_the_union(home: World, client_of: ClientOf, who: str) -> None:
    phone = client_of(who)
    assert phone.get(f"/services/{HOME}/apply/?union={home.unions['ronghe'].id}").status_code == 404
    assert phone.get(f"/services/{HOME}/apply/").status_code == 404
    assert phone.get(f"/services/{HOME}/apply/?union=anything").status_code == 404


def test_what_is_delivered_is_not_asked_for(home: World, client_of: ClientOf) -> None:
    union = home.unions["ronghe"].id
    assert client_of("grassroots_officer").get(f"/services/town-subsidy/apply/?union={union}").status_code == 404


def test_a_draft_for_the_union_is_kept_apart_and_found_again(home: World, client_of: ClientOf) -> None:
    phone, here = client_of("grassroots_officer"), f"/services/{HOME}/apply/?union={home.unions['ronghe'].id}"
    assert phone.post(here, {"action": "save", "place": "厂区二号楼"})["Location"] == "/matters/"
    assert here in text(phone.get("/matters/"))
    assert "厂区二号楼" in text(phone.get(here))


def test_the_work_is_not_shown_without_pictures_and_not_by_others(
    home: World, halfway: UUID, client_of: ClientOf
) -> None:
    here = f"/matters/{halfway}/work/"
    told = {"told": "书架装好了，茶水柜也到了。"}
    assert client_of("worker").post(here, told).status_code == 404
    assert client_of("county_officer").post(here, told | {"photos": [photo()]}).status_code == 404
    client_of("grassroots_officer").post(here, told)
    assert state(halfway) == "halfway"
    assert client_of("grassroots_officer").post(here, told | {"photos": [photo()]}).status_code == 302
    assert state(halfway) == "accepting"


def test_the_county_sees_the_pictures_and_may_ask_for_more(home: World, halfway: UUID, client_of: ClientOf) -> None:
    given = {"told": "书架装好了，茶水柜也到了。", "photos": [photo()]}
    client_of("grassroots_officer").post(f"/matters/{halfway}/work/", given)
    desk, here = client_of("county_officer"), f"/console/cases/{halfway}/"
    page = text(desk.get(here))
    assert "验收照片 1" in page
    assert "书架装好了" in page
    picture = Case.objects.get(id=halfway).steps.get(kind="handed_in").details["photos"][0]
    assert desk.get(f"/console/cases/{halfway}/photos/{picture}/")["Content-Type"] == "image/jpeg"
    assert desk.post(here, {"decision": "show_more", "words": "书架还没有固定。"}).status_code == 302
    assert "要补的：书架还没有固定。" in text(client_of("grassroots_officer").get(f"/matters/{halfway}/"))


def test_a_refused_acceptance_tells_the_union_why(home: World, halfway: UUID, client_of: ClientOf) -> None:
    given = {"told": "书架装好了，茶水柜也到了。", "photos": [photo()]}
    client_of("grassroots_officer").post(f"/matters/{halfway}/work/", given)
    sent = client_of("county_officer").post(
        f"/console/cases/{halfway}/", {"decision": "not_accepted", "words": "钱没有用在这个地方。"}
    )
    assert sent.status_code == 302
    page = text(client_of("grassroots_officer").get(f"/matters/{halfway}/"))
    assert "钱没有用在这个地方" in page
    assert "50,000.01" in page


def test_the_unions_finance_gives_another_account(home: World, halfway: UUID, client_of: ClientOf) -> None:
    answer(home, "退汇", newest_batch(home))
    drain()
    here = f"/matters/{halfway}/"
    assert "请本会财务换一个工会账号" in text(client_of("grassroots_officer").get(here))
    people.appoint_to_post(by=SYSTEM, person_id=home["mother"].id, union_id=home.unions["ronghe"].id, role="finance")
    phone = client_of("mother")
    assert "开户银行" in text(phone.get(here))
    sent = phone.post(f"{here}account/", {"bank": "建设银行", "number": "35050161893800009"})
    assert (sent.status_code, state(halfway)) == (302, "delivering")
    kept = unions.accounts(union_ids=[home.unions["ronghe"].id])[home.unions["ronghe"].id]
    assert kept.bank == "建设银行"
    assert ledger.payouts_of_case(case_id=halfway)[0].account_masked.endswith("0009")


def test_her_page_tells_how_many_months_have_come(known: World, client_of: ClientOf) -> None:
    appropriate(known)
    chairs_a_private_union(known)
    casework.deliver_entitled(by=SYSTEM, service=ALLOWANCE)
    case_id = Case.objects.get(service=ALLOWANCE).id
    with ExitStack() as days:
        days.enter_context(clock.frozen("2026-11-30"))
        for officer in ("town_officer", "county_officer"):
            casework.approve(by=known[officer].actor, case_id=case_id)
        pay(known)
        drain()
        page = text(client_of("grassroots_officer").get(f"/matters/{case_id}/"))
        assert "一共 12 笔，已经到了 1 笔。下一笔 12 月 30 日。" in page
        desk = text(client_of("county_officer").get(f"/console/cases/{case_id}/"))
        assert desk.count('<td class="num">50.00</td>') == 12


def test_who_has_no_card_yet_gives_one_on_the_page_she_is_sent_to(known: World, client_of: ClientOf) -> None:
    appropriate(known)
    chairs_a_private_union(known)
    Person.objects.filter(id=known["grassroots_officer"].id).update(bank_card=None, bank_card_masked="")
    casework.deliver_entitled(by=SYSTEM, service=ALLOWANCE)
    case_id = Case.objects.get(service=ALLOWANCE).id
    for officer in ("town_officer", "county_officer"):
        casework.approve(by=known[officer].actor, case_id=case_id)
    drain()
    phone = client_of("grassroots_officer")
    told = next(m for m in messages.inbox(person_id=known["grassroots_officer"].id) if m.kind == "case.account_missing")
    assert "批了，还差一个收款账号" in text(phone.get(told.link))
    sent = phone.post(f"{told.link}account/", {"number": known["grassroots_officer"].bank_card})
    assert sent.status_code == 302
    assert pay(known) == 1
