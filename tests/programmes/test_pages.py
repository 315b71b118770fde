"""Her years and courses, a certificate anybody may check, and the officer's lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from niangjia.activities import api as activities
from niangjia.activities import paper
from niangjia.base import clock
from niangjia.quotas.models import Pool
from tests.cast import World
from tests.programmes.conftest import booked, course, there
from tests.quotas.conftest import MakePool

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]


def text(response: Any) -> str:
    return str(response.content.decode())


def test_an_empty_page_says_what_to_do(client_of: ClientOf, known: None) -> None:
    client = client_of("worker")
    assert "/services/volunteering/places/" in text(client.get("/me/volunteering/"))
    assert "/services/skill-class/places/" in text(client.get("/me/courses/"))


def test_hours_lead_to_a_certificate_that_anybody_can_check(client_of: ClientOf, world: World, shift: Pool) -> None:
    there(world, shift.id, booked(world, "worker", shift.id))
    client = client_of("worker")
    assert "2 小时" in text(client.get("/me/volunteering/"))
    sheet = client.post("/me/volunteering/2026/", follow=True)
    assert sheet.status_code == 200
    number = activities.certificates_of(world["worker"].id)[0].number
    checked = text(Client().get(f"/public/certificates/{number}/"))
    assert "证书有效" in checked
    assert "林*" in checked
    assert "林秀琴" not in checked
    assert client_of("mother").get(f"/me/certificates/{number}/").status_code == 404
    assert Client().get("/public/certificates/2026-NONE/").status_code == 404
    activities.revoke_certificate(by=world["county_officer"].actor, number=number, reason="冒用他人签到")
    assert "已经撤销" in text(Client().get(f"/public/certificates/{number}/"))
    assert client.get(f"/me/certificates/{number}/").status_code == 404


def test_without_a_chinese_font_a_certificate_is_a_page(
    client_of: ClientOf, world: World, shift: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    there(world, shift.id, booked(world, "worker", shift.id))
    number = activities.certify_hours(by=world["worker"].actor, year=2026)
    monkeypatch.setattr("niangjia.activities.paper.FAMILIES", ())
    paper.chinese_font.cache_clear()
    page = text(client_of("worker").get(f"/me/certificates/{number}/"))
    paper.chinese_font.cache_clear()
    assert "林秀琴" in page
    assert number in page


def test_the_paper_bears_the_day_of_fuzhou(world: World, shift: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """At half past seven in the morning it is yesterday in UTC."""
    there(world, shift.id, booked(world, "worker", shift.id))
    told: dict[str, str] = {}
    monkeypatch.setattr("niangjia.activities.paper.chinese_font", lambda: "Noto Serif CJK SC")
    monkeypatch.setattr("typst.compile", lambda *_, sys_inputs, **__: told.update(sys_inputs) or b"")
    with clock.frozen("2026-11-24 07:30"):
        number = activities.certify_hours(by=world["worker"].actor, year=2026)
        paper.pdf_of(activities.own_certificate(world["worker"].id, number=number), address="https://example.org/")
    assert told["date"] == "2026 年 11 月 24 日"


def test_many_shifts_cost_no_more_queries_than_one(
    client_of: ClientOf, world: World, shift: Pool, make_pool: MakePool
) -> None:
    there(world, shift.id, booked(world, "worker", shift.id))
    client = client_of("worker")
    client.get("/me/volunteering/")
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get("/me/volunteering/")
    for kind in ("law", "care"):
        more = make_pool("volunteering", item=kind)
        there(world, more.id, booked(world, "worker", more.id))
    with CaptureQueriesContext(connection) as three:
        client.get("/me/volunteering/")
    assert len(three) == len(one) <= 10


def test_an_officer_corrects_hours_on_the_shifts_page(client_of: ClientOf, world: World, shift: Pool) -> None:
    there(world, shift.id, booked(world, "worker", shift.id))
    client, [row] = client_of("town_officer"), activities.hours_of(world["worker"].id)
    address = f"/console/pools/{shift.id}/hours/"
    assert address in text(client.get(f"/console/pools/{shift.id}/"))
    told = {"person_id": row.person_id, "entry_id": row.id, "minutes": "90", "reason": "提前半小时收摊"}
    assert client.post(address, told | {"reason": ""}).status_code == 409
    assert client.post(address, told).status_code == 302
    assert "提前半小时收摊" in text(client.get(address))
    assert client_of("stranger").get(address).status_code == 404


def test_an_officer_runs_a_class_from_the_console(client_of: ClientOf, world: World, known: None) -> None:
    client = client_of("town_officer")
    begin = {
        "union": str(world.unions["shangjie"].id), "title": "电工夜校", "capacity": "20", "opens_at": "2026-11-23T09:00",
        "starts_at": "2026-12-01T19:00", "ends_at": "2026-12-01T21:00", "times": "2", "every": "weekly", "exam": "on",
    }  # fmt: skip
    assert client.get("/console/series/new/skill-class/").status_code == 200
    made = client.post("/console/series/new/skill-class/", begin)
    assert made.status_code == 302
    [series] = activities.series_visible_to(world["town_officer"].actor)
    booked(world, "worker", series.sessions[0].pool_id)
    page, who = f"/console/series/{series.id}/", str(world["worker"].id)
    assert "到课不够 80%，不考" in text(client.get(page))
    for nr in "12":
        assert client.post(page, {"nr": nr, "there": who}).status_code == 302
    assert client.post(page, {"do": "exam", f"exam-{who}": "passed"}).status_code == 302
    assert client.post(page, {"do": "exam", "exam-nobody": "passed"}).status_code == 404
    assert "2/2" in text(client.get(page + "?nr=2"))
    with clock.frozen("2026-12-09 09:00"):
        assert '?nr=2" aria-current="true"' in text(client.get(page)), "the latest evening's list lies open"
    assert "电工夜校" in text(client.get("/console/series/"))
    assert client_of("stranger").get(page).status_code == 404
    with clock.frozen("2026-12-20 09:00"):
        hers = client_of("worker")
        assert "领证书" in text(hers.get("/me/courses/"))
        assert hers.post(f"/me/courses/{series.id}/").status_code == 302


def test_only_what_has_hours_is_made_as_a_series(client_of: ClientOf, known: None) -> None:
    """Not what is drawn, ordered by merit or rushed for, and no vouchers."""
    client = client_of("town_officer")
    page = text(client.get("/console/series/"))
    for key, made in (("open-class", True), ("points-mall", False), ("homeward", False), ("summer-daycare", False)):
        address = f"/console/series/new/{key}/"
        assert (address in page, client.get(address).status_code) == (made, 200 if made else 404)


def test_the_list_of_series_costs_the_same_for_three(client_of: ClientOf, world: World, known: None) -> None:
    client = client_of("town_officer")
    course(world, "skill-class")
    client.get("/console/series/")
    with CaptureQueriesContext(connection) as one:
        client.get("/console/series/")
    course(world, "skill-class")
    course(world, "open-class")
    with CaptureQueriesContext(connection) as three:
        client.get("/console/series/")
    assert len(three) == len(one)
