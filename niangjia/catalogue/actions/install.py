"""The definition files of this installation, into the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import transaction

from niangjia.base import declare
from niangjia.base.actor import SYSTEM
from niangjia.base.locks import advisory
from niangjia.catalogue.actions.columns import reconcile_columns
from niangjia.catalogue.actions.generate import generate_functions
from niangjia.catalogue.actions.publish import digest_of, publish
from niangjia.catalogue.actions.refresh import refresh_everybody
from niangjia.catalogue.models import ServiceVersion
from niangjia.catalogue.registry.examples import wrong_examples
from niangjia.catalogue.registry.vocabulary import vocabularies
from niangjia.catalogue.rules.checks import load
from niangjia.catalogue.rules.compiling import Compiled
from niangjia.catalogue.rules.refusals import DefinitionError, Problem
from niangjia.catalogue.rules.yaml_lines import Source, read_yaml

LOCK = "catalogue.publish"


@dataclass
class Installed:
    """What ``install`` did. A file with problems is left out, with all of them; the others are published."""

    published: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def __str__(self) -> str:
        told = f"{len(self.published)} published, {len(self.unchanged)} unchanged"
        return "\n".join([told, *map(str, self.problems)])


def definition_files() -> list[Path]:
    """The files of all folders that the settings name, a folder's in the order of their paths."""
    return [path for folder in settings.NIANGJIA_SERVICES for path in sorted(Path(folder).rglob("*.yaml"))]


def install(*, files: Iterable[Path] | None = None) -> Installed:
    """Columns, new versions, functions; then everybody's verdicts if anything changed. A second run changes nothing.

    :raises ColumnsMissing: new facts were declared and this role may not add their columns.
    """
    reconcile_columns()
    done = Installed()
    with transaction.atomic():
        advisory(LOCK)
        paths = list(definition_files() if files is None else files)
        keys = frozenset(path.stem for path in paths)
        for path in paths:
            _install_one(path, keys, done)
        changed = generate_functions()
    if changed:
        refresh_everybody(facts=any(name.startswith("catalogue_facts") for name in changed))
    return done


def check_file(path: Path) -> list[Problem]:
    """Everything wrong with a file, its examples included; empty when it could be published."""
    keys = frozenset(p.stem for p in (*definition_files(), path))
    try:
        compiled, _ = _load(path, keys)
    except DefinitionError as bad:
        return bad.problems
    return [*_changed_in_silence(compiled, path)]


def _install_one(path: Path, keys: frozenset[str], done: Installed) -> None:
    try:
        compiled, text = _load(path, keys)
    except DefinitionError as bad:
        done.problems += bad.problems
        return
    definition = compiled.definition
    if problems := [*_changed_in_silence(compiled, path)]:
        done.problems += problems
    elif ServiceVersion.objects.filter(service__key=definition.key, version=definition.version).exists():
        done.unchanged.append(definition.key)
    else:
        publish(by=SYSTEM, definition=definition, text=text)
        done.published.append(definition.key)


def _load(path: Path, keys: frozenset[str]) -> tuple[Compiled, str]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as bad:
        raise DefinitionError([Problem(str(path), 1, "文件不是 UTF-8。", "存成 UTF-8")]) from bad
    compiled = load(text, str(path), vocabularies(), keys)
    source = read_yaml(text, str(path))
    for index, what, allowed in wrong_examples(compiled):
        source.problem(("examples", index), what, allowed)
    _require_deliverable(compiled, source)
    if source.problems:
        raise DefinitionError(source.problems)
    return compiled, text


def _require_deliverable(compiled: Compiled, source: Source) -> None:
    """An open service gives only what some package declares that it can give."""
    kinds = declare.outcome_kinds()
    for kind, _ in compiled.definition.records:
        if compiled.definition.state == "open" and kind not in kinds:
            part = kind.partition(".")[0]
            source.problem(("outcome", part), f"还没有谁能办 {kind}。", " | ".join([*sorted(kinds), "state: preview"]))


def _changed_in_silence(compiled: Compiled, path: Path) -> Iterator[Problem]:
    """A published version never changes; whoever began a case under it relies on it."""
    definition = compiled.definition
    versions = ServiceVersion.objects.filter(service__key=definition.key)
    line = read_yaml(path.read_text(encoding="utf-8"), str(path)).line_of(("version",))
    same = versions.filter(version=definition.version).first()
    newest = versions.order_by("-version").first()
    if same and same.digest != digest_of(definition):
        what = f"第 {definition.version} 版已经发布，内容不能再改。"
        yield Problem(str(path), line, what, f"version: {newest.version + 1 if newest else definition.version + 1}")
    elif not same and newest and definition.version < newest.version:
        what = f"第 {newest.version} 版已经发布，不能再发布更早的第 {definition.version} 版。"
        yield Problem(str(path), line, what, f"version: {newest.version + 1}")
