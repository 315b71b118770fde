"""What is queued runs in order, and what it queues in its turn runs after all of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from procrastinate.contrib.django import app

from niangjia.base import jobs

pytestmark = pytest.mark.django_db
NAME = "base.test_draining"
ran: list[str] = []


@pytest.fixture(autouse=True)
def told() -> Iterator[None]:
    """A job that says what it is called with, and queues what it is told to."""

    def job(word: str, then: list[str]) -> None:
        ran.append(word)
        for following in then:
            jobs.defer(NAME, word=following, then=[])

    ran.clear()
    jobs.task(NAME)(job)
    yield
    del app.tasks[NAME]


def test_jobs_run_in_the_order_of_queueing_and_those_they_queue_last() -> None:
    jobs.drain()
    jobs.defer(NAME, word="first", then=["third"])
    jobs.defer(NAME, word="second", then=[])
    assert jobs.drain() == 3
    assert ran == ["first", "second", "third"]
    assert jobs.drain() == 0
