"""Every file in ``wrong/`` says in its first lines what its author must be told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from niangjia.catalogue import api

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parent / "wrong"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_wrong_file_is_refused_with_line_reason_and_what_is_allowed(path: Path) -> None:
    problems = api.check_file(path)
    told = "\n".join(map(str, problems))
    for expected in re.findall(r"^# expect: (.*)$", path.read_text(), re.MULTILINE):
        assert expected in told
    assert all(problem.line >= 1 and problem.allowed for problem in problems)


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
    assert problem.allowed == "version: 2"
    changed.write_text("# a comment changes nothing\n" + shipped.read_text())
    assert api.check_file(changed) == []
