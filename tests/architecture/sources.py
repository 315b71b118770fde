"""What the architecture tests read: the repository's own files, parsed once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "niangjia"
PACKAGES = sorted(path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists())
FLOORS = {
    "config": 13,
    "demo": 12,
    "web": 11,
    "flows": 10,
    "insight": 10,
    "organising": 9,
    "aid": 9,
    "activities": 9,
    "honours": 9,
    "registers": 9,
    "pairs": 9,
    "campaigns": 9,
    "casework": 8,
    "quotas": 7,
    "notices": 6,
    "messages": 5,
    "points": 5,
    "catalogue": 4,
    "ledger": 4,
    "people": 3,
    "unions": 2,
    "base": 0,
    "kernel": -1,
}
OPEN = {"base", "kernel"}  # any of their modules may be imported


def files(*suffixes: str, under: Path = ROOT) -> list[Path]:
    """Our files with one of these suffixes; nothing that was installed, made or checked out beside."""
    found: list[Path] = []
    for folder in (PACKAGE, ROOT / "tests", ROOT / "docs", ROOT / ".ci"):
        if folder.is_relative_to(under) or under.is_relative_to(folder):
            start = max(folder, under, key=lambda path: len(path.parts))
            found += [path for path in start.rglob("*") if path.is_file()] if start.is_dir() else []
    if under == ROOT:
        found += [path for path in ROOT.iterdir() if path.is_file()]
    wanted = [path for path in set(found) if path.suffix in suffixes and "__pycache__" not in path.parts]
    return sorted(wanted)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def owner(label: str) -> str:
    """The package behind a Django app's label: "messages" was taken by Django's own app."""
    return label.removeprefix("niangjia_")


def package_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


def in_migrations(path: Path) -> bool:
    return path.parent.name == "migrations"


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def strings(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Every text constant with its line, docstrings left out, pieces of f-strings and of concatenations one by one."""
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(module)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.lineno, node.value


@cache
def texts_of(package: Path) -> tuple[tuple[str, str], ...]:
    """(place, text) of every string in Python and every SQL file below ``package``."""
    code = [
        (f"{name(path)}:{line}", text) for path in files(".py", under=package) for line, text in strings(tree(path))
    ]
    return (*code, *((name(path), path.read_text(encoding="utf-8")) for path in files(".sql", under=package)))
