"""The other pages anybody may look at: the report, the roll of honours, the journal's roots."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from niangjia.base import clock, journal
from niangjia.insight import api as insight
from tests.cast import World
from tests.insight.delivered import fill, honoured
from tests.services_on_disk import open_services

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    cache.clear()
    with clock.frozen("2026-11-23"):
        yield


def text(response: Any) -> str:
    return str(response.content.decode())


def test_the_report_shows_both_numbers_and_never_a_zero_for_what_is_missing(client: Client, world: World) -> None:
    fill(world)
    page = text(client.get("/public/report/"))
    assert "<b>62</b>" in page
    missing = sum(not each.produced for each in insight.report())
    assert missing > 0
    assert page.count("尚未产出") == missing + 1  # and the word in the summary
    assert "4,200.5<small>元</small>" in page
    assert "文中 4,447,200" in page
    assert "还差 4,401" in page
    assert page.count('class="none"') == missing * 2  # in the table and among the squares


def test_only_officers_are_led_into_the_records(client: Client, client_of: ClientOf, world: World) -> None:
    drill = "/console/figures/study_grant_people/"
    assert drill not in text(client.get("/public/report/"))
    assert drill not in text(client_of("worker").get("/public/report/"))
    assert drill in text(client_of("municipal_officer").get("/public/report/"))
    assert "/console/figures/contests/" not in text(client_of("municipal_officer").get("/public/report/"))


def test_the_table_leaves_a_missing_value_empty(client: Client, world: World) -> None:
    response = client.get("/public/report/figures.csv")
    rows = {row["key"]: row for row in csv.DictReader(text(response).lstrip("\ufeff").splitlines())}
    assert len(rows) == 62
    assert (rows["contests"]["value"], rows["contests"]["state"]) == ("", "not yet")
    online = rows["online_services"]
    assert (online["value"], online["state"]) == (str(len(open_services())), "produced")


def test_the_report_speaks_english(client: Client, world: World) -> None:
    client.cookies["django_language"] = "en"
    assert "workers given a study grant" in text(client.get("/public/report/"))


def test_the_roll_names_who_bears_a_title(client: Client, world: World) -> None:
    assert "榜上还没有名字" in text(client.get("/public/honours/"))
    honoured(world, "worker", 2021)
    honoured(world, "mother", 2023)
    page = text(client.get("/public/honours/"))
    assert "林秀琴" in page
    assert "福州市劳动模范" in page
    assert "林秀琴" not in text(client.get("/public/honours/?year=2023"))
    assert client.get("/public/honours/?year=x&page=-1").status_code == 200


def test_the_roots_of_the_journal_are_public(client: Client, world: World) -> None:
    assert "还没有封存过" in text(client.get("/public/journal/"))
    assert client.get("/public/journal/?before=zz").status_code == 200


def test_the_file_of_roots_may_be_taken_away(client: Client, world: World, settings: Any, tmp_path: Any) -> None:
    settings.NIANGJIA_HOME = tmp_path
    assert client.get("/public/journal/roots.jsonl").status_code == 404
    journal.published_file().parent.mkdir(parents=True)
    journal.published_file().write_text('{"number": 1}\n')
    response: Any = client.get("/public/journal/roots.jsonl")
    assert b"".join(response.streaming_content) == b'{"number": 1}\n'


@pytest.mark.parametrize("path", ["notices/", "notices/ended/", "honours/", "journal/", "report/", "check/"])
def test_a_public_page_asks_little(client: Client, world: World, path: str, django_assert_max_num_queries: Any) -> None:
    fill(world)
    with django_assert_max_num_queries(10):
        response = client.get(f"/public/{path}")
    assert response.status_code == 200
    assert len(response.content) < 100_000
