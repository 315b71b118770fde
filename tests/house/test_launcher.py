"""The launcher for real: it starts everything, lives through kills, and leaves nothing behind."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from niangjia.base.embedded import cluster_of
from niangjia.config.database import DATABASE, OWNER_ROLE, embedded_port
from niangjia.config.secrets import role_password

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parent.parent.parent


class Launcher:
    """``niangjia run`` in a home of its own, without the demo city."""

    def __init__(self, home: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.home = home
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("NIANGJIA_")},
            "NIANGJIA_HOME": str(home),
            "NIANGJIA_PORT": str(self.port),
            "NIANGJIA_DEMO": "false",
            "NIANGJIA_HTTPS": "false",
        }

    def start(self, until: str = "Ctrl-C") -> list[str]:
        command = [sys.executable, "-m", "niangjia.config.cli", "run"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert self.process.stdout
        said = []
        for line in self.process.stdout:
            said.append(line)
            if until in line:
                return said
        pytest.fail("".join(said))

    def end(self, sign: signal.Signals) -> int:
        if self.process.poll() is None:
            self.process.send_signal(sign)
        status = self.process.wait(60)
        assert self.process.stdout
        self.process.stdout.close()
        return status

    def is_well(self) -> bool:
        ask = http.client.HTTPConnection("127.0.0.1", self.port, timeout=3)
        try:
            ask.request("GET", "/healthz", headers={"Host": "localhost"})
            return ask.getresponse().status == 200
        except OSError:
            return False
        finally:
            ask.close()

    def processes(self) -> dict[int, str]:
        """Everything that was started for this home: by its environment, and the database by its data directory."""
        mark, data = f"NIANGJIA_HOME={self.home}".encode(), os.fsencode(cluster_of(self.home) / "data")
        found = {}
        for entry in Path("/proc").iterdir():
            try:
                command = (entry / "cmdline").read_bytes()
                if data in command or mark in (entry / "environ").read_bytes().split(b"\0"):
                    found[int(entry.name)] = command.replace(b"\0", b" ").decode().strip()
            except (OSError, ValueError):
                continue
        return found

    def commit(self, number: int) -> None:
        """A committed row, as the owner of the tables writes it."""
        with self._connection() as connection:
            connection.execute("create table if not exists committed (number int primary key)")
            connection.execute("insert into committed values (%s)", [number])

    def committed(self) -> list[int]:
        with self._connection() as connection:
            return [row[0] for row in connection.execute("select number from committed order by number")]

    def _connection(self) -> psycopg.Connection[tuple[int]]:
        port, password = embedded_port(self.home), role_password(self.home, OWNER_ROLE)
        return psycopg.connect(host="127.0.0.1", port=port, dbname=DATABASE, user=OWNER_ROLE, password=password)

    def kill(self, ending: str) -> None:
        pid = min(pid for pid, command in self.processes().items() if ending in command)
        os.kill(pid, signal.SIGKILL)


def eventually(true: object, seconds: float = 20.0) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if true():  # type: ignore[operator]  # any callable
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def launcher() -> Iterator[Launcher]:
    home = Path(tempfile.mkdtemp(prefix="niangjia-home-"))
    launcher = Launcher(home)
    yield launcher
    launcher.end(signal.SIGTERM)
    shutil.rmtree(cluster_of(home), ignore_errors=True)
    shutil.rmtree(home, ignore_errors=True)


def test_everything_starts_lives_through_kills_and_stops_without_a_trace(launcher: Launcher) -> None:
    said = launcher.start()
    assert any("ready in" in line for line in said)
    assert launcher.is_well()

    for number, ending in enumerate(("/postgres -D", "cli web", "cli worker")):
        before = set(launcher.processes())
        launcher.commit(number)
        launcher.kill(ending)
        assert eventually(lambda b=before: set(launcher.processes()) - b), ending
        assert eventually(launcher.is_well), ending

    launcher.commit(3)
    assert launcher.end(signal.SIGKILL) == -signal.SIGKILL
    assert eventually(lambda: not launcher.processes()), launcher.processes()

    begun = time.monotonic()
    launcher.start()
    assert time.monotonic() - begun < 15  # the promise is 5 s on a quiet machine
    assert launcher.is_well()
    assert launcher.committed() == [0, 1, 2, 3]
    second = subprocess.run(
        [sys.executable, "-m", "niangjia.config.cli", "run"],
        cwd=ROOT,
        env=launcher.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 1
    assert "already running" in second.stderr

    assert launcher.end(signal.SIGTERM) == 0
    assert launcher.processes() == {}


def test_a_stop_in_the_middle_of_the_first_start_is_clean_too(launcher: Launcher) -> None:
    launcher.start(until="  database")
    assert launcher.end(signal.SIGINT) == 0
    assert launcher.processes() == {}
