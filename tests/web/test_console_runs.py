"""What the union does by itself, at the desk and on the phone of whom it is done for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.casework import api as casework
from niangjia.casework.models import Run
from tests.casework.conftest import known, monday, state
from tests.casework.test_delivering import Install, case_of, deliver, gift
from tests.cast import World

pytestmark = pytest.mark.django_db
__all__ = ["gift", "known", "monday"]
ClientOf = Callable[..., Client]
RUNS = "/console/runs/"
MOST_QUERIES = 10


def text(response: Any) -> str:
    return str(response.content.decode())


def test_a_leader_of_the_city_starts_a_run_and_sees_what_became_of_it(
    known: World, gift: Install, client_of: ClientOf
) -> None:
    gift()
    client = client_of("leader")
    assert "还没有办过" in text(client.get(RUNS))
    started = client.post(RUNS, {"do": "start", "service": "yearly-gift"}, follow=True)
    assert "开始办了" in text(started)
    drain()
    deliver()
    page = text(client.get(RUNS))
    assert "年度慰问" in page
    assert "已经有了 6" in page


def test_it_is_stopped_and_taken_up_from_the_page(known: World, gift: Install, client_of: ClientOf) -> None:
    gift()
    run = casework.start_delivery(by=SYSTEM, service="yearly-gift")
    client = client_of("leader")
    assert "停着" in text(client.post(RUNS, {"do": "pause", "run": str(run)}, follow=True))
    client.post(RUNS, {"do": "continue", "run": str(run)})
    drain()
    assert Run.objects.get(id=run).state == "done"
    assert client.post(RUNS, {"do": "pause", "run": str(run)}).status_code == 409


def test_a_leader_of_a_county_looks_and_does_nothing(known: World, gift: Install, client_of: ClientOf) -> None:
    gift()
    client = client_of("county_officer")
    assert "现在办一轮" not in text(client.get(RUNS))
    assert client.post(RUNS, {"do": "start", "service": "yearly-gift"}).status_code == 403
    assert client.post(RUNS, {"do": "anything"}).status_code == 404


def test_the_list_asks_the_same_questions_for_one_run_and_many(
    known: World, gift: Install, client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    gift()
    client = client_of("leader")
    client.get(RUNS)
    for _ in range(8):
        deliver()
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(RUNS)


def matter(case: UUID) -> str:
    return reverse("matter", args=[case])


def test_she_reads_that_it_was_done_for_her_and_says_no_with_one_button(
    known: World, gift: Install, client_of: ClientOf
) -> None:
    gift()
    deliver()
    case, client = case_of(known), client_of("worker")
    page = text(client.get(matter(case)))
    assert "我们已经替你办了" in page
    assert "我不要这个" in page
    assert "工会替你办上" in page
    ended = client.post(reverse("matter-withdraw", args=[case]), follow=True)
    assert "你说不要了" in text(ended)
    assert state(case) == "withdrawn"


def test_she_is_asked_for_what_is_missing_and_nothing_else(known: World, gift: Install, client_of: ClientOf) -> None:
    gift(consent=True)
    deliver()
    case, client = case_of(known), client_of("worker")
    assert "还差 1 样" in text(client.get(matter(case)))
    repair = text(client.get(reverse("matter-repair", args=[case])))
    assert "同意公示" in repair
    assert 'name="bank_card"' not in repair
    client.post(reverse("matter-repair", args=[case]), {"notice_consent": "on"})
    assert state(case) == "review"
