"""One door per package: others import its api, events and errors, nothing else."""

from __future__ import annotations

import ast
from collections.abc import Iterable

import grimp

from tests.architecture.sources import FLOORS, OPEN, PACKAGE, PACKAGES, files, name, tree

DOORS = {"api", "events", "errors"}


def broken_doors(imports: Iterable[tuple[str, str]]) -> list[str]:
    """Of (importer, imported) modules, those that reach past a door."""
    wrong = []
    for importer, imported in imports:
        here, there = importer.split("."), imported.split(".")
        if len(here) < 2 or len(there) < 2 or here[1] == there[1] or there[1] in OPEN:
            continue
        if len(there) < 3 or there[2] not in DOORS:
            wrong.append(f"{importer} → {imported}")
    return sorted(wrong)


def test_every_package_has_a_floor() -> None:
    assert set(PACKAGES) == set(FLOORS)


def test_packages_meet_at_their_doors() -> None:
    graph = grimp.build_graph("niangjia", cache_dir=None)
    imports = (
        (importer, imported)
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
    )
    assert broken_doors(imports) == []


def test_a_reach_past_a_door_is_seen() -> None:
    assert broken_doors([("niangjia.aid.actions.help", "niangjia.people.models.person")])
    assert broken_doors([("niangjia.web.urls", "niangjia.people")])
    assert not broken_doors(
        [("niangjia.aid.actions.help", "niangjia.people.api"), ("niangjia.aid.api", "niangjia.base.acts")]
    )


def unnamed_doors(module: ast.Module) -> bool:
    """Whether an api module lacks ``__all__``."""
    targets = [target for node in module.body if isinstance(node, ast.Assign) for target in node.targets]
    return not any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets)


def test_every_api_lists_what_it_offers() -> None:
    assert [
        name(path) for path in files(".py", under=PACKAGE) if path.name == "api.py" and unnamed_doors(tree(path))
    ] == []


def test_an_api_without_a_list_is_seen() -> None:
    assert unnamed_doors(ast.parse("from x import y"))
    assert not unnamed_doors(ast.parse("__all__ = ['y']"))
