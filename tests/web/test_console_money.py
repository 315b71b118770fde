"""Money, notices and lists on the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from niangjia.base import journal
from niangjia.base.jobs import drain
from niangjia.casework import api as casework
from niangjia.ledger import api as ledger
from niangjia.notices import api as notices
from tests.casework.conftest import budget, evidence, granting, known, later, monday, state, student
from tests.cast import World

pytestmark = pytest.mark.django_db
__all__ = ["budget", "evidence", "granting", "known", "monday", "student"]
ClientOf = Callable[..., Client]


def at(name: str, *args: Any) -> str:
    return reverse(f"console:{name}", args=args)


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def noticed(known: World, granting: UUID) -> UUID:
    """A study grant that both levels have signed; its notice runs."""
    casework.approve(by=known["grassroots_officer"].actor, case_id=granting)
    casework.approve(by=known["municipal_officer"].actor, case_id=granting)
    drain()
    assert state(granting) == "notice"
    return granting


@pytest.fixture
def owed(known: World, noticed: UUID) -> UUID:
    """The same, approved: the money waits to be paid."""
    with later("2026-12-02"):
        notices.end_due()
        drain()
    assert state(noticed) == "delivering"
    return noticed


def test_finance_appropriates_with_a_basis_and_the_fund_shows_it(known: World, client_of: ClientOf) -> None:
    client = client_of("finance_officer")
    given = {
        "union_id": str(known.unions["city"].id),
        "fund": "rights",
        "year": "2026",
        "amount": "120,000.50",
        "basis": "榕工财〔2026〕7号",
    }
    bad = client.post(at("appropriate"), given | {"amount": "十二万"})
    assert "请填金额" in text(bad)
    assert "榕工财〔2026〕7号" in text(bad)
    assert "预算已录入" in text(client.post(at("appropriate"), given, follow=True))
    assert ledger.budget_left(union_id=known.unions["city"].id, fund="rights", year=2026) == 12_000_050
    assert "榕工财〔2026〕7号" in text(client.get(at("statement", known.unions["city"].id, "rights", 2026)))


def test_another_unions_budget_cannot_be_chosen(known: World, client_of: ClientOf) -> None:
    given = {
        "union_id": str(known.unions["gulou"].id),
        "fund": "rights",
        "year": "2026",
        "amount": "1",
        "basis": "没有依据",
    }
    client_of("finance_officer").post(at("appropriate"), given)
    assert ledger.budget_left(union_id=known.unions["gulou"].id, fund="rights", year=2026) is None


def test_a_payout_goes_through_two_persons_and_the_bank(known: World, owed: UUID, client_of: ClientOf) -> None:
    first, second = client_of("finance_officer"), client_of("second_finance_officer")
    page = text(first.get(at("payouts")))
    assert "林*琴" in page
    assert known["worker"].bank_card not in page
    payout = ledger.payouts_visible_to(known["finance_officer"].actor, state="waiting")[0]
    batch_at = first.post(at("payouts"), {"pick": [str(payout.id)]}).headers["Location"]
    first.post(batch_at, {"step": "submit"})

    assert "本人初核" in text(first.get(at("funds")))
    assert "请另一位同事复核" in text(first.get(batch_at))
    assert first.post(batch_at, {"step": "release"}).status_code == 409
    assert "复核放行 1,000.00 元" in text(second.get(batch_at))
    assert "已放行" in text(second.post(batch_at, {"step": "release"}, follow=True))

    content = first.post(f"{batch_at}file/")
    assert content.headers["Content-Disposition"].startswith("attachment")
    assert known["worker"].bank_card in content.content.decode("utf-8-sig")
    batch_id = UUID(batch_at.rstrip("/").rsplit("/", 1)[-1])
    assert journal.entries(about=("batch", batch_id), verb="ledger.bank_file")

    number = ledger.batch(known["finance_officer"].actor, batch_id=batch_id)[0].number
    rows = f"批次号,序号,金额,结果,原因\n{number},1,1000.00,成功,\n没有的批次,9,1.00,成功,\n"
    receipt = SimpleUploadedFile("回单.csv", rows.encode(), "text/csv")
    answer = text(first.post(at("receipts"), {"file": receipt}))
    assert "到账 1 笔" in answer
    assert "没有这个批次" in answer
    drain()
    assert state(owed) == "delivered"
    assert "已到账" in text(client_of("municipal_officer").get(at("case", owed)))


def test_a_batch_can_be_given_back_with_a_reason(known: World, owed: UUID, client_of: ClientOf) -> None:
    client = client_of("finance_officer")
    payout = ledger.payouts_visible_to(known["finance_officer"].actor, state="waiting")[0]
    batch_at = client.post(at("payouts"), {"pick": [str(payout.id)]}).headers["Location"]
    assert client.post(batch_at, {"step": "return", "reason": ""}).status_code == 409
    client.post(batch_at, {"step": "return", "reason": "户名要再核一遍"})
    assert ledger.payouts_visible_to(known["finance_officer"].actor, state="waiting")[0].id == payout.id


def test_a_file_that_was_not_released_is_refused_on_the_page(known: World, owed: UUID, client_of: ClientOf) -> None:
    client = client_of("finance_officer")
    payout = ledger.payouts_visible_to(known["finance_officer"].actor, state="waiting")[0]
    batch_at = client.post(at("payouts"), {"pick": [str(payout.id)]}).headers["Location"]
    assert client.post(f"{batch_at}file/").status_code == 302
    assert "这一步做不了" in text(client.get(batch_at))
    assert "还没有选文件" in text(client.post(at("receipts"), {}))
    assert client.post(at("payouts"), {"pick": []}).status_code == 409


def objected(world: World, case_id: UUID) -> UUID:
    line = notices.notices_visible_to(world["municipal_officer"].actor)[0]
    return casework.object_to(
        notice_token=line.token, ref=case_id, name="陈大明", phone="13900001234", text="她这学期没有去上学，请查一查。"
    )


def test_an_objection_is_settled_with_a_finding(known: World, noticed: UUID, client_of: ClientOf) -> None:
    objection = objected(known, noticed)
    client = client_of("municipal_officer")
    assert "她这学期没有去上学" in text(client.get(at("notices")))
    page = text(client.get(at("objection", objection)))
    assert "13900001234" not in page
    assert "13900001234" in text(client.post(at("objection", objection), {"step": "contact", "reason": "回访核实情况"}))
    short = client.post(at("objection", objection), {"upheld": "no", "finding": "查过了"})
    assert short.status_code == 409
    assert ">查过了</textarea>" in text(short)
    client.post(at("objection", objection), {"upheld": "no", "finding": "已向学校教务处核实，本学期在读，成绩合格。"})
    assert state(noticed) == "notice"
    assert "已有结论" in text(client.get(at("objection", objection)))


def test_an_objection_upheld_ends_the_case(known: World, noticed: UUID, client_of: ClientOf) -> None:
    objection = objected(known, noticed)
    given = {"upheld": "yes", "finding": "学校证实本学期已经退学，不符合条件。"}
    client_of("municipal_officer").post(at("objection", objection), given)
    assert state(noticed) == "refused"


def test_a_foreign_objection_does_not_exist(known: World, noticed: UUID, client_of: ClientOf) -> None:
    objection = objected(known, noticed)
    assert client_of("stranger").get(at("objection", objection)).status_code == 404


def test_a_list_that_is_not_there_does_not_exist(known: World, client_of: ClientOf) -> None:
    client = client_of("leader")
    assert "没有等着的名单" in text(client.get(at("lists")))
    assert client.post(at("lists"), {"service": "model-worker", "period": "2026"}).status_code == 404
