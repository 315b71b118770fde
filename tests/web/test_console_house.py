"""Members, posts, the tree, imports, definitions, figures and the journal on the desk."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from niangjia.base import journal
from niangjia.base.jobs import drain
from niangjia.base.spreadsheets import read_sheet, write_list
from niangjia.catalogue import api as catalogue
from niangjia.organising import api as organising
from niangjia.people import api as people
from niangjia.unions import api as unions
from niangjia.web.console import workbooks
from tests.casework.conftest import joining, known, monday
from tests.cast import World, id_number

pytestmark = pytest.mark.django_db
__all__ = ["joining", "known", "monday"]
ClientOf = Callable[..., Client]
HEADS = ("姓名", "证件号码", "手机号码", "所属工会", "入会日期")


def at(name: str, *args: Any) -> str:
    return reverse(f"console:{name}", args=args)


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, settings: Any) -> None:
    settings.NIANGJIA_HOME = tmp_path


def test_members_are_found_by_name_and_by_their_whole_number(known: World, client_of: ClientOf) -> None:
    client = client_of("town_officer")
    assert "林秀琴" in text(client.get(at("members"), {"q": "林秀"}))
    page = text(client.get(at("members"), {"q": known["worker"].phone}))
    assert "郑美华" not in page
    assert "138••••1001" in page
    assert "没有找到" in text(client.get(at("members"), {"q": "苏晓晴"}))


def test_a_persons_page_is_masked_until_a_reason_is_given(known: World, client_of: ClientOf) -> None:
    client, worker = client_of("town_officer"), known["worker"]
    page = text(client.get(at("person", worker.id)))
    assert worker.id_number not in page
    assert worker.bank_card not in page
    assert client.post(at("person", worker.id), {"what": "bank_card", "reason": ""}).status_code == 409
    shown = client.post(at("person", worker.id), {"what": "bank_card", "reason": "核对转账卡号"})
    assert worker.bank_card in text(shown)
    assert client.post(at("person", worker.id), {"what": "born", "reason": "核对出生日期"}).status_code == 404


def test_a_transfer_is_answered(known: World, client_of: ClientOf) -> None:
    worker = known["worker"]
    organising.request_transfer(by=worker.actor, person_id=worker.id, to_union_id=known.unions["gudong"].id)
    row = organising.transfers_of(person_id=worker.id)[0]
    client = client_of("town_officer")
    assert "林秀琴" in text(client.get(at("transfers")))
    given = {"person_id": str(worker.id), "transfer_id": str(row.id), "agree": "no"}
    assert client.post(at("transfers"), given).status_code == 409
    client.post(at("transfers"), given | {"agree": "yes"})
    assert organising.transfers_of(person_id=worker.id)[0].released


def test_only_the_security_administrator_appoints(known: World, client_of: ClientOf) -> None:
    security, worker = client_of("security_admin"), known["worker"]
    asked = {"number": worker.phone, "union": "上街"}
    assert "林秀琴" in text(security.get(at("posts"), asked))
    given = {"person_id": str(worker.id), "union_id": str(known.unions["shangjie"].id), "role": "aid"}
    assert client_of("town_officer").post(at("posts"), given).status_code == 403
    assert "已任命" in text(security.post(at("posts"), given, follow=True))
    post = people.posts_of(worker.id)[0]
    security.post(at("posts"), {"step": "end", "person_id": str(worker.id), "post_id": str(post.id)})
    assert people.posts_of(worker.id) == []


def test_the_tree_opens_branch_by_branch(known: World, client_of: ClientOf) -> None:
    client = client_of("municipal_officer")
    top = text(client.get(at("tree")))
    assert "闽侯县总工会" in top
    assert "上街镇总工会" not in top
    branch = text(client.get(at("tree"), {"at": known.unions["minhou"].path}))
    assert "上街镇总工会" in branch


def test_a_union_is_founded_and_renamed(known: World, client_of: ClientOf) -> None:
    client, town = client_of("county_officer"), known.unions["minhou"]
    here = f"{at('tree')}?at={town.path}"
    given = {"step": "found", "name": "南屿镇总工会", "level": "town", "kind": "federation", "region_code": "350121104"}
    assert "南屿镇总工会" in text(client.post(here, given, follow=True))
    again = client.post(here, given)
    assert again.status_code == 409
    new = unions.union_named(name="南屿镇总工会")
    assert new is not None
    client.post(f"{at('tree')}?at={new.path}", {"step": "rename", "name": "南屿街道总工会"})
    assert unions.union(union_id=new.id).name == "南屿街道总工会"


def roster(rows: int, union: str = "上街镇总工会") -> SimpleUploadedFile:
    """A workbook with ``rows`` good rows and one with a broken number."""
    target = BytesIO()
    good = [
        (f"陈{'甲乙丙丁戊'[n % 5]}", id_number(date(1990, 1, 1 + n % 28), "f", n), "", union, "2024-03-01")
        for n in range(rows)
    ]
    write_list(target, HEADS, [*good, ("吴小强", "350121", "", union, "2024-03-01")])
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return SimpleUploadedFile("名册.xlsx", target.getvalue(), kind)


def test_a_roster_is_previewed_then_stored_and_the_rejected_rows_come_back(known: World, client_of: ClientOf) -> None:
    client = client_of("town_officer")
    here = client.post(at("import-kind", "roster"), {"file": roster(3)}).headers["Location"]
    page = text(client.get(here))
    assert "存下这 3 行" in page
    assert "吴小强" in page
    assert "证件号码的位数不对" in page
    before = people.member_counts(path=known.unions["shangjie"].path).active
    client.post(here)
    assert people.member_counts(path=known.unions["shangjie"].path).active == before + 3
    assert "收下的已经存好" in text(client.get(here))
    back = client.get(f"{here}rejected/")
    sheet = read_sheet(BytesIO(back.content), {"why": ("原因",), "name": ("姓名",)}, required=("why",))
    assert [row.cells["name"] for row in sheet] == ["吴小强"]


def test_an_upload_is_the_uploaders_alone(known: World, client_of: ClientOf) -> None:
    here = client_of("town_officer").post(at("import-kind", "roster"), {"file": roster(1)}).headers["Location"]
    assert client_of("county_officer").get(here).status_code == 404
    assert client_of("county_officer").get(f"{here}rejected/").status_code == 404


def test_what_is_no_workbook_is_refused_in_words(known: World, client_of: ClientOf) -> None:
    client = client_of("town_officer")
    text_file = SimpleUploadedFile("名册.xlsx", b"not a workbook", "application/octet-stream")
    assert client.post(at("import-kind", "roster"), {"file": text_file}).status_code == 409
    assert "还没有选文件" in text(client.post(at("import-kind", "roster"), {}))
    assert client.get(at("import-kind", "dues")).status_code == 404
    assert client.get(at("import-kind", "odd")).status_code == 404


def test_a_long_workbook_runs_as_a_job_that_the_page_follows(
    known: World, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "AT_ONCE", 100)
    client = client_of("town_officer")
    here = client.post(at("import-kind", "roster"), {"file": roster(600)}).headers["Location"]
    page = text(client.get(here, headers={"HX-Request": "true"}))
    assert 'hx-trigger="every 1s"' in page
    assert "<html" not in page
    drain()
    assert "存下这" in text(client.get(here))
    client.post(here)
    assert "正在存" in text(client.get(here))
    drain()
    assert "收下的已经存好" in text(client.get(here))


def test_a_week_later_the_upload_is_gone(known: World, client_of: ClientOf) -> None:
    client = client_of("town_officer")
    here = client.post(at("import-kind", "roster"), {"file": roster(1)}).headers["Location"]
    assert workbooks.sweep_uploads() == 0
    for path in workbooks.place("x").parent.glob("*.json"):
        os.utime(path, (0, 0))
    assert workbooks.sweep_uploads() == 1
    assert client.get(here).status_code == 404


def test_a_definition_is_read_beside_its_file(known: World, client_of: ClientOf) -> None:
    client = client_of("town_officer")
    assert "困难职工帮扶" in text(client.get(at("definitions")))
    page = text(client.get(at("definition", "hardship-aid")))
    assert "key: hardship-aid" in page
    assert "50,000.00 元" in page
    assert "从那天起用新的值" not in page
    assert client.get(at("definition", "odd")).status_code == 404


def test_only_the_citys_leader_changes_a_parameter(known: World, client_of: ClientOf) -> None:
    given = {"name": "cap_fen", "value": "6000000", "since": "2026-12-01", "basis": "市总〔2026〕9号"}
    here = at("definition", "hardship-aid")
    assert client_of("county_officer").post(here, given).status_code == 403
    leader = client_of("leader")
    assert "写法不对" in text(leader.post(here, given | {"value": "六万"}))
    shown = text(leader.post(here, given, follow=True))
    assert "参数已改" in shown
    assert [told for told in ("50,000.00 元", "60,000.00 元", "将生效", "市总〔2026〕9号") if told not in shown] == []
    mother = known["mother"].id
    later = catalogue.cap_fen(service="hardship-aid", subject_id=mother, today=date(2026, 12, 2))
    assert later == 6_000_000


def test_what_no_service_yields_is_not_yet_and_never_zero(known: World, client_of: ClientOf) -> None:
    page = text(client_of("municipal_officer").get(at("figures")))
    assert "尚未产出" in page
    assert "785" in page


def test_a_figure_opens_into_its_records(known: World, client_of: ClientOf) -> None:
    page = text(client_of("municipal_officer").get(at("figure", "study_grant_people")))
    assert "这里还没有记录" in page
    assert client_of("municipal_officer").get(at("figure", "contests")).status_code == 404
    assert client_of("audit_admin").get(at("figure", "study_grant_people")).status_code == 404


def test_the_audit_administrator_sees_all_and_verifies(known: World, joining: UUID, client_of: ClientOf) -> None:
    journal.seal_all()
    client = client_of("audit_admin")
    page = text(client.get(at("journal")))
    assert "提交申请" in page
    assert f"/console/cases/{joining}/" not in page
    assert "全部相符" in text(client.post(at("journal")))


def test_others_see_their_own_deeds_or_one_case_of_theirs(known: World, joining: UUID, client_of: ClientOf) -> None:
    officer = client_of("town_officer")
    assert "提交申请" not in text(officer.get(at("journal")))
    assert "提交申请" in text(officer.get(at("journal"), {"case": str(joining)}))
    assert client_of("stranger").get(at("journal"), {"case": str(joining)}).status_code == 404
    assert officer.post(at("journal")).status_code == 404
    assert officer.get(at("journal"), {"before": "odd"}).status_code == 404
