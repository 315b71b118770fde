"""Cases on the desk: seen, decided, revealed for a reason, approved together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from niangjia.base import journal
from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.casework import api as casework
from niangjia.people import api as people
from tests.casework.conftest import (
    Run,
    budget,
    evidence,
    granting,
    joining,
    known,
    monday,
    run_jobs,
    state,
    steps,
    student,
)
from tests.casework.test_dues_refund import fund, refunded
from tests.casework.test_hardship_aid import family
from tests.cast import World, id_number
from tests.web.test_console_pages import MOST_QUERIES, apply_as
from tests.web.test_pool_pages import asks

pytestmark = pytest.mark.django_db
__all__ = ["budget", "evidence", "fund", "granting", "joining", "known", "monday", "refunded", "run_jobs", "student"]
ClientOf = Callable[..., Client]


def at(name: str, *args: Any) -> str:
    return reverse(f"console:{name}", args=args)


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def asking(known: World) -> UUID:
    """A mother has asked for aid; it waits at her grassroots union."""
    case = casework.apply_for_service(
        by=known["mother"].actor, service="hardship-aid", answers=family(known, income="12,000")
    )
    drain()
    return case


def test_the_inbox_shows_what_waits_and_until_when(known: World, joining: UUID, client_of: ClientOf) -> None:
    page = text(client_of("town_officer").get("/console/"))
    assert "指尖入会" in page
    assert "黄*" in page
    assert "剩" in page
    assert f"/console/preview/{joining}/" in page


def test_an_empty_inbox_says_so_kindly(known: World, client_of: ClientOf) -> None:
    assert "这里没有待办" in text(client_of("town_officer").get("/console/"))


def test_the_preview_judges_and_offers_the_quick_yes(known: World, joining: UUID, client_of: ClientOf) -> None:
    page = text(client_of("town_officer").get(at("preview", joining)))
    assert 'name="only"' in page
    assert "<html" not in page


def test_a_case_shows_facts_with_their_source(known: World, granting: UUID, client_of: ClientOf) -> None:
    page = text(client_of("grassroots_officer").get(at("case", granting)))
    assert "在读" in page
    assert "会籍" in page
    assert "签字通过" in page
    assert known["worker"].phone not in page
    assert known["worker"].bank_card not in page


def test_an_officer_approves_on_the_page(known: World, joining: UUID, client_of: ClientOf) -> None:
    answer = client_of("town_officer").post(
        at("case", joining), {"decision": "approve", "words": "情况属实"}, follow=True
    )
    assert answer.status_code == 200
    assert state(joining) == "delivered"
    assert "情况属实" in text(answer)


def test_a_return_lists_every_defect_at_once(known: World, joining: UUID, client_of: ClientOf) -> None:
    given = {
        "decision": "return",
        "defect": ["照片看不清", "", "单位名称不对"],
        "defect_key": ["", "", "employer_name"],
    }
    client_of("town_officer").post(at("case", joining), given)
    view = casework.case_for(known["courier"].actor, joining)
    assert view.defects == [{"field": "", "text": "照片看不清"}, {"field": "employer_name", "text": "单位名称不对"}]


def test_a_refusal_of_the_rules_is_said_on_the_page_and_keeps_what_was_typed(
    known: World, joining: UUID, client_of: ClientOf
) -> None:
    answer = client_of("town_officer").post(at("case", joining), {"decision": "refuse", "words": "不行"})
    assert answer.status_code == 409
    assert "还没有写理由" in text(answer)
    assert ">不行</textarea>" in text(answer)
    assert state(joining) == "review"


def test_an_odd_decision_does_not_exist(known: World, joining: UUID, client_of: ClientOf) -> None:
    assert client_of("town_officer").post(at("case", joining), {"decision": "delete"}).status_code == 404


def test_whoever_has_to_step_aside_can_only_do_that(known: World, joining: UUID, client_of: ClientOf) -> None:
    people.record_relative(
        by=SYSTEM, person_id=known["courier"].id, other_id=known["town_officer"].id, relation="sibling"
    )
    client = client_of("town_officer")
    page = text(client.get(at("case", joining)))
    assert "你应当回避" in page
    assert "签字通过" not in page
    client.post(at("case", joining), {"decision": "aside", "words": "申请人是我弟弟"})
    assert "stepped_aside" in steps(joining)


def test_officers_elsewhere_see_where_it_waits(known: World, joining: UUID, client_of: ClientOf) -> None:
    page = text(client_of("county_officer").get(at("case", joining)))
    assert "现在由上街镇总工会办" in page
    assert "签字通过" not in page


def test_a_number_is_shown_once_for_a_reason_and_written_down(
    known: World, granting: UUID, client_of: ClientOf
) -> None:
    client, worker = client_of("grassroots_officer"), known["worker"]
    short = client.post(at("reveal", granting), {"what": "phone", "reason": "看"})
    assert short.status_code == 409
    assert worker.phone not in text(short)
    shown = client.post(at("reveal", granting), {"what": "phone", "reason": "材料有疑问"})
    assert worker.phone in text(shown)
    assert "no-store" in shown.headers["Cache-Control"]
    look = journal.looks_at(worker.id)[0]
    assert look.reason == "材料有疑问"
    assert worker.phone not in text(client.get(at("case", granting)))


def test_the_officer_whose_turn_it_is_may_see_the_numbers_of_who_is_not_a_member_yet(
    known: World, joining: UUID, client_of: ClientOf
) -> None:
    town, courier = client_of("town_officer"), known["courier"]
    page = text(town.get(at("case", joining)))
    assert "see-phone" in page
    assert courier.phone not in page
    assert town.post(at("reveal", joining), {"what": "phone", "reason": "看"}).status_code == 409
    assert journal.looks_at(courier.id) == []
    for what, plain in (("phone", courier.phone), ("id_number", courier.id_number)):
        assert plain in text(town.post(at("reveal", joining), {"what": what, "reason": "电话核对入会材料"}))
        assert journal.looks_at(courier.id)[0].details["what"] == what
    assert town.post(at("reveal", joining), {"what": "name", "reason": "电话核对入会材料"}).status_code == 404


@pytest.mark.parametrize("who", ["stranger", "county_officer", "finance_officer"])
def test_nobody_else_sees_the_numbers_of_who_is_not_a_member_yet(
    known: World, joining: UUID, client_of: ClientOf, who: str
) -> None:
    client, courier = client_of(who), known["courier"]
    answer = client.post(at("reveal", joining), {"what": "phone", "reason": "电话核对入会材料"})
    assert answer.status_code == 404
    assert courier.phone not in text(answer)
    assert "see-phone" not in text(client.get(at("case", joining)))
    assert journal.looks_at(courier.id) == []


def test_a_relative_and_an_ended_case_open_no_numbers_of_a_stranger_to_the_union(
    known: World, joining: UUID, client_of: ClientOf
) -> None:
    client, given = client_of("town_officer"), {"what": "phone", "reason": "电话核对入会材料"}
    people.record_relative(
        by=SYSTEM, person_id=known["courier"].id, other_id=known["county_officer"].id, relation="sibling"
    )
    casework.ask_above(by=known["town_officer"].actor, case_id=joining, reason="单位情况说不清")
    assert client.post(at("reveal", joining), given).status_code == 404
    assert client_of("county_officer").post(at("reveal", joining), given).status_code == 404


def test_the_union_that_got_the_money_is_asked_how_it_went(known: World, refunded: UUID, client_of: ClientOf) -> None:
    chair = client_of("grassroots_officer")
    assert "这件事办得怎么样" in text(chair.get(at("case", refunded)))
    assert "这件事办得怎么样" not in text(client_of("finance_officer").get(at("case", refunded)))
    for stars in ("", "6", "五"):
        assert chair.post(at("rate", refunded), {"rating": stars}).status_code == 302
    assert state(refunded) == "delivered"
    assert client_of("finance_officer").post(at("rate", refunded), {"rating": "1"}).status_code == 403
    assert client_of("stranger").post(at("rate", refunded), {"rating": "1"}).status_code == 404
    page = text(chair.post(at("rate", refunded), {"rating": "5", "text": "钱到得很快"}, follow=True))
    assert "谢谢你说了实话" in page
    assert "这件事办得怎么样" not in page
    assert state(refunded) == "rated"


def test_what_was_done_for_a_person_is_rated_by_her_alone(known: World, joining: UUID, client_of: ClientOf) -> None:
    town = client_of("town_officer")
    casework.approve(by=known["town_officer"].actor, case_id=joining)
    assert "这件事办得怎么样" not in text(town.get(at("case", joining)))
    assert town.post(at("rate", joining), {"rating": "5"}).status_code == 403
    assert state(joining) == "delivered"


def test_a_sealed_answer_opens_for_a_reason_too(known: World, asking: UUID, client_of: ClientOf) -> None:
    client, mother = client_of("grassroots_officer"), known["mother"]
    assert mother.id_number not in text(client.get(at("case", asking)))
    shown = client.post(at("reveal", asking), {"what": "answer:members", "reason": "核对家庭成员"})
    assert mother.id_number in text(shown)
    assert journal.looks_at(mother.id)[0].details["what"] == "members"
    assert client.post(at("reveal", asking), {"what": "answer:homes", "reason": "核对住房情况"}).status_code == 404


def test_the_whole_calculation_of_a_family_is_shown(known: World, asking: UUID, client_of: ClientOf) -> None:
    page = text(client_of("grassroots_officer").get(at("case", asking)))
    assert "月人均 (I − R) ÷ 12 ÷ n" in page
    assert "深度困难" in page


def test_a_visit_is_recorded_on_the_phone_with_photographs(known: World, asking: UUID, client_of: ClientOf) -> None:
    casework.approve(by=known["grassroots_officer"].actor, case_id=asking)
    client = client_of("town_officer")
    page = text(client.get(at("visit", asking)))
    assert "nj-up__add" in page
    assert "郑美华" in page
    picture = BytesIO()
    Image.new("RGB", (60, 80), "#eee").save(picture, "JPEG")
    photo = SimpleUploadedFile("家.jpg", picture.getvalue(), "image/jpeg")
    given = {"found": "两居室，孩子在读初中。", "signed": "on", "photos": [photo]}
    assert client.post(at("visit", asking), given).status_code == 302
    assert "visited" in steps(asking)
    seen = next(step for step in casework.case_for(known["mother"].actor, asking).past if step.kind == "visited")
    photo_at = at("photo", asking, UUID(seen.details["photos"][0]))
    assert client.get(photo_at).headers["Content-Type"] == "image/jpeg"
    assert client_of("stranger").get(photo_at).status_code == 404
    assert client.get(at("visit", asking)).status_code == 404


def test_an_empty_visit_says_what_is_missing(known: World, asking: UUID, client_of: ClientOf) -> None:
    casework.approve(by=known["grassroots_officer"].actor, case_id=asking)
    assert "这里还没有填" in text(client_of("town_officer").post(at("visit", asking), {"found": ""}))


def test_a_check_is_recorded_on_the_page(known: World, asking: UUID, client_of: ClientOf) -> None:
    casework.approve(by=known["grassroots_officer"].actor, case_id=asking)
    casework.record_visit(by=known["town_officer"].actor, case_id=asking, found="两居室，孩子在读。", signed=True)
    client = client_of("county_officer")
    assert "记核对结果" in text(client.get(at("case", asking)))
    client.post(at("case", asking), {"decision": "check", "result": "passed", "words": "与申报一致"})
    assert "checked" in steps(asking)


def test_several_clear_cases_are_approved_together_each_with_its_own_entry(
    known: World, joining: UUID, client_of: ClientOf
) -> None:
    other = apply_as(known, "system_admin")
    answer = client_of("town_officer").post("/console/", {"pick": [str(joining), str(other)]}, follow=True)
    assert "2 件已签" in text(answer)
    assert [state(joining), state(other)] == ["delivered", "delivered"]
    for case_id in (joining, other):
        assert len(journal.entries(about=("case", case_id), verb="casework.approve")) == 1


def test_together_is_only_for_one_service_and_only_for_what_is_clear(
    known: World, granting: UUID, asking: UUID, client_of: ClientOf
) -> None:
    client = client_of("grassroots_officer")
    mixed = client.post("/console/", {"pick": [str(granting), str(asking)]})
    assert "不是同一项服务" in text(mixed)
    unclear = client.post("/console/", {"pick": [str(asking)]})
    assert "请打开来单独办" in text(unclear)
    assert "还没有选" in text(client.post("/console/", {}))
    assert client.post("/console/", {"pick": ["odd"]}).status_code == 404
    assert [state(granting), state(asking)] == ["review", "review"]


def test_a_line_of_the_inbox_says_what_decides(known: World, joining: UUID, asking: UUID, client_of: ClientOf) -> None:
    clear = text(client_of("town_officer").get("/console/"))
    assert "资格全符合 <b>1</b>" in clear
    assert "资格 3/3" in clear
    client = client_of("grassroots_officer")
    unclear = text(client.get("/console/"))
    assert "有不知道 <b>1</b>" in unclear
    assert "家庭情况达到困难标准" in unclear
    assert "家庭情况达到困难标准" in text(client.get("/console/", {"sign": "unk"}))
    assert "data-row" not in text(client.get("/console/", {"sign": "yes"}))


def test_the_search_finds_by_number_and_by_name(known: World, joining: UUID, client_of: ClientOf) -> None:
    client = client_of("town_officer")
    number = casework.case_summary(case_id=joining).number
    assert number in text(client.get(at("cases"), {"q": number}))
    assert number in text(client.get(at("cases"), {"q": "黄", "state": "review"}))
    assert "没有找到" in text(client.get(at("cases"), {"q": "没有这个人"}))
    assert client.get(at("search"), {"q": number}).headers["Location"].startswith("/console/cases/")
    assert client.get(at("search"), {"q": "林秀琴"}).headers["Location"].startswith("/console/members/")


def test_an_appeal_is_decided_at_the_level_above(known: World, joining: UUID, client_of: ClientOf) -> None:
    casework.refuse(by=known["town_officer"].actor, case_id=joining, reason="单位已有工会，请到单位入会")
    casework.appeal(by=known["courier"].actor, case_id=joining, reason="我没有单位")
    client = client_of("county_officer")
    assert "复核成立，接着办" in text(client.get(at("case", joining)))
    client.post(at("case", joining), {"decision": "uphold", "words": "核实确无单位"})
    assert state(joining) == "delivered"


def test_a_case_asks_the_same_of_a_family_of_one_and_of_five(known: World, asking: UUID, client_of: ClientOf) -> None:
    desk, mother = client_of("grassroots_officer"), known["mother"].actor
    few = asks(desk, at("case", asking))
    casework.withdraw(by=mother, case_id=asking)
    drain()
    answers = family(known, income="12,000")
    answers["members"] += [
        {"name": "陈小妹", "relation": "child", "id_number": id_number(date(2017, 8, 15), "f", n), "income_fen": "0"}
        for n in range(1, 5)
    ]
    large = casework.apply_for_service(by=mother, service="hardship-aid", answers=answers)
    drain()
    assert asks(desk, at("case", large)) == few <= MOST_QUERIES + 2  # its file and who is in it


def test_a_case_asks_little_before_and_after_the_money(
    known: World, granting: UUID, client_of: ClientOf, run_jobs: Run
) -> None:
    desk = client_of("grassroots_officer")
    assert asks(desk, at("case", granting)) <= MOST_QUERIES
    casework.approve(by=known["grassroots_officer"].actor, case_id=granting)
    run_jobs()
    assert asks(desk, at("case", granting)) <= MOST_QUERIES
