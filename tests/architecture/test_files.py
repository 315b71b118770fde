"""Small files, small functions, honest names, no loose ends."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.architecture.sources import PACKAGE, PACKAGES, ROOT, files, in_migrations, name, tree

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
BANNED = {"utils", "helpers", "common", "misc", "services"}
LOOSE_END = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
BARE_NOQA = re.compile(r"#\s*no" + r"qa(?::\s*[A-Z0-9, ]+)?\s*$", re.MULTILINE)
BARE_IGNORE = re.compile(r"#\s*type:\s*ig" + r"nore(?:\[[^\]]*\])?\s*$", re.MULTILINE)
ELSEWHERE = re.compile(r"/wo" + r"rk/(?:main|shared)|\.\./sha" + r"red|/tmp/br" + r"ief")


def long_functions(module: ast.Module) -> list[str]:
    return [
        f"{node.name} has {lines} lines"
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    ]


def is_banned(path: Path) -> bool:
    """Whether a module is a bin for whatever came along; the folder of service definitions is no module."""
    return path.stem in BANNED and path.suffix == ".py"


def matches(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{name(path)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_is_longer_than_400_lines() -> None:
    sizes = {
        name(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in files(".py", ".html", ".css", ".js", ".sql")
    }
    assert {path: lines for path, lines in sizes.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_longer_than_50_lines() -> None:
    wrong = [
        f"{name(path)}: {each}"
        for path in files(".py")
        if not in_migrations(path)
        for each in long_functions(tree(path))
    ]
    assert wrong == []


def test_a_long_function_is_seen() -> None:
    body = "\n".join("    pass" for _ in range(LONGEST_FUNCTION))
    assert long_functions(ast.parse(f"def f():\n{body}")) == ["f has 51 lines"]


def test_no_module_is_a_bin() -> None:
    assert [name(path) for path in files(".py", under=PACKAGE) if is_banned(path)] == []
    assert is_banned(Path("niangjia/people/utils.py"))
    assert not is_banned(Path("niangjia/people/names.py"))


def test_nothing_is_left_for_later() -> None:
    assert matches(LOOSE_END, files(".py", ".html", ".css", ".js", ".sql", ".yaml", ".md", ".toml")) == []
    assert LOOSE_END.search("# TO" + "DO: later")
    assert not LOOSE_END.search("todo = N_('what to do')")


def test_every_silenced_lint_has_a_reason() -> None:
    assert matches(BARE_NOQA, files(".py")) == []
    assert matches(BARE_IGNORE, files(".py")) == []


def test_a_silenced_lint_without_a_reason_is_seen() -> None:
    assert BARE_NOQA.search("x = 1  # no" + "qa: S101")
    assert not BARE_NOQA.search("x = 1  # no" + "qa: S101 - it is meant")
    assert BARE_IGNORE.search("x = 1  # type: ig" + "nore[misc]")
    assert not BARE_IGNORE.search("x = 1  # type: ig" + "nore[misc]  # the stubs are wrong")


def test_no_file_names_a_place_outside_the_repository() -> None:
    assert matches(ELSEWHERE, files(".py", ".md", ".html", ".yaml", ".toml", ".sql", ".in", ".txt")) == []


def test_locks_name_no_address() -> None:
    locks = [*sorted(ROOT.glob("*.lock")), ROOT / "package-lock.json"]
    assert [name(path) for path in locks if ":/" + "/" in path.read_text()] == []
    assert len(locks) >= 4


def test_every_package_says_what_it_owns_in_20_lines() -> None:
    lines = {package: _length(PACKAGE / package / "README.md") for package in PACKAGES}
    assert {package: length for package, length in lines.items() if not 0 < length <= 20} == {}


def test_the_readme_is_a_page() -> None:
    assert 0 < _length(ROOT / "README.md") <= 100


def _length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines()) if path.exists() else 0
