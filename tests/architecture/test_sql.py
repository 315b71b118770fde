"""SQL and querysets stay at home: foreign tables, the wall clock and the web's reach past the doors are found by name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from django.apps import apps

from tests.architecture.sources import FLOORS, PACKAGE, PACKAGES, files, name, owner, texts_of, tree

TABLES = {
    model._meta.db_table: owner(model._meta.app_label)
    for model in apps.get_models()
    if owner(model._meta.app_label) in FLOORS
}
WORD = re.compile(r"\b[a-z][a-z0-9]*_[a-z0-9_]+\b")
WALL_CLOCK = re.compile(
    r"\b(?:current_date|current_timestamp|localtimestamp|clock_timestamp)\b|\bnow\(\)", re.IGNORECASE
)
TOO_NEW = re.compile(r"\buuidv7\(|\bjson_table\(|\bany_value\(|\bwithout overlaps\b", re.IGNORECASE)


def foreign_tables(package: str, text: str, tables: dict[str, str]) -> list[str]:
    """Tables of other packages that a text names; their exported views (``<package>_v_…``) are no tables."""
    return sorted({word for word in WORD.findall(text.lower()) if tables.get(word, package) != package})


def places(pattern: re.Pattern[str], texts: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{place}: {found.group()}" for place, text in texts if (found := pattern.search(text))]


def all_texts(*, without: str = "") -> Iterator[tuple[str, str]]:
    for package in PACKAGES:
        if package != without:
            yield from texts_of(PACKAGE / package)


def test_sql_names_no_table_of_another_package() -> None:
    wrong = [
        f"{place}: {word}"
        for package in PACKAGES
        for place, text in texts_of(PACKAGE / package)
        for word in foreign_tables(package, text, TABLES)
    ]
    assert wrong == []


def test_a_foreign_table_is_seen() -> None:
    tables = {"people_person": "people", "casework_case": "casework"}
    assert foreign_tables("casework", "select 1 from People_Person p join casework_case c", tables) == ["people_person"]
    assert foreign_tables("casework", "select 1 from people_v_person join casework_case", tables) == []


def test_sql_takes_the_time_as_a_parameter() -> None:
    assert places(WALL_CLOCK, all_texts(without="base")) == []


def test_sql_runs_on_the_oldest_postgresql() -> None:
    assert places(TOO_NEW, all_texts()) == []


def test_the_wall_clock_and_new_functions_are_seen() -> None:
    assert places(WALL_CLOCK, [("a", "select now()"), ("b", "where day = CURRENT_DATE"), ("c", "known()")]) == [
        "a: now()",
        "b: CURRENT_DATE",
    ]
    assert places(TOO_NEW, [("a", "select uuidv7()")])


def managers(module: ast.Module) -> list[int]:
    """Lines that take rows from a model directly."""
    hands = {"objects", "_default_manager", "_base_manager"}
    return [node.lineno for node in ast.walk(module) if isinstance(node, ast.Attribute) and node.attr in hands]


def test_pages_get_rows_through_the_doors_alone() -> None:
    assert [
        f"{name(path)}:{line}" for path in files(".py", under=PACKAGE / "web") for line in managers(tree(path))
    ] == []


def test_a_queryset_in_a_page_is_seen() -> None:
    assert managers(ast.parse("rows = Case.objects.all()")) == [1]
