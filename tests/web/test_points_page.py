"""Her points: what she has, what for, until when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.kernel.ids import uuid7
from niangjia.ledger import api as ledger
from niangjia.points import api as points
from tests.cast import Member

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]
MOST_QUERIES = 10


@pytest.fixture(autouse=True)
def june() -> Iterator[None]:
    with clock.frozen("2026-06-15"):
        yield


def text(response: Any) -> str:
    return str(response.content.decode())


def earns(who: Member, *, rule: str = "attended", on: date | None = None, **more: Any) -> UUID:
    asked = {"source_kind": "booking", "source_id": uuid7(), "title": "窨茶入门"} | more
    points.earn(by=SYSTEM, rule=rule, person_ids=[who.id], on=on, **asked)
    return UUID(str(asked["source_id"]))


def spends(who: Member, amount: int) -> UUID:
    booking = uuid7()
    move = ledger.PointMove(who.id, -amount, f"redemption/{booking}")
    ledger.move_points(by=SYSTEM, reason="redemption", moves=[move], memo="换 10 元地铁券")
    return booking


def test_every_line_says_what_for_and_leads_there(client_of: ClientOf, worker: Member) -> None:
    earns(worker, link="/matters/")
    earns(worker, rule="volunteered", units=3, title="江滨清洁")
    booking = spends(worker, 50)
    page = text(client_of(worker).get("/me/points/"))
    for words in ("窨茶入门", "到场参加活动、上课", "+40", "江滨清洁", "+60", "换 10 元地铁券", "−50", "50<i>分可用"):
        assert words in page, words
    assert 'href="/matters/"' in page
    assert f'href="/tickets/{booking}/"' in page
    assert "2027 年 12 月 31 日到期" in page


def test_what_was_taken_back_capped_or_expired_says_why(client_of: ClientOf, worker: Member) -> None:
    source = earns(worker)
    points.take_back(
        by=SYSTEM, rule="attended", source_kind="booking", source_id=source, person_ids=[worker.id], reason="签到表记错了人"
    )  # fmt: skip
    earns(worker, rule="volunteered", units=7)
    earns(worker, rule="volunteered", units=7)
    page = text(client_of(worker).get("/me/points/"))
    assert "更正收回：签到表记错了人" in page
    assert "按规则是 140 分，这一项当天到上限了" in page
    with clock.frozen("2028-01-01"):
        points.expire_points()
        page = text(client_of(worker).get("/me/points/"))
    assert "没有用完，到期了" in page
    assert "可以用到 2027 年 12 月 31 日" in page


def test_the_rules_stand_there_and_who_has_none_is_told_how(client_of: ClientOf, courier: Member) -> None:
    page = text(client_of(courier).get("/me/points/"))
    assert "还没有积分" in page
    for words in ("学完一门课", "每次 200 分", "每小时 20 分", "一个月最多 400", "不排名"):
        assert words in page, words


def test_the_card_page_tells_the_balance_and_where_to_use_it(client_of: ClientOf, worker: Member) -> None:
    earns(worker)
    with clock.frozen("2027-02-01"):
        earns(worker, rule="learned", title="食品安全 12 讲")
        page = text(client_of(worker).get("/me/"))
    assert "240<i>分可用" in page
    assert "其中 40 分 12 月 31 日到期" in page
    assert 'href="/mall/"' in page


def test_nobody_reads_anothers_points(client_of: ClientOf, worker: Member, mother: Member) -> None:
    earns(worker, title="只有她上过的课")
    assert "只有她上过的课" not in text(client_of(mother).get("/me/points/"))


@pytest.mark.parametrize("lines", [2, 40])
def test_the_statement_asks_the_database_little_and_turns_its_pages(
    client_of: ClientOf, worker: Member, lines: int, django_assert_max_num_queries: Any
) -> None:
    for nr in range(lines):
        earns(worker, rule="campaign", on=date(2026, 1, 1) + timedelta(days=nr * 4), title=f"第{nr}次答题")
    client = client_of(worker)
    for path in ("/me/points/", "/me/"):
        client.get(path)
        with django_assert_max_num_queries(MOST_QUERIES):
            page = text(client.get(path))
        if path == "/me/points/":
            assert ("更早的" in page) == (lines > 30)
    if lines > 30:
        older = points.statement(person_id=worker.id, limit=30)[-1].id
        assert "第0次答题" in text(client.get(f"/me/points/?before={older}"))
    assert client.get("/me/points/?before=nothing").status_code == 200
