"""``niangjia web``, ``niangjia gate`` and ``niangjia worker``: the serving processes."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import click
import django
from django.conf import settings
from granian import Granian
from granian.constants import Interfaces
from procrastinate import App
from procrastinate.contrib.django import app

from niangjia.config.environment import gate_port, home, setting
from niangjia.config.run.lock import AlreadyRunning, file_lock
from niangjia.config.run.preparation import refuse_unfit, require_made

WEB_WORKERS = 2
WEB_THREADS = 16
JOB_THREADS = 2
JOB_PATIENCE_S = 15
RESCUE_EVERY_S = 30


@click.command()
def web() -> None:
    """Serve the pages on NIANGJIA_HOST:NIANGJIA_PORT."""
    _become("web")  # once, before the workers are forked: half the work of a start, and its memory is shared
    import_module(settings.ROOT_URLCONF)
    Granian(
        "niangjia.config.wsgi:application",
        address=setting("NIANGJIA_HOST"),
        port=setting("NIANGJIA_PORT"),
        interface=Interfaces.WSGI,
        workers=WEB_WORKERS,
        blocking_threads=WEB_THREADS,
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=10,
    ).serve()


@click.command()
def gate() -> None:
    """Serve the gate, where hot pools are booked, beside the pages: one process, and never a second one of this home."""
    _become("gate")
    with _only_gate():
        Granian(
            "niangjia.config.gate:app",
            address=setting("NIANGJIA_HOST"),
            port=gate_port(),
            interface=Interfaces.RSGI,
            workers=1,
            websockets=False,
            respawn_failed_workers=True,
            respawn_interval=0.5,
            workers_kill_timeout=10,
        ).serve()


@contextmanager
def _only_gate() -> Iterator[None]:
    """A port can be listened on twice without an error; the requests would be shared, and the two would fight for the pools' rows."""
    try:
        with file_lock(home() / "gate.lock"):
            yield
    except AlreadyRunning as error:
        raise click.ClickException(f"a gate runs here already (process {error.pid})") from None


@click.command()
@click.option("--once", is_flag=True, help="Work off what is due and end.")
def worker(once: bool) -> None:
    """Work off the jobs."""
    _become("worker")
    asyncio.run(_work(wait=not once))


async def _work(*, wait: bool) -> None:
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]  # Django's connector has it
    with app.replace_connector(connector) as working:
        async with working.open_async():
            rescue = asyncio.create_task(_rescue(working))
            try:
                await working.run_worker_async(
                    wait=wait,
                    concurrency=JOB_THREADS,
                    shutdown_graceful_timeout=JOB_PATIENCE_S,
                    delete_jobs="successful",
                )
            finally:
                rescue.cancel()


async def _rescue(working: App) -> None:
    """For ever: put jobs back whose worker has been killed (no sign of life for 30 s). Jobs are written so that twice is once."""
    while True:
        for job in await working.job_manager.get_stalled_jobs():
            await working.job_manager.retry_job(job)
        await asyncio.sleep(RESCUE_EVERY_S)


def _become(process: str) -> None:
    """Set Django up for this kind of process, unless the database behind it is not one to serve from."""
    require_made()
    os.environ["DJANGO_SETTINGS_MODULE"] = "niangjia.config.settings"
    os.environ["NIANGJIA_PROCESS"] = process
    django.setup()
    refuse_unfit()
