"""Every environment variable niangjia reads: one registry, typed, failing loudly. No Django here: the launcher uses it too."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOCALE = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")  # in gettext's own order; the first that is set decides
ROOT = Path(__file__).resolve().parent.parent.parent


class BadSetting(ValueError):
    """An environment variable holds something that cannot be meant."""


def boolean(text: str) -> bool:
    words = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    if text.lower() not in words:
        raise ValueError("use true or false")
    return words[text.lower()]


def port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise ValueError("use a port between 1 and 65535")
    return int(text)


def folder(text: str) -> Path:
    return (Path.cwd() / Path(text).expanduser()).resolve()


def folders(text: str) -> tuple[Path, ...]:
    found = tuple(folder(part) for part in text.split(os.pathsep) if part)
    for path in found:
        if not path.is_dir():
            raise ValueError(f"no such folder: {path}")
    return found


def words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def postgres_url(text: str) -> str:
    if not text.startswith(("postgresql:", "postgres:")):
        raise ValueError("use postgresql:, user, password, host and database as one address")
    return text


def role(text: str) -> str:
    if text not in ("app", "owner"):
        raise ValueError("use app or owner")
    return text


def process(text: str) -> str:
    if text not in ("web", "gate", "worker", "command"):
        raise ValueError("use web, gate, worker or command")
    return text


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable: how to read it, what it is when unset, and what it is for (docs/operations.md says more)."""

    name: str
    read: Callable[[str], Any]
    default: Any
    purpose: str


SETTINGS = {
    setting.name: setting
    for setting in (
        Setting("NIANGJIA_HOME", folder, ROOT / "var", "cluster pointer, uploads, keys, logs"),
        Setting("NIANGJIA_HOST", str, "127.0.0.1", "address the web server listens on"),
        Setting("NIANGJIA_PORT", port, 8000, "port of the web server"),
        Setting("NIANGJIA_GATE_PORT", port, None, "port of the gate, where hot places are booked; unset: the next one"),
        Setting(
            "NIANGJIA_GATE_URL", str, "", "where browsers find the gate behind a proxy; unset: same host, its port"
        ),
        Setting(
            "NIANGJIA_URL", str, "", "where phones find the pages, for links in text messages; unset: this machine"
        ),
        Setting("NIANGJIA_DB_PORT", port, None, "port of the embedded PostgreSQL; unset: a free one, remembered"),
        Setting("NIANGJIA_DB_ROLE", role, "app", "database role of this process: app serves, owner migrates"),
        Setting("NIANGJIA_PROCESS", process, "command", "kind of this process; set by the launcher"),
        Setting(
            "DATABASE_URL", postgres_url, None, "a PostgreSQL server instead of the embedded one (role of the app)"
        ),
        Setting("DATABASE_OWNER_URL", postgres_url, None, "the same database as the role that owns the tables"),
        Setting("NIANGJIA_DEMO", boolean, None, "demo mode; unset: on with the embedded PostgreSQL, else off"),
        Setting(
            "NIANGJIA_HTTPS", boolean, None, "served over https: secure cookies, HSTS; unset: on outside demo mode"
        ),
        Setting("NIANGJIA_DEBUG", boolean, False, "Django's debug pages; never on a machine others can reach"),
        Setting("NIANGJIA_SECRET_KEY", str, None, "Django's secret; unset: made once and kept in the home's keys"),
        Setting("NIANGJIA_SERVICES", folders, (), "more folders with service definitions"),
        Setting("NIANGJIA_ALLOWED_HOSTS", words, (), "host names the web server answers to, separated by commas"),
    )
}


def setting(name: str) -> Any:
    """The value of a registered variable; empty counts as unset."""
    known = SETTINGS[name]
    text = os.environ.get(name, "").strip()
    if not text:
        return known.default
    try:
        return known.read(text)
    except ValueError as error:
        raise BadSetting(f"{name}={text!r}: {error}") from error


def gate_port() -> int:
    """Where the gate listens: as set, else beside the pages."""
    chosen: int | None = setting("NIANGJIA_GATE_PORT")
    return chosen or int(setting("NIANGJIA_PORT")) + 1


def locale() -> str:
    """The locale the terminal asks for ("en_US.UTF-8"); "" when it asks for none."""
    return next((value for name in LOCALE if (value := os.environ.get(name))), "")


def home() -> Path:
    """Where this installation keeps what is its own."""
    path: Path = setting("NIANGJIA_HOME")
    return path


def is_embedded() -> bool:
    """Whether the database is our own child rather than a server."""
    return setting("DATABASE_URL") is None


def is_demo() -> bool:
    chosen: bool | None = setting("NIANGJIA_DEMO")
    return is_embedded() if chosen is None else chosen


def is_https() -> bool:
    chosen: bool | None = setting("NIANGJIA_HTTPS")
    return not is_demo() if chosen is None else chosen
