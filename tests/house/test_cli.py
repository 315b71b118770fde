"""The command line: every command explains itself, and asking for help loads no framework."""

from __future__ import annotations

import json
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from niangjia.config.cli import COMMANDS, HIDDEN, main, niangjia
from niangjia.config.cli.doctor import findings


@pytest.mark.parametrize("name", niangjia.list_commands(click.Context(niangjia)))
def test_every_command_has_help(name: str) -> None:
    answer = CliRunner().invoke(niangjia, [name, "--help"])
    assert answer.exit_code == 0
    assert "Usage:" in answer.output


def test_the_list_shows_what_exists_and_nothing_internal() -> None:
    output = CliRunner().invoke(niangjia, ["--help"]).output
    assert "run" in output
    assert not any(f"\n  {name} " in output for name in HIDDEN)


def test_an_unknown_command_is_refused() -> None:
    assert "nonsense" not in COMMANDS
    assert CliRunner().invoke(niangjia, ["nonsense"]).exit_code == 2


def test_help_loads_neither_django_nor_psycopg() -> None:
    code = "import sys, niangjia.config.cli, niangjia.config.cli.run; sys.exit({'django', 'psycopg'} & set(sys.modules) != set())"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_wrong_setting_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("NIANGJIA_PORT", "x")
    with pytest.raises(SystemExit) as end:
        main(["run"])
    assert end.value.code == 1
    assert capsys.readouterr().err.strip().endswith("NIANGJIA_PORT='x': use a port between 1 and 65535")


def test_the_doctor_names_python_and_postgresql() -> None:
    found = {finding.name: finding.state for finding in findings()}
    assert found["Python"] == found["PostgreSQL"] == "ok"


def test_the_doctor_answers_in_json() -> None:
    answer = json.loads(CliRunner().invoke(niangjia, ["doctor", "--json"]).output)
    assert set(answer) == {"ok", "checks"}
    assert set(answer["checks"][0]) == {"name", "state", "found", "todo"}
