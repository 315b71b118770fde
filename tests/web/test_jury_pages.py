"""A jury on the pages: seated on the desk, scoring on the phone, counted on the desk, told to the applicant without a name."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from niangjia.base import files, journal
from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.casework.models import Case, Juror
from niangjia.people import api as people
from tests.casework.conftest import evidence, known, monday, state
from tests.casework.test_jury import GOOD, JURORS, WEAK, case, jury, seat
from tests.casework.test_load_history import COUNTED, past
from tests.cast import World
from tests.web.matrix_world import _picture

pytestmark = pytest.mark.django_db
__all__ = ["case", "evidence", "jury", "known", "monday", "seat"]
ClientOf = Callable[..., Client]
MOST_QUERIES = 30


def text(response: Any) -> str:
    return str(response.content.decode())


def desk_page(case: UUID, query: str = "") -> str:
    return f"/console/cases/{case}/jury/{query}"


def all_score(world: World, case: UUID, points: dict[str, str]) -> None:
    for who in JURORS:
        casework.give_scores(by=world[who].actor, case_id=case, given=points)


def test_the_case_leads_to_its_jury_and_offers_no_signature(known: World, case: UUID, client_of: ClientOf) -> None:
    page = text(client_of("municipal_officer").get(f"/console/cases/{case}/"))
    assert f'href="{desk_page(case)}"' in page
    assert 'value="approve"' not in page
    assert 'value="refuse"' not in page
    assert 'value="return"' in page


def test_people_are_found_by_name_with_what_speaks_against_them(known: World, case: UUID, client_of: ClientOf) -> None:
    desk = client_of("municipal_officer")
    assert "还没有评委" in text(desk.get(desk_page(case)))
    assert "和申请人同一个工会" in text(desk.get(desk_page(case, "?q=郑美华")))
    page = text(desk.get(desk_page(case, "?q=苏晓晴")))
    assert f'value="{known["stranger"].id}"' in page
    sent = desk.post(
        desk_page(case), {"step": "seat", "person_id": known["stranger"].id, "kind": "expert"}, follow=True
    )
    assert "苏晓晴" in text(sent)
    assert "还空 4 席" in text(sent)


def test_what_the_rules_refuse_is_said_on_the_page(known: World, case: UUID, client_of: ClientOf) -> None:
    desk = client_of("municipal_officer")
    sent = desk.post(
        desk_page(case), {"step": "seat", "person_id": known["mother"].id, "kind": "expert", "q": "郑美华"}
    )
    assert sent.status_code == 409
    assert "这个人不能评这件事：和申请人同一个工会" in text(sent)
    assert 'value="郑美华"' in text(sent)


def test_an_odd_step_or_amount_changes_nothing(known: World, case: UUID, jury: list[str], client_of: ClientOf) -> None:
    desk = client_of("municipal_officer")
    all_score(known, case, GOOD)
    assert desk.post(desk_page(case), {"step": "burn"}).status_code == 200
    page = desk.post(desk_page(case), {"step": "count", "amount": "很多"})
    assert "请填金额" in text(page)
    assert state(case) == "review"


def test_a_juror_reads_the_work_and_nothing_that_tells_who_it_is(
    known: World, case: UUID, jury: list[str], client_of: ClientOf
) -> None:
    phone = client_of("stranger")
    assert f"/jury/{case}/" in text(phone.get("/matters/"))
    page = text(phone.get(f"/jury/{case}/"))
    assert "改了一道工序，一年省二十万元。" in page
    assert "林*" in page
    worker = known["worker"]
    for secret in (worker.name, worker.phone, worker.id_number, worker.bank_card, worker.bank_card[-4:]):
        assert secret not in page
    assert phone.get(f"/matters/{case}/").status_code == 404
    assert phone.get(f"/console/cases/{case}/").status_code == 404


def test_points_are_kept_and_stand_in_the_sheet_again(
    known: World, case: UUID, jury: list[str], client_of: ClientOf
) -> None:
    phone = client_of("stranger")
    assert phone.post(f"/jury/{case}/", GOOD)["Location"] == "/jury/"
    page = text(phone.get(f"/jury/{case}/"))
    assert re.search(r'name="skill"[^>]*value="45"', page)
    assert "改好，再交一次" in page


def test_what_is_wrong_is_told_beside_its_criterion_and_what_was_typed_stays(
    known: World, case: UUID, jury: list[str], client_of: ClientOf
) -> None:
    page = text(client_of("stranger").post(f"/jury/{case}/", GOOD | {"skill": "60"}))
    assert "还有 1 项没有打好分" in page
    assert re.search(r'name="skill"[^>]*value="60"[^>]*aria-invalid="true"', page)
    assert not Juror.objects.exclude(scored_at=None).exists()


def test_a_juror_steps_aside_on_the_phone(known: World, case: UUID, jury: list[str], client_of: ClientOf) -> None:
    phone = client_of("stranger")
    assert phone.post(f"/jury/{case}/leave/", {"reason": "她是我师父的徒弟"})["Location"] == "/jury/"
    assert "现在没有请你评的" in text(phone.get("/jury/"))
    assert phone.get(f"/jury/{case}/").status_code == 404


def test_a_jurors_look_at_a_picture_is_written_down_and_told_without_her_name(
    known: World, case: UUID, jury: list[str], client_of: ClientOf
) -> None:
    worker = known["worker"]
    stored = files.store(by=worker.actor, owner_id=worker.id, purpose="case-evidence", upload=_picture())
    Case.objects.filter(id=case).update(answers={"works": [str(stored.id)]})
    other = files.store(by=worker.actor, owner_id=worker.id, purpose="case-evidence", upload=_picture())
    phone = client_of("stranger")
    assert f"/jury/{case}/files/{stored.id}/" in text(phone.get(f"/jury/{case}/"))
    assert phone.get(f"/jury/{case}/files/{stored.id}/").status_code == 200
    assert phone.get(f"/jury/{case}/files/{other.id}/").status_code == 404
    assert phone.get(f"/files/{stored.id}/").status_code == 404
    assert [(e.actor_id, e.actor_label) for e in journal.looks_at(worker.id)] == [(known["stranger"].id, "评委")]
    page = text(client_of("worker").get("/me/looks/"))
    assert "评委" in page
    assert "苏晓晴" not in page


def test_the_desk_opens_the_points_with_the_sum_anybody_can_do_again(
    known: World, case: UUID, jury: list[str], client_of: ClientOf
) -> None:
    desk = client_of("municipal_officer")
    assert "<b>80</b>" not in text(desk.get(desk_page(case)))
    all_score(known, case, GOOD)
    casework.give_scores(by=known["leader"].actor, case_id=case, given=WEAK)
    before = text(desk.get(desk_page(case)))
    assert "已交分 5" in before
    assert "80" not in re.sub(
        r"\S*\d{3,}\S*", "", before.partition('<table class="table jury">')[2].partition("</table>")[0]
    )
    sent = desk.post(desk_page(case), {"step": "count", "amount": "8,000"}, follow=True)
    page = text(sent)
    assert "(80 + 80 + 80) ÷ 3 = 80.00" in page
    assert "<s>35</s>" in page
    assert state(case) == "notice"
    assert f'href="{desk_page(case)}"' in text(desk.get(f"/console/cases/{case}/"))


@pytest.mark.parametrize(("points", "mean"), [(GOOD, "80.00"), (WEAK, "35.00")])
def test_the_applicant_reads_mean_and_count_and_no_juror(
    known: World, case: UUID, jury: list[str], client_of: ClientOf, points: dict[str, str], mean: str
) -> None:
    all_score(known, case, points)
    casework.count_jury(by=known["municipal_officer"].actor, case_id=case, amount_fen=8_000_00)
    page = text(client_of("worker").get(f"/matters/{case}/"))
    assert f"平均 {mean} 分（满分 100，60 分通过），3 位评委计入" in page
    for who in JURORS:
        assert known[who].name not in page
    assert client_of("worker").get(desk_page(case)).status_code == 404


def test_an_officer_who_applied_herself_does_not_see_her_jury(known: World, case: UUID, client_of: ClientOf) -> None:
    people.appoint_to_post(
        by=known["security_admin"].actor,
        person_id=known["worker"].id,
        union_id=known.unions["city"].id,
        role="reviewer",
    )
    assert client_of("worker").get(desk_page(case)).status_code == 404


def test_five_jurors_cost_no_more_questions_than_one(
    known: World, case: UUID, seat: Callable[[str, str], None], client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    desk, phone = client_of("municipal_officer"), client_of("stranger")
    counts = []
    for some in (list(JURORS.items())[:1], list(JURORS.items())[1:]):
        for who, kind in some:
            seat(who, kind)
        for client, path in ((desk, desk_page(case, "?q=周")), (phone, "/jury/"), (phone, f"/jury/{case}/")):
            client.get(path)
            with django_assert_max_num_queries(MOST_QUERIES) as asked:
                assert client.get(path).status_code == 200
            counts.append(len(asked))
    assert counts[:3] == counts[3:]


def test_of_a_case_that_was_loaded_only_the_result_is_told(known: World, client_of: ClientOf) -> None:
    past_home = past(known, "model-home", record={"jury": {"1": COUNTED}})
    casework.load_history(by=SYSTEM, cases=[past_home])
    page = text(client_of("municipal_officer").get(desk_page(past_home.id)))
    assert "没有带来每位评委的分" in page
    assert "86.33" in page
    assert "÷" not in page
    assert "席，已交分" not in page
