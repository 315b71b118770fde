"""Settings are read loudly: what cannot be meant is refused, with the name and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from niangjia.config.database import from_url
from niangjia.config.environment import SETTINGS, BadSetting, is_demo, is_https, setting


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("NIANGJIA_PORT", "eighty"),
        ("NIANGJIA_PORT", "70000"),
        ("NIANGJIA_DB_PORT", "0"),
        ("NIANGJIA_DEMO", "maybe"),
        ("NIANGJIA_DB_ROLE", "root"),
        ("DATABASE_URL", "mysql:x"),
        ("NIANGJIA_SERVICES", "/nowhere/at/all"),
    ],
)
def test_a_wrong_value_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str, text: str) -> None:
    monkeypatch.setenv(name, text)
    with pytest.raises(BadSetting, match=name):
        setting(name)


def test_empty_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANGJIA_PORT", " ")
    assert setting("NIANGJIA_PORT") == SETTINGS["NIANGJIA_PORT"].default


def test_folders_are_separated_as_in_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NIANGJIA_SERVICES", f"{tmp_path}:{tmp_path.parent}")
    assert setting("NIANGJIA_SERVICES") == (tmp_path, tmp_path.parent)


def test_a_server_is_no_demo_unless_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NIANGJIA_DEMO", raising=False)
    assert is_demo()
    assert not is_https()
    monkeypatch.setenv("DATABASE_URL", "postgresql:" + "//u:p@h/d")
    assert not is_demo()
    assert is_https()
    monkeypatch.setenv("NIANGJIA_DEMO", "yes")
    assert is_demo()


def test_a_database_address_is_taken_apart() -> None:
    parts = from_url("postgresql:" + "//us%40er:p%2Fw@db.local:6432/city?sslmode=require")
    assert (parts["USER"], parts["PASSWORD"], parts["HOST"], parts["PORT"]) == ("us@er", "p/w", "db.local", 6432)
    assert (parts["NAME"], parts["OPTIONS"]) == ("city", {"sslmode": "require"})
