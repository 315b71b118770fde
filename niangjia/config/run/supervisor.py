"""``niangjia run``: start in order, watch, stop in the opposite order.

It imports no Django: a warm start is the database's 0.1 s and the web server's start. Children die with it, also when it is killed
(``base/lifeline.py``), and what a kill leaves in the data directory the next start clears (``base/embedded.py``).
"""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

from niangjia.base.embedded import Cluster, EmbeddedError
from niangjia.config.environment import gate_port, home, is_demo, is_embedded, setting
from niangjia.config.run.children import Child, spawn
from niangjia.config.run.database import start_embedded
from niangjia.config.run.fingerprint import is_prepared
from niangjia.config.run.lock import AlreadyRunning, home_lock
from niangjia.config.run.progress import say, step

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
WEB_TIMEOUT_S = 60.0
PORT_PATIENCE_S = 8.0
TICK_S = 0.25


class Stopped(BaseException):
    """A stop signal has come."""


class Failed(click.ClickException):
    """Something did not start; the message says what and where to look."""


def run_everything() -> None:
    try:
        with home_lock(home()):
            _run()
    except AlreadyRunning as error:
        raise click.ClickException(str(error)) from None


def _run() -> None:
    supervisor = Supervisor()
    try:
        with _signals(_raise_stopped):
            supervisor.start()
            supervisor.watch()
    except Stopped:
        say()
    finally:
        with _signals(signal.SIG_IGN):
            supervisor.stop()


class Supervisor:
    """The launcher's state: the database, if it is ours, and three children."""

    def __init__(self) -> None:
        self.cluster: Cluster | None = None
        self.preparing: subprocess.Popen[bytes] | None = None
        self.web = Child("web", patience_s=15)
        self.gate = Child("gate", patience_s=15)
        self.worker = Child("worker", patience_s=20)

    # -- start --------------------------------------------------------------------------------------------------------
    def start(self) -> None:
        begun = time.monotonic()
        say("娘家 niangjia")
        for port in (setting("NIANGJIA_PORT"), gate_port()):
            _wait_for_free_port(setting("NIANGJIA_HOST"), port)
        self._start_database()
        if not is_prepared():
            self._prepare()
        self._serve()
        say(f"  ready in {time.monotonic() - begun:.1f} s")
        _welcome()

    def _start_database(self) -> None:
        if not is_embedded():
            return
        with step("database") as notes:
            self.cluster = start_embedded()
            notes.append(f"PostgreSQL on 127.0.0.1:{self.cluster.port} in {self.cluster.root}")

    def _prepare(self) -> None:
        """In a process of its own: as the tables' owner, and gone with its memory when it is done."""
        self.preparing = spawn("prepare", log=None)
        status = self.preparing.wait()
        self.preparing = None
        if status != 0:
            raise Failed("the preparation failed (see above); run again to go on where it stopped")

    def _serve(self) -> None:
        with step("web, gate, worker") as notes:
            self.web.start()
            self._await_web()
            self.gate.start()
            self.worker.start()  # last, so that on two cores the pages come first
            notes.append(f"logs in {self.web.log.parent}")

    def _await_web(self) -> None:
        until = time.monotonic() + WEB_TIMEOUT_S
        while not _healthy():
            if self.web.ended() is not None:
                raise Failed(f"the web server ended; the end of {self.web.log}:\n{self.web.log_tail()}")
            if time.monotonic() > until:
                raise Failed(f"the web server does not answer; the end of {self.web.log}:\n{self.web.log_tail()}")
            time.sleep(0.05)

    # -- watch --------------------------------------------------------------------------------------------------------
    def watch(self) -> None:
        """For ever: what has died is started again."""
        while True:
            time.sleep(TICK_S)
            self._revive_database()
            for child in (self.web, self.gate, self.worker):
                if (status := child.ended()) is not None:
                    say(f"  {child.name} ended ({_meaning(status)}); again in {child.pause_s:.1f} s; see {child.log}")
                child.restart_if_due()

    def _revive_database(self) -> None:
        cluster = self.cluster
        if cluster is None or cluster.process is None or (status := cluster.process.poll()) is None:
            return
        say(f"  database ended ({_meaning(status)}); starting it again")
        try:
            cluster.start()
        except EmbeddedError as error:
            raise Failed(str(error)) from None
        say("  database is back")

    # -- stop ---------------------------------------------------------------------------------------------------------
    def stop(self) -> None:
        """Pages first, so that no new work comes; jobs; the database last."""
        if self.preparing is not None:
            self.preparing.terminate()
            self.preparing.wait()
        self.web.stop()
        self.gate.stop()
        self.worker.stop()
        if self.cluster is not None:
            self.cluster.stop()
        say("  stopped")


def _raise_stopped(number: int, frame: FrameType | None) -> None:
    raise Stopped


@contextmanager
def _signals(handler: object) -> Iterator[None]:
    before = {sign: signal.signal(sign, handler) for sign in STOP_SIGNALS}  # type: ignore[arg-type]  # a function or SIG_IGN
    try:
        yield
    finally:
        for sign, old in before.items():
            signal.signal(sign, old)


def _wait_for_free_port(host: str, port: int) -> None:
    """Ask by binding: a second web server on the same port would not fail but take half the requests."""
    until = time.monotonic() + PORT_PATIENCE_S
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
                return
            except OSError as error:
                if time.monotonic() > until:
                    raise Failed(f"port {port} on {host}: {error.strerror}; choose another NIANGJIA_PORT") from None
        time.sleep(0.2)


def _healthy() -> bool:
    host = setting("NIANGJIA_HOST")
    ask = http.client.HTTPConnection("127.0.0.1" if host == "0.0.0.0" else host, setting("NIANGJIA_PORT"), timeout=5)  # noqa: S104 - compared, not bound
    try:
        ask.request("GET", "/healthz", headers={"Host": "localhost", "X-Forwarded-Proto": "https"})
        return ask.getresponse().status == 200
    except OSError:
        return False
    finally:
        ask.close()


def _welcome() -> None:
    host, port = setting("NIANGJIA_HOST"), setting("NIANGJIA_PORT")
    say(f"\n  http://{'localhost' if host in ('127.0.0.1', '0.0.0.0') else host}:{port}/\n")  # noqa: S104 - compared, not bound
    cast = home() / "cast.txt"
    if is_demo() and cast.exists():
        say("\n".join(f"  {line}" for line in cast.read_text().splitlines()))
    say("\n  Ctrl-C stops everything.")


def _meaning(status: int) -> str:
    return f"killed by {signal.Signals(-status).name}" if status < 0 else f"status {status}"
