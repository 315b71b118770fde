"""Where the database is and as whom this process speaks to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from niangjia.config.environment import home, is_embedded, setting
from niangjia.config.secrets import role_password

DATABASE = "niangjia"
OWNER_ROLE = "niangjia_owner"
APP_ROLE = "niangjia_app"
# Its statements look up single people; planned once, while a table is still empty, they would read all of it ever after.
GATE = "-c plan_cache_mode=force_generic_plan -c jit=off -c enable_seqscan=off"
POOL = {"min_size": 2, "max_size": 18, "timeout": 10}


def port_file(at: Path) -> Path:
    """The launcher remembers here on which port the embedded PostgreSQL listens."""
    return at / "database.port"


def embedded_port(at: Path) -> int:
    """The port of the embedded PostgreSQL: as set, as remembered, else PostgreSQL's own (nothing runs there yet)."""
    chosen: int | None = setting("NIANGJIA_DB_PORT")
    remembered = port_file(at)
    return chosen or (int(remembered.read_text()) if remembered.exists() else 5432)


def role_name(role: str) -> str:
    """The name in the database of the role ``app`` or ``owner``."""
    return str(place(role)["USER"])


def place(role: str) -> dict[str, Any]:
    """Django's HOST, PORT, NAME, USER, PASSWORD for ``app`` or ``owner``."""
    if is_embedded():
        name = OWNER_ROLE if role == "owner" else APP_ROLE
        return {
            "HOST": "127.0.0.1",
            "PORT": embedded_port(home()),
            "NAME": DATABASE,
            "USER": name,
            "PASSWORD": role_password(home(), name),
        }
    url = setting("DATABASE_URL")
    return from_url((setting("DATABASE_OWNER_URL") or url) if role == "owner" else url)


def from_url(url: str) -> dict[str, Any]:
    """The parts of a PostgreSQL address; its query becomes connection options (sslmode, …)."""
    parts = urlsplit(url)
    return {
        "HOST": unquote(parts.hostname or ""),
        "PORT": parts.port or 5432,
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def django_database() -> dict[str, Any]:
    """DATABASES["default"] of this process: pooled in the web server, one connection elsewhere."""
    where = place(setting("NIANGJIA_DB_ROLE"))
    options = {"prepare_threshold": 5, "application_name": f"niangjia {setting('NIANGJIA_PROCESS')}"}
    if setting("NIANGJIA_PROCESS") == "gate":
        # The same few statements for ever: prepared at once, planned once, and none of them worth compiling.
        options |= {"server_side_binding": True, "prepare_threshold": 1, "options": GATE}
    if setting("NIANGJIA_PROCESS") == "web":
        options["pool"] = POOL
        where["CONN_HEALTH_CHECKS"] = True  # after a restart of the database, no request meets a dead connection
    where["OPTIONS"] = options | where.get("OPTIONS", {})
    return {"ENGINE": "django.db.backends.postgresql"} | where
