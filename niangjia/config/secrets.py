"""Secrets that an installation makes for itself, once, under its home."""

from __future__ import annotations

import hmac
import os
import secrets
from pathlib import Path


def kept_secret(home: Path, name: str) -> str:
    """The secret ``name`` of this home: 64 hex digits, made on the first call, readable by its owner alone."""
    path = home / "keys" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_once(path, secrets.token_hex(32))
    return path.read_text().strip()


def role_password(home: Path, role: str) -> str:
    """The password of a role of the embedded database, derived so that one kept secret serves all roles."""
    return hmac.digest(kept_secret(home, "database").encode(), role.encode(), "sha256").hex()


def _write_once(path: Path, text: str) -> None:
    """Two processes may come here together: the first link wins, both then read the same."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
