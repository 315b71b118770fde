"""A service says yes, no or unknown, and why; applying loses nothing that was filled in."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.casework.rules.defects import Defect
from niangjia.catalogue import api as catalogue
from niangjia.people import api as people
from tests.cast import World
from tests.services_on_disk import open_services

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]
MOST_QUERIES = 10


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.frozen("2026-11-23"):
        yield


@pytest.fixture
def student(world: World) -> World:
    catalogue.refresh("person", sorted(member.id for member in world.people.values()))
    people.record_study(
        by=SYSTEM, person_id=world["worker"].id, school="福建开放大学", level="college", school_year="2026-2027",
        enrolled=True, passed=True, punished=False,
    )  # fmt: skip
    return world


def photo(name: str = "毕业证.jpg") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "#efe8dc").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def apply(client: Client, **more: Any) -> Any:
    return client.post("/services/study-grant/apply/", {"action": "send", **more})


def case_of(world: World, service: str = "study-grant") -> Any:
    return next(case for case in casework.cases_of(world["worker"].id) if case.service == service)


def test_the_list_leads_down_to_each_group(client_of: ClientOf, student: World) -> None:
    client = client_of("worker")
    page = text(client.get("/services/"))
    assert 'href="#warm"' in page
    assert 'id="warm"' in page
    assert 'href="#warm"' not in text(client.get("/services/?q=环卫"))


def test_the_list_counts_what_it_shows(client_of: ClientOf, student: World) -> None:
    page = text(client_of("worker").get("/services/"))
    assert f"全部 {len(open_services())}<" in page
    assert "由单位工会办理" in page


def test_a_filter_and_a_search_narrow_the_list(client_of: ClientOf, student: World) -> None:
    client = client_of("worker")
    assert "困难职工帮扶" not in text(client.get("/services/?only=yes"))
    assert "没有找到这样的服务" in text(client.get("/services/?q=火星"))


def test_a_yes_says_every_criterion_with_its_source(client_of: ClientOf, student: World) -> None:
    page = text(client_of("worker").get("/services/study-grant/"))
    assert "条都符合" in page
    assert "1,000" in page
    assert "学籍名单" in page
    assert "开始申请" in page


def test_a_no_offers_to_have_it_looked_at_again(client_of: ClientOf, student: World) -> None:
    people.record_study(
        by=SYSTEM, person_id=student["worker"].id, school="福建开放大学", level="college", school_year="2026-2027",
        enrolled=True, passed=True, punished=True,
    )  # fmt: skip
    client = client_of("worker")
    page = text(client.get("/services/study-grant/"))
    assert "请工会重新核一遍" in page
    assert "哪一条说得不对" in text(client.get("/services/study-grant/apply/?dispute"))
    assert "处分" in text(apply(client, diploma=photo(), notice_consent="on"))
    assert apply(client, disputed="处分已经撤销，有学校证明。", notice_consent="on", diploma=photo()).status_code == 302
    assert case_of(student).disputed.startswith("处分已经撤销")


def test_what_the_city_has_to_confirm_is_said_in_words(client_of: ClientOf, student: World) -> None:
    page = text(client_of("worker").get("/services/town-subsidy/"))
    assert "补助金额 尚待核实" in page
    assert "unverified" not in page


def test_no_raw_code_reaches_people(client_of: ClientOf, student: World) -> None:
    for key in ("study-grant", "hardship-aid", "model-worker", "join", "dues-refund"):
        page = text(client_of("worker").get(f"/services/{key}/")).split("<main", 1)[1].split("</main>")[0]
        for raw in ("active", "college", "contract", "middle", "None", "True"):
            assert f"：{raw}" not in page


def test_what_is_known_is_text_and_not_asked(client_of: ClientOf, student: World) -> None:
    page = text(client_of("worker").get("/services/study-grant/apply/"))
    assert "••••" in page
    assert 'name="bank_card"' not in page


def test_everything_missing_is_said_at_once_and_nothing_is_lost(client_of: ClientOf, student: World) -> None:
    client = client_of("worker")
    page = text(apply(client))
    assert page.count("这里还没有填。") == 2
    page = text(apply(client, diploma=photo()))
    assert "毕业证.jpg" in page
    assert 'name="diploma-kept"' in page
    kept = page.split('name="diploma-kept" value="')[1].split('"')[0]
    done = client.post("/services/study-grant/apply/", {"action": "send", "diploma-kept": kept, "notice_consent": "on"})
    assert done["Location"].startswith("/matters/")
    assert case_of(student).answers["diploma"] == [kept]


def test_the_public_row_is_shown_before_consent(client_of: ClientOf, student: World) -> None:
    page = text(client_of("worker").get("/services/study-grant/apply/"))
    assert "林*" in page
    assert "1,000 元" in page


def test_a_file_that_is_none_is_refused_beside_its_field(client_of: ClientOf, student: World) -> None:
    bad = SimpleUploadedFile("x.jpg", b"<html>", "image/jpeg")
    page = text(apply(client_of("worker"), diploma=bad, notice_consent="on"))
    assert "JPG" in page
    assert case_of(student).state == "draft"


def test_a_draft_is_kept_and_taken_up_again(client_of: ClientOf, student: World) -> None:
    client = client_of("worker")
    saved = client.post("/services/study-grant/apply/", {"action": "save", "diploma": photo()})
    assert saved["Location"] == "/matters/"
    assert "接着填" in text(client.get("/matters/"))
    assert "毕业证.jpg" in text(client.get("/services/study-grant/apply/"))


def test_a_table_of_the_others_is_empty_and_says_whom_to_leave_out(client_of: ClientOf, student: World) -> None:
    client, own = client_of("worker"), 'name="members-0-name" type="text" value="林秀琴"'
    alone = text(client.get("/services/innovation/apply/"))
    assert "不写你自己" in alone
    assert own not in alone
    sent = text(client.post("/services/innovation/apply/", {"members-0-name": "", "members-0-id_number": ""}))
    assert "表格里有没填好的格子" not in sent
    family = text(client.get("/services/hardship-aid/apply/"))
    assert "连你自己" in family
    assert own in family


def test_rows_of_a_family_are_added_kept_and_masked(client_of: ClientOf, student: World) -> None:
    client, worker = client_of("worker"), student["worker"]
    row = {"members-0-name": "林秀琴", "members-0-relation": "self", "members-0-id_number": worker.id_number}
    page = text(client.post("/services/hardship-aid/apply/", {**row, "add_row": "members"}))
    assert 'name="members-1-name"' in page
    assert worker.id_number in page
    assert worker.id_number not in str(case_of(student, "hardship-aid").answers)


def test_a_row_ticked_for_removal_is_gone(client_of: ClientOf, student: World) -> None:
    rows = {"members-0-name": "林秀琴", "members-1-name": "陈佳怡", "members-1-gone": "on", "action": "save"}
    client_of("worker").post("/services/hardship-aid/apply/", rows)
    assert [row["name"] for row in case_of(student, "hardship-aid").answers["members"]] == ["林秀琴"]


def test_a_whole_family_file_can_be_handed_in(client_of: ClientOf, student: World) -> None:
    worker = student["worker"]
    answers: dict[str, Any] = {"action": "send"}
    for field in catalogue.definition("hardship-aid").form:  # type: ignore[union-attr]  # it is installed
        if field.kind == "table":
            row = {"text": "林秀琴", "resident_id": worker.id_number, "money": "12,000.50", "int": "1"}
            for column in field.columns:
                value = column.choices[0].value if column.choices else row[column.kind]
                answers[f"{field.name}-0-{column.name}"] = value
        else:
            plain = {
                "consent": "on",
                "bool": "no",
                "int": "1",
                "money": "800",
                "long_text": "家里有人住院。",
                "text": "榕和",
            }
            answers[field.name] = field.choices[0].value if field.choices else plain.get(field.kind, "")
    answers = {name: value for name, value in answers.items() if value}
    done = client_of("worker").post("/services/hardship-aid/apply/", answers)
    assert done.status_code == 302
    case = case_of(student, "hardship-aid")
    assert case.state == "review"
    page = text(client_of("worker").get(f"/matters/{case.id}/answers/"))
    assert "12,000.50 元" in page
    assert worker.id_number not in page


def test_only_she_and_her_officers_see_the_evidence(client_of: ClientOf, student: World) -> None:
    apply(client_of("worker"), diploma=photo(), notice_consent="on")
    path = f"/files/{case_of(student).answers['diploma'][0]}/"
    assert client_of("worker").get(path)["Content-Type"] == "image/jpeg"
    assert client_of("grassroots_officer").get(path).status_code == 200
    assert client_of("stranger").get(path).status_code == 404
    assert client_of("mother").get(path).status_code == 404
    assert "eye" in text(client_of("worker").get("/me/looks/"))


def test_a_foreign_file_cannot_be_handed_in(client_of: ClientOf, student: World) -> None:
    apply(client_of("worker"), diploma=photo(), notice_consent="on")
    stolen = case_of(student).answers["diploma"][0]
    page = text(
        client_of("mother").post(
            "/services/study-grant/apply/", {"action": "save", "diploma-kept": stolen}, follow=True
        )
    )
    assert page
    mine = next(c for c in casework.cases_of(student["mother"].id))
    assert mine.answers.get("diploma", []) == []


def test_a_return_lists_all_defects_and_goes_on_where_it_was(client_of: ClientOf, student: World) -> None:
    client, officer = client_of("worker"), student["grassroots_officer"]
    apply(client, diploma=photo(), notice_consent="on")
    case = case_of(student)
    casework.return_for_repair(
        by=officer.actor, case_id=case.id, defects=[Defect("diploma", "看不清公章，请再拍一张。")]
    )
    page = text(client.get(f"/matters/{case.id}/"))
    assert "还差 1 样" in page
    assert "看不清公章" in page
    assert "看不清公章" in text(client.get(f"/matters/{case.id}/repair/"))
    assert (
        client.post(f"/matters/{case.id}/repair/", {"diploma": photo("新的.jpg"), "notice_consent": "on"}).status_code
        == 302
    )
    assert case_of(student).state == "review"


def test_a_preview_or_a_service_for_unions_cannot_be_applied_for(client_of: ClientOf, student: World) -> None:
    client = client_of("worker")
    assert client.get("/services/dues-refund/").status_code == 200
    assert client.get("/services/dues-refund/apply/").status_code == 404
    assert client.get("/services/nothing/").status_code == 404


def test_who_is_no_member_is_sent_to_join(client_of: ClientOf, student: World) -> None:
    assert "先加入工会" in text(client_of("courier").get("/services/study-grant/"))


@pytest.mark.parametrize("key", ["study-grant", "hardship-aid", "model-worker"])
def test_a_service_asks_the_database_a_bounded_number_of_questions(
    client_of: ClientOf, student: World, key: str, django_assert_max_num_queries: Any
) -> None:
    client = client_of("worker")
    for path in (f"/services/{key}/", f"/services/{key}/apply/"):
        client.get(path)
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(path).status_code == 200


@pytest.mark.parametrize("photos", [1, 5])
def test_photographs_of_a_draft_are_asked_for_together(
    client_of: ClientOf, student: World, photos: int, django_assert_max_num_queries: Any
) -> None:
    client = client_of("worker")
    client.post(
        "/services/study-grant/apply/", {"action": "save", "diploma": [photo(f"{n}.jpg") for n in range(photos)]}
    )
    client.get("/services/study-grant/apply/")
    with django_assert_max_num_queries(MOST_QUERIES + 1):  # the photographs, however many
        assert text(client.get("/services/study-grant/apply/")).count('name="diploma-kept"') == photos


def test_a_preview_is_for_officers_only(client_of: ClientOf, student: World) -> None:
    """What cannot be given yet is neither listed nor shown to a worker, nor can it be applied for; an officer reads it."""
    worker, officer = client_of("worker"), client_of("municipal_officer")
    previews = [found for found in catalogue.services() if found.state == "preview"]
    assert previews
    listed = text(worker.get("/services/")) + text(worker.get("/"))
    for found in previews:
        assert f"/services/{found.key}/" not in listed
        assert worker.get(f"/services/{found.key}/").status_code == 404
        assert worker.get(f"/services/{found.key}/apply/").status_code == 404
    assert officer.get(f"/console/definitions/{previews[0].key}/").status_code == 200


def test_what_she_told_stands_there_in_words(client_of: ClientOf, world: World) -> None:
    people.tell(by=world["worker"].actor, person_id=world["worker"].id, question="home_region", answers=["outside"])
    page = text(client_of("worker").get("/services/homeward/"))
    assert "外省" in page
    assert "outside" not in page
