"""A PostgreSQL for the test run, loaded by ``-p`` before pytest-django reads the settings (conftest.py would be too late).

The first process starts a throw-away cluster without fsync; xdist's workers inherit its port and make databases of their own.
"""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import tempfile
from pathlib import Path

from niangjia.base.embedded import Cluster

MARK = "NIANGJIA_TEST_DB_PORT"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _start() -> None:
    folder = Path(tempfile.mkdtemp(prefix="niangjia-test-"))
    folder.chmod(0o755)
    cluster = Cluster(root=folder / "cluster", port=_free_port(), password=None, durable=False)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(cluster.stop)
    cluster.start()
    cluster.bootstrap(database="niangjia", owner="niangjia_owner", app="niangjia_app", passwords={})
    # The owner makes the test databases, and tests of the append-only tables become the app's role.
    cluster.sql("alter role niangjia_owner createdb")
    for name in [key for key in os.environ if key.startswith(("NIANGJIA_", "DATABASE_"))]:
        del os.environ[name]  # the developer's own installation is not the tests' business
    os.environ["NIANGJIA_HOME"] = str(folder / "home")
    os.environ["LANGUAGE"] = "zh"  # nor is her language
    os.environ[MARK] = str(cluster.port)


if MARK not in os.environ:
    _start()
