"""Every file in ``wrong/`` says in its first lines what its author must be told."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.utils import translation

from niangjia.catalogue import api
from niangjia.config.cli import definitions as cli

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parent / "wrong"
CATALOGUE = Path(api.__file__).parent
HAN = re.compile("[\u4e00-\u9fff]+")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_wrong_file_is_refused_with_line_reason_and_what_is_allowed(path: Path) -> None:
    problems = api.check_file(path)
    told = "\n".join(map(str, problems))
    for expected in re.findall(r"^# expect: (.*)$", path.read_text(), re.MULTILINE):
        assert expected in told
    assert all(problem.line >= 1 and problem.allowed for problem in problems)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_it_is_told_in_english_too(path: Path) -> None:
    """Whatever Chinese is left stands in the file itself."""
    with translation.override("en"):
        told = [problem.told(translation.gettext) for problem in api.check_file(path)]
    assert all(" Allowed: " in line for line in told)
    assert {word for line in told for word in HAN.findall(line)} <= set(HAN.findall(path.read_text()))


def sentences_left_in_chinese() -> Iterator[str]:
    """f-strings in Chinese: they cannot be translated any more; ``phrase`` can."""
    for path in sorted((CATALOGUE / "rules").glob("*.py")) + sorted((CATALOGUE / "registry").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.JoinedStr) and HAN.search(ast.unparse(node)):
                yield f"{path.name}: {ast.unparse(node)}"


def test_every_sentence_can_be_translated() -> None:
    left = list(sentences_left_in_chinese())
    assert [each for each in left if not each.startswith("compiling.py")] == []
    assert len(left) == 2  # the window's two, which have their English beside them


def test_the_command_answers_in_the_language_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "catalogue", lambda: nullcontext(api))
    monkeypatch.setenv("LANGUAGE", "en")
    file = str(FOLDER / "unknown-fact.yaml")
    answer = CliRunner().invoke(cli.services, ["check", file])
    assert answer.exit_code == 1
    assert answer.output.startswith(f"{file}:12: There is no fact member.statu. Allowed: member.status | ")
    (problem,) = json.loads(CliRunner().invoke(cli.services, ["check", file, "--json"]).output)
    assert problem["what"].startswith("There is no fact")


def test_the_line_is_the_one_to_repair() -> None:
    path = FOLDER / "unknown-fact.yaml"
    (problem,) = api.check_file(path)
    assert "member.statu ==" in path.read_text().splitlines()[problem.line - 1]


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    path = tmp_path / "many.yaml"
    path.write_text(
        (FOLDER / "unknown-key.yaml").read_text().replace("version: 1", "version: x").replace("days: 3", "days: soon")
    )
    assert len(api.check_file(path)) >= 4


def test_a_published_version_never_changes(tmp_path: Path) -> None:
    shipped = next(path for path in api.definition_files() if path.stem == "study-grant")
    changed = tmp_path / "study-grant.yaml"
    changed.write_text(shipped.read_text().replace("1,000 元", "2,000 元"))
    (problem,) = api.check_file(changed)
    assert "已经发布" in problem.what
    assert problem.allowed == "version: 4"
    changed.write_text("# a comment changes nothing\n" + shipped.read_text())
    assert api.check_file(changed) == []
