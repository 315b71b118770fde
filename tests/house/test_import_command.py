"""``niangjia import``: the command around the verbs, on the test database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from niangjia.base import clock
from niangjia.base.spreadsheets import read_sheet
from niangjia.config.cli import imports as command
from niangjia.kernel.errors import Refusal
from niangjia.unions.models import Union

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The database runs and Django stands already."""
    monkeypatch.setattr(command, "database", nullcontext)
    with clock.frozen("2026-11-23"):
        yield


def call(*arguments: str) -> Result:
    return CliRunner().invoke(command.imports, arguments, catch_exceptions=True)


def test_the_real_workbooks_answer_as_expected() -> None:
    for kind in ("unions", "roster"):
        result = call(kind, str(DATA / f"{kind}.xlsx"), "--json")
        answer, expected = json.loads(result.stdout), json.loads((DATA / f"{kind}.expected.json").read_text())
        assert result.exit_code == 0
        assert {key: answer[key] for key in expected} == expected
        assert set(answer) == {"accepted", "blank", "rejected", "warned", "created", "changed", "unchanged"}


def test_people_read_sentences() -> None:
    result = call("unions", str(DATA / "unions.xlsx"))
    assert "收下 260 行：新增 260，更新 0，未变 0。空行 0，退回 3，提醒 0。" in result.stdout
    assert "第 213 行  和前面一行是同一个工会，或是同一家单位的第二个工会。（见第 202 行）" in result.stdout


def test_a_check_stores_nothing() -> None:
    result = call("unions", str(DATA / "unions.xlsx"), "--check")
    assert result.stdout.startswith("可以收下（还没有保存） 260 行")
    assert not Union.objects.exists()


def test_rejected_rows_are_written_with_their_reasons(tmp_path: Path) -> None:
    call("unions", str(DATA / "unions.xlsx"), "--rejects", str(tmp_path / "rejects.xlsx"))
    columns = {"why": ("原因",), "row": ("原表行号",), "name": ("工会名称",)}
    rows = [row.cells for row in read_sheet(tmp_path / "rejects.xlsx", columns, required=columns)]
    assert [row["row"] for row in rows] == ["213", "229", "240"]
    assert rows[1] == {
        "why": "上级工会不在系统里，这个文件也没有能收下的一行写着它。",
        "row": "229",
        "name": "福州无上级有限公司工会委员会",
    }


def test_a_file_that_is_none_is_refused_whole(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("hello")
    result = call("unions", str(tmp_path / "a.xlsx"))
    assert result.exit_code == 1
    assert isinstance(result.exception, Refusal)


def test_help_says_what_the_exit_status_means() -> None:
    assert "refused whole" in call("--help").stdout
    for workbook in command.WORKBOOKS:
        assert call(workbook.key, "--help").exit_code == 0
