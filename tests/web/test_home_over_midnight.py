"""Only the clock moves: at midnight the first page tells today's verdicts, though the night's job has not come yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from niangjia.base import clock
from niangjia.catalogue import api as catalogue
from tests.cast import Member, World

pytestmark = pytest.mark.django_db
TITLE = "零点那项服务"
OPENS, CLOSES = date(2026, 11, 3), date(2026, 11, 25)  # the mother of the cast was born on 3 November 1985
BEFORE, AFTER = OPENS - timedelta(days=1), CLOSES + timedelta(days=1)
FILE = """
key: at-midnight
version: 1
title: {{zh: {title}, en: The service of midnight}}
summary: {{zh: 一句话, en: One sentence}}
group: warm
subject: person
basis: 试验
criteria:
  - name: day_has_come
    when: {when}
    because: {{zh: 到日子了, en: The day has come}}
    todo: {{zh: 等到那天, en: Wait for the day}}
{rest}
chain:
  - {{review: grassroots, days: 3}}
outcome: {{money: {{amount: '100', fund: warmth}}}}
examples:
  - {{name: 甲, today: {day}, verdict: 'yes', facts: {{person.born: 1985-01-01, member.status: active}}}}
  - {{name: 乙, today: {day}, verdict: 'no', facts: {{person.born: 2020-01-01, member.status: ended}}}}
"""
Home = Callable[[date], str]


@pytest.fixture
def install(world: World, tmp_path: Path) -> Callable[..., None]:
    """Publish one service; everybody's verdict for it is kept as of the eve."""

    def put(when: str, rest: str = "") -> None:
        path = tmp_path / "at-midnight.yaml"
        path.write_text(FILE.format(title=TITLE, when=when, rest=rest, day=OPENS), encoding="utf-8")
        with clock.frozen(BEFORE):
            assert not catalogue.install(files=[path]).problems
            catalogue.refresh_everybody()

    return put


@pytest.fixture
def home(world: World, mother: Member, client_of: Callable[..., Client], django_assert_max_num_queries: Any) -> Home:
    """Her first page on a day."""

    def seen(day: date) -> str:
        with clock.frozen(day):
            client = client_of(mother)
            client.get("/")
            with django_assert_max_num_queries(10):
                return str(client.get("/").content.decode())

    return seen


def hers(page: str) -> bool:
    """Whether it stands with what she can have now, above what is nearly hers."""
    return TITLE in page.split("差一点", maxsplit=1)[0]


def test_she_turns_eligible_overnight(install: Callable[..., None], home: Home) -> None:
    install('member.status == "active" && years(person.born) >= 41')
    assert [hers(home(day)) for day in (BEFORE, OPENS)] == [False, True]


def test_a_window_opens_and_closes_overnight(install: Callable[..., None], home: Home) -> None:
    install('member.status == "active"', f'window: {{opens: "{OPENS:%m-%d}", closes: "{CLOSES:%m-%d}"}}')
    assert [hers(home(day)) for day in (BEFORE, OPENS)] == [False, True]
    with clock.frozen(CLOSES):
        catalogue.refresh_everybody()
    assert [hers(home(day)) for day in (CLOSES, AFTER)] == [True, False]
