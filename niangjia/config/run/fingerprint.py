"""Whether anything has changed since the last preparation: if not, a start needs none (and takes a second, not ten)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from niangjia.base.embedded import cluster_of
from niangjia.config.environment import ROOT, home, is_demo, is_embedded, setting

SUFFIXES = {".py", ".yaml", ".sql", ".csv", ".css", ".js", ".svg", ".png", ".woff2", ".mo"}


def fingerprint() -> str:
    """A hash over code, definitions, static files, locked dependencies and the choice of database and mode."""
    digest = hashlib.sha256()
    for path in _files():
        digest.update(f"{path}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    digest.update(f"{setting('DATABASE_URL')} {setting('DATABASE_OWNER_URL')} {is_demo()}".encode())
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    for folder in (ROOT / "niangjia", *setting("NIANGJIA_SERVICES")):
        yield from sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES)
    yield from (path for name in ("requirements.lock", "package-lock.json") if (path := ROOT / name).exists())
    yield from (path for path in (ROOT / "node_modules" / ".package-lock.json",) if path.exists())


def _state_file() -> Path:
    """With the cluster, so that a cluster that was removed takes its memory along."""
    return (cluster_of(home()) if is_embedded() else home()) / "prepared"


def is_prepared() -> bool:
    file = _state_file()
    return file.exists() and file.read_text().strip() == fingerprint()


def remember() -> None:
    _state_file().write_text(f"{fingerprint()}\n")
