"""The operations page keeps up with the program: every setting, every command."""

from __future__ import annotations

import re

from niangjia.config.cli import COMMANDS, HIDDEN
from niangjia.config.environment import SETTINGS
from tests.architecture.sources import PACKAGE, ROOT, files, name

PAGE = ROOT / "docs" / "operations.md"
READS_ENVIRONMENT = re.compile(r"os\.(?:environ\.get|environ\[|getenv)")


def undocumented(names: set[str], page: str) -> set[str]:
    return {each for each in names if f"`{each}`" not in page}


def test_every_setting_is_documented() -> None:
    assert undocumented(set(SETTINGS), PAGE.read_text(encoding="utf-8")) == set()


def test_every_command_is_documented() -> None:
    commands = {f"niangjia {command}" for command in COMMANDS if command not in HIDDEN}
    assert {each for each in commands if each not in PAGE.read_text(encoding="utf-8")} == set()


def test_a_missing_setting_is_seen() -> None:
    assert undocumented({"A", "B"}, "only `A`") == {"B"}


def test_only_the_registry_reads_the_environment() -> None:
    """Setting a variable for a child is fine; reading one elsewhere would escape the registry."""
    allowed = {"niangjia/config/environment.py", "niangjia/config/settings_test.py"}
    readers = {
        name(path)
        for path in files(".py", under=PACKAGE)
        for line in path.read_text(encoding="utf-8").splitlines()
        if READS_ENVIRONMENT.search(line) and "] =" not in line
    }
    assert readers - allowed == set()
