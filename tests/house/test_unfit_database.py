"""Whatever is asked of a database that is not there, not made or not up to date: one line, what to do, and no traceback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from django.db import connection

from niangjia.config import language
from niangjia.config.cli import COMMANDS, main, niangjia
from niangjia.config.cli.doctor import findings
from niangjia.config.environment import LOCALE
from niangjia.config.run.preparation import refuse_unfit
from niangjia.config.run.unfit import NotSetUp, Outdated, Unreachable

# What needs no database, or makes it: everything else is held to the rule, new commands too.
WITHOUT = {"run", "doctor", "migrate", "prepare", "services schema", "verify draw", "verify rush"}
FILE = "FILE"


def commands(group: click.Group, words: tuple[str, ...] = ()) -> Iterator[list[str]]:
    """Every command as somebody would type it, with a FILE where it wants one."""
    context = click.Context(group)
    for name in COMMANDS if group is niangjia else group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        if isinstance(command, click.Group):
            yield from commands(command, (*words, name))
        if isinstance(command, click.Group) and not command.invoke_without_command:
            continue
        wanted = [parameter for parameter in command.params if isinstance(parameter, click.Argument)]
        yield [*words, name, *(FILE if isinstance(p.type, click.Path) else "+1d" for p in wanted)]


ASKING = [words for words in commands(niangjia) if not any(" ".join(words).startswith(name) for name in WITHOUT)]
MORE = {"demo": ["--scale", "0.01"], "keys reindex": ["--yes"]}


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home that nothing has been set up in."""
    monkeypatch.setenv("NIANGJIA_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.mark.parametrize("words", ASKING, ids=" ".join)
def test_a_command_on_a_home_never_set_up_says_so(
    words: list[str], nowhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = nowhere / "file"
    file.touch()
    asked = [str(file) if word == FILE else word for word in words]
    with pytest.raises(SystemExit) as end:
        main([*asked, *MORE.get(" ".join(words), [])])
    said = capsys.readouterr()
    assert end.value.code == 1
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert "还没有建库" in said.err
    assert "make run" in said.err
    assert not (nowhere / "home").exists()  # a question makes nothing


def test_all_of_them_are_asked() -> None:
    asked = {" ".join(words) for words in ASKING}
    assert {
        "services",
        "services check FILE",
        "figures",
        "verify",
        "web",
        "worker",
        "import roster FILE",
        "keys list",
    } <= asked


def test_the_doctor_says_it_too(nowhere: Path) -> None:
    (database,) = [finding for finding in findings() if finding.name == "Database"]
    assert (database.state, "还没有建库" in database.found, "make run" in database.todo) == ("idle", True, True)


def test_it_is_said_in_the_language_of_the_terminal(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    with pytest.raises(SystemExit):
        main(["figures"])
    assert "not been set up" in capsys.readouterr().err
    monkeypatch.setenv("LANGUAGE", "zh")  # monkeypatch puts back what --lang writes
    with pytest.raises(SystemExit):
        main(["--lang", "en", "figures"])
    assert "not been set up" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("variables", "spoken"),
    [
        ({}, "zh-hans"),
        ({"LANG": "C.UTF-8"}, "zh-hans"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh-hans"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en"}, "en"),
    ],
)
def test_the_first_variable_that_is_set_decides(
    variables: dict[str, str], spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in LOCALE:
        monkeypatch.setenv(name, variables.get(name, ""))
    assert language.language() == spoken


@pytest.fixture
def behind(db: None) -> Iterator[str]:
    """A database that has seen one migration of many."""
    maker = connection.copy()  # outside the test's transaction, as databases are made
    with maker.cursor() as cursor:
        cursor.execute("create database niangjia_behind")
    there = connection.copy()
    there.settings_dict["NAME"] = "niangjia_behind"
    with there.cursor() as cursor:
        cursor.execute("create table django_migrations (id int, app text, name text, applied timestamptz)")
        cursor.execute("insert into django_migrations values (1, 'base', '0001_initial', '2026-01-01 00:00Z')")
    there.close()
    yield "niangjia_behind"
    with maker.cursor() as cursor:
        cursor.execute("drop database niangjia_behind")
    maker.close()


def test_a_database_with_migrations_waiting_is_named_so(behind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_unfit()  # the tests' own is up to date
    refuse_unfit()  # the tests' own is up to date
    monkeypatch.setitem(connection.settings_dict, "NAME", behind)
    with pytest.raises(Outdated, match="niangjia migrate"):
        refuse_unfit()


@pytest.mark.django_db
def test_an_empty_database_was_never_set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "NAME", "postgres")
    with pytest.raises(NotSetUp):
        refuse_unfit()


@pytest.mark.django_db
def test_a_server_that_does_not_answer_is_named_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "PORT", 1)
    with pytest.raises(Unreachable, match="refused"):
        refuse_unfit()
