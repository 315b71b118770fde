"""Jobs: procrastinate in the same PostgreSQL, deferred inside the writing transaction, so that the queue is the outbox."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from contextvars import ContextVar
from typing import Any

from django.db import connection, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import JobDeferrer

from niangjia.base.events import Event, reaction_key, reactions_to, revive
from niangjia.base.memo import remembering

RETRY = RetryStrategy(max_attempts=8, exponential_wait=3)
SHARED = 100  # events of one kind and verb in one job
log = logging.getLogger(__name__)
_queued: ContextVar[bool] = ContextVar("queued", default=False)  # since ``drain`` has looked last
JobFunction = Callable[..., None]


def task(name: str, *, queue: str = "default", lock: str | None = None) -> Callable[[JobFunction], JobFunction]:
    """Register a job under ``name`` ("package.verb"). Jobs may run twice: write them so that twice is once."""

    def register(fn: JobFunction) -> JobFunction:
        app.task(name=name, queue=queue, lock=lock, retry=RETRY)(fn)
        return fn

    return register


def periodic(cron: str, name: str) -> Callable[[JobFunction], JobFunction]:
    """Register a job that the worker starts by the clock; ``cron`` is in UTC."""

    def register(fn: JobFunction) -> JobFunction:
        def by_clock(timestamp: int) -> None:
            fn()

        by_clock.__doc__ = fn.__doc__
        app.periodic(cron=cron)(app.task(name=name, queueing_lock=name, lock=name, retry=RETRY)(by_clock))
        return fn

    return register


def defer(name: str, **arguments: Any) -> None:
    """Put a job in the queue; it becomes visible when the surrounding transaction commits."""
    _queueing(name).defer(**arguments)


def call(name: str) -> None:
    """Let a job without arguments run soon, unless one waits already."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        _queueing(name, queueing_lock=name).defer()


def call_unless_waiting(name: str) -> None:
    """``call`` within a verb: who sees that the job waits leaves it at that, so that many who call it do not wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("select 1 from procrastinate_jobs where queueing_lock = %s and status = 'todo'", [name])
        if cursor.fetchone():
            return
    call(name)


def announce(events: Sequence[Event]) -> None:
    """Defer one job per reaction to each event. Many of a kind, out of one verb, share jobs; each still retries alone."""
    alike: dict[str, list[dict[str, Any]]] = {}
    for event in events:
        alike.setdefault(event.name, []).append(event.payload())
    once, each = [], []
    for name, payloads in alike.items():
        for reaction in map(reaction_key, reactions_to(name)):
            told = {"event": name, "reaction": reaction}
            if len(payloads) == 1:
                once.append(told | {"payload": payloads[0]})
            else:
                each += [told | {"payloads": payloads[at : at + SHARED]} for at in range(0, len(payloads), SHARED)]
    _defer_many("base.react", once)
    _defer_many("base.react_each", each)


def _defer_many(name: str, calls: Sequence[dict[str, Any]]) -> None:
    """In one statement."""
    if calls:
        _queueing(name).batch_defer(*calls)


def _queueing(name: str, **options: Any) -> JobDeferrer:
    """What puts this job in the queue; ``drain`` looks again."""
    _queued.set(True)
    return app.configure_task(name=name, allow_unknown=False, **options)


@task("base.react")
def react(event: str, payload: dict[str, Any], reaction: str) -> None:
    """Run one reaction to one event."""
    with remembering():
        for candidate in reactions_to(event):
            if reaction_key(candidate) == reaction:
                candidate(revive(event, payload))


@task("base.react_each")
def react_each(event: str, payloads: list[dict[str, Any]], reaction: str) -> None:
    """Run one reaction to many events. What fails becomes a job of its own, so that it holds up nobody and retries alone."""
    for payload in payloads:
        try:
            with transaction.atomic():
                react(event, payload, reaction)
        except Exception:
            log.exception("a reaction to %s failed and is tried again alone", event)
            defer("base.react", event=event, payload=payload, reaction=reaction)


def drain() -> int:
    """Run everything queued, here and now, in order; returns how many. For tests and the demo city: a worker does this otherwise."""
    done = 0
    _queued.set(True)
    while _queued.get():
        _queued.set(False)
        for name, arguments in _take_all():
            app.tasks[name](**arguments)
            done += 1
    return done


def _take_all() -> list[tuple[str, dict[str, Any]]]:
    """Name and arguments of what is queued, in order; what it defers in its turn comes after all of it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "with taken as (delete from procrastinate_jobs where id in (select id from procrastinate_jobs where status = 'todo'"
            " for update skip locked) returning id, task_name, args) select task_name, args from taken order by id"
        )
        return [(name, json.loads(args) if isinstance(args, str) else args) for name, args in cursor.fetchall()]
