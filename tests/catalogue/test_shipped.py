"""The services that come with the house, the command line, and the database roles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection

from niangjia.base.actor import SYSTEM
from niangjia.catalogue import api
from niangjia.catalogue.rules.periods import IN_SQL, period_of
from niangjia.config.cli import definitions as cli

pytestmark = pytest.mark.django_db
FIVE = ["model-worker", "study-grant", "dues-refund", "join", "hardship-aid"]
SHIPPED = sorted((Path(__file__).parents[2] / "niangjia" / "services").rglob("*.yaml"))
WRONG = Path(__file__).parent / "wrong"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The command in this process, on the database of the tests."""

    @contextmanager
    def here() -> Iterator[Any]:
        yield api

    monkeypatch.setattr(cli, "catalogue", here)
    monkeypatch.setattr(cli, "ready", lambda role: None)
    return lambda *arguments: CliRunner().invoke(cli.services, [str(a) for a in arguments])


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_definition_can_be_published_and_its_examples_hold(path: Path) -> None:
    assert api.check_file(path) == []
    found = api.definition(path.stem)
    assert found
    assert len(found.examples) >= 3
    assert {example.verdict for example in found.examples} >= {"yes", "no"}


def test_the_first_five_services_are_open() -> None:
    assert {d.key for d in api.services() if d.state == "open"} >= set(FIVE)
    assert {d.key for d in api.services()} == {path.stem for path in SHIPPED}


def test_installing_again_changes_nothing() -> None:
    done = api.install()
    assert (done.published, done.problems) == ([], [])
    assert sorted(done.unchanged) == sorted(path.stem for path in SHIPPED)


def test_the_list_is_as_others_rely_on_it(run: Any) -> None:
    answer = {one["key"]: one for one in json.loads(run("--json").output)}
    assert answer["join"] == {"key": "join", "group": "organise", "subject": "person", "version": 4, "state": "open"}
    assert "求学" not in run().output
    assert "study-grant" in run().output


def test_check_ends_with_a_status(run: Any) -> None:
    wrong = run("check", WRONG / "unknown-fact.yaml", "--json")
    assert wrong.exit_code == 1
    assert json.loads(wrong.output)[0]["line"] > 1
    right = run("check", next(p for p in api.definition_files() if p.stem == "join"))
    assert (right.exit_code, right.output.strip()) == (0, "可以发布。")


def test_the_schema_knows_the_keys_as_they_are_written(run: Any) -> None:
    schema = json.loads(run("schema").output)
    assert {"list", "criteria", "chain", "outcome"} <= set(schema["properties"])
    assert "from" in schema["$defs"]["DatedValue"]["properties"]
    assert {"review", "check", "level"} <= set(schema["$defs"]["Stage"]["properties"])


def test_rebuild_ends_with_a_status(run: Any) -> None:
    assert json.loads(run("rebuild", "--check", "--json").output)["ok"] is True


def test_the_apps_role_may_publish_anew() -> None:
    with connection.cursor() as cursor:
        cursor.execute("set local role niangjia_app")
    api.set_parameter(
        by=SYSTEM, service="study-grant", name="college_fen", value=120000, from_day=date(2030, 1, 1), basis="试验"
    )
    with connection.cursor() as cursor:
        cursor.execute("reset role")


def test_periods_have_the_same_name_in_sql_and_in_python() -> None:
    days = [date(2023, 12, 31) + timedelta(days=n) for n in range(800)]
    listed = ", ".join(f"({sql})" for sql in IN_SQL.values())
    with connection.cursor() as cursor:
        cursor.execute(f"select {listed} from unnest(%s::date[]) with ordinality as t(p_today, n) order by n", [days])
        assert cursor.fetchall() == [tuple(period_of(period, day) for period in IN_SQL) for day in days]
    assert len({period_of(period, days[0]) for period in IN_SQL}) == len(IN_SQL)  # one row each in the history of help
