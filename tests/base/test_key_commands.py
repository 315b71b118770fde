"""``niangjia verify`` and ``niangjia keys``, as others call them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.db import connection

from niangjia.base import journal
from niangjia.base.actor import SYSTEM
from niangjia.base.models import JournalEntry
from niangjia.config.cli.keys import keys
from niangjia.config.cli.verify import verify

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "NIANGJIA_HOME", tmp_path)
    monkeypatch.setattr(settings, "NIANGJIA_KEYS", tmp_path / "keys")
    for name, value in {
        "DATABASE_URL": "postgresql:///already-connected",
        "NIANGJIA_DB_ROLE": "",
        "DJANGO_SETTINGS_MODULE": "",
    }.items():
        monkeypatch.setenv(name, value)


def call(command: Any, *arguments: str) -> tuple[int, Any]:
    answer = CliRunner().invoke(command, arguments, catch_exceptions=False)
    return answer.exit_code, json.loads(answer.output) if "--json" in arguments else answer.output


@pytest.fixture
def roots() -> Path:
    journal.record(verb="base.test", actor=SYSTEM, about=("case", UUID(int=1)), stream=UUID(int=1))
    journal.seal(horizon=JournalEntry.objects.get(verb="base.test").txid + 1)
    journal.publish()
    return journal.published_file()


def test_verify_says_that_all_is_well(roots: Path) -> None:
    status, answer = call(verify, "--json")
    assert (status, answer["ok"], answer["first_bad"]) == (0, True, None)
    assert answer["checked"] >= 1
    assert call(verify, "--roots", str(roots), "--quick")[0] == 0


def test_verify_fails_and_says_where(roots: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("update base_journal set reason = 'x' where verb = 'base.test'")
    status, answer = call(verify, "--json")
    assert status == 1
    assert answer["ok"] is False
    assert (answer["first_bad"]["seal"], answer["first_bad"]["why"]) == (1, "rows_changed")
    assert "a row was changed" in call(verify)[1]


def test_keys_are_listed_without_being_shown() -> None:
    status, answer = call(keys, "list", "--json")
    assert status == 0
    assert [(key["family"], key["key"], key["current"]) for key in answer["keys"]] == [
        ("data", 1, True),
        ("index", 1, True),
    ]
    secret = json.loads((settings.NIANGJIA_KEYS / "ring.json").read_text())["data"]["keys"]["1"]["key"]
    assert secret not in call(keys, "list")[1]


def test_keys_rotate_and_reseal() -> None:
    assert call(keys, "rotate", "--json") == (0, {"family": "data", "current": 2})
    assert call(keys, "rotate", "--signing", "--json") == (0, {"family": "sign", "current": 1})
    status, answer = call(keys, "reseal", "--json")
    assert status == 0
    assert set(answer["resealed"].values()) <= {0}
