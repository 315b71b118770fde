"""The database of this home: the embedded cluster, or the server that DATABASE_URL names."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

from niangjia.base.embedded import Cluster, EmbeddedError, cluster_of
from niangjia.config.database import APP_ROLE, DATABASE, OWNER_ROLE, embedded_port, port_file
from niangjia.config.environment import home, is_embedded, setting
from niangjia.config.run.lock import AlreadyRunning, home_lock
from niangjia.config.secrets import role_password

PATIENCE_S = 30.0


def is_made() -> bool:
    """Whether there is a database to ask: a server, or an embedded cluster that has been initialised. Makes nothing."""
    if not is_embedded():
        return True
    return (home() / "cluster").exists() and (cluster_of(home()) / "data" / "PG_VERSION").exists()


def listens(host: str, port: int) -> bool:
    """Whether something answers on that port."""
    with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=1):
        return True
    return False


def free_port(wanted: int | None = None) -> int:
    """``wanted`` when it is free, else any free one. Asks by binding, as the server will."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted or 0))
        except OSError:
            return free_port()
        port: int = probe.getsockname()[1]
    return port


def start_embedded() -> Cluster:
    """Start this home's cluster as our child, with its roles and database. The caller holds the home's lock."""
    at = home()
    cluster = Cluster(root=cluster_of(at), port=0, password=role_password(at, "postgres"))
    cluster.end_leftover()
    cluster.port = _choose_port()
    cluster.start()
    port_file(at).write_text(f"{cluster.port}\n")
    passwords = {name: role_password(at, name) for name in (OWNER_ROLE, APP_ROLE)}
    cluster.bootstrap(database=DATABASE, owner=OWNER_ROLE, app=APP_ROLE, passwords=passwords)
    return cluster


def _choose_port() -> int:
    """The port that is set, which must be free; else the one of last time; else any free one."""
    fixed: int | None = setting("NIANGJIA_DB_PORT")
    if fixed is None:
        return free_port(embedded_port(home()) if port_file(home()).exists() else None)
    if free_port(fixed) != fixed:
        raise EmbeddedError(f"port {fixed} is taken: choose another NIANGJIA_DB_PORT, or leave it unset")
    return fixed


@contextmanager
def running_database() -> Iterator[Cluster | None]:
    """For single commands: use the database that runs; when the launcher is not running, start the embedded one meanwhile: this is told."""
    if not is_embedded():
        yield None
        return
    cluster = None
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(home_lock(home()))
        except AlreadyRunning:
            _wait_for_port()
        else:
            cluster = start_embedded()
            stack.callback(cluster.stop)
        yield cluster


def _wait_for_port() -> None:
    until = time.monotonic() + PATIENCE_S
    while not listens("127.0.0.1", embedded_port(home())):
        if time.monotonic() > until:
            raise EmbeddedError("another niangjia holds this home, but its database does not answer")
        time.sleep(0.1)
