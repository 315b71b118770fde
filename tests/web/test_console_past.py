"""那天算得上吗: an officer asks about a day that is past, with a reason; she reads who asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from niangjia.base import clock
from niangjia.base.actor import SYSTEM
from niangjia.casework import api as casework
from niangjia.catalogue import api as catalogue
from niangjia.catalogue.models import ServiceVersion
from niangjia.people import api as people
from tests.casework.conftest import budget, evidence, granting, known, monday, student
from tests.cast import World

pytestmark = pytest.mark.django_db
__all__ = ["budget", "evidence", "granting", "known", "monday", "student"]
ClientOf = Callable[..., Client]
WHY = "本人问当时为什么没有办"


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def address(known: World) -> str:
    """The worker is known, and all services are published, since today."""
    ServiceVersion.objects.update(published_on=clock.today())
    catalogue.refresh("person", [known["worker"].id])
    return reverse("console:past", args=[known["worker"].id])


def ask(client: Client, address: str, **given: Any) -> Any:
    return client.post(address, {"day": clock.today(), "reason": WHY, "service": "study-grant"} | given)


def test_what_stood_is_shown_with_the_version_of_then_and_she_reads_who_asked(
    known: World, address: str, client_of: ClientOf
) -> None:
    then, worker = clock.today(), known["worker"]
    with clock.frozen(clock.now() + timedelta(days=7)):
        people.record_study(
            by=SYSTEM, person_id=worker.id, school="福建开放大学", level="college", school_year="2026-2027",
            enrolled=True, passed=True, punished=False,
        )  # fmt: skip
        client = client_of("town_officer")
        today, before = text(ask(client, address)), text(ask(client, address, day=then))
    assert "本学年在读：是" in today
    assert "本学年在读：不知道" in before
    assert '<details class="then" open><summary>' in before
    look = people.looks_at_me(person_id=worker.id)[0]
    assert (look.who, look.what_zh, look.reason) == ("林雅芳 · 上街镇总工会", "以前某一天的资格和理由", WHY)


@pytest.mark.parametrize(
    ("given", "told"),
    [({"reason": ""}, "这里还没有填"), ({"day": "2099-01-01"}, "这一天还没有到"), ({"day": "昨天"}, "请填一个日子")],
)
def test_without_a_reason_or_for_no_past_day_nothing_is_shown_nor_journalled(
    known: World, address: str, client_of: ClientOf, given: dict[str, str], told: str
) -> None:
    page = text(ask(client_of("town_officer"), address, **given))
    assert told in page
    assert "结束时" not in page
    assert people.looks_at_me(person_id=known["worker"].id) == []


def test_a_reason_too_short_is_told_and_what_was_typed_stays(known: World, address: str, client_of: ClientOf) -> None:
    answer = ask(client_of("town_officer"), address, reason="看")
    assert answer.status_code == 409
    assert 'value="看"' in text(answer)
    assert "结束时" not in text(answer)


def test_of_a_day_before_she_was_known_nothing_is_said(known: World, address: str, client_of: ClientOf) -> None:
    page = text(ask(client_of("town_officer"), address, day=clock.today() - timedelta(days=400)))
    assert "不知道不等于不符合" in page


def test_the_case_leads_to_the_day_of_its_application(known: World, granting: UUID, client_of: ClientOf) -> None:
    case = casework.case_summary(case_id=granting)
    page = text(client_of("town_officer").get(reverse("console:case", args=[granting])))
    href = f"{reverse('console:past', args=[case.subject_id])}?service=study-grant&amp;on={clock.today()}"
    assert href in page
    assert f'value="{clock.today()}"' in text(client_of("town_officer").get(href.replace("&amp;", "&")))
    assert "/past/" not in text(client_of("finance_officer").get(reverse("console:case", args=[granting])))
