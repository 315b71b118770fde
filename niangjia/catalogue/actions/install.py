"""The definition files of this installation, into the catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import transaction

from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import announce
from niangjia.base.locks import advisory
from niangjia.catalogue.actions.columns import reconcile_columns
from niangjia.catalogue.actions.generate import generate_functions
from niangjia.catalogue.actions.publish import publish
from niangjia.catalogue.actions.refresh import refresh_everybody
from niangjia.catalogue.events import ServicesPublished
from niangjia.catalogue.models import ServiceVersion
from niangjia.catalogue.registry.checking import changed_in_silence, load_text
from niangjia.catalogue.rules.compiling import Compiled
from niangjia.catalogue.rules.refusals import DefinitionError, Problem
from niangjia.kernel.text import N_

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
    facts = any(name.startswith("catalogue_facts") for name in changed)
    if changed and refresh_everybody(facts=facts) and done.published:
        announce([ServicesPublished(services=tuple(done.published))])
    return done


def check_file(path: Path) -> list[Problem]:
    """Everything wrong with a file, its examples included; empty when it could be published."""
    keys = frozenset(p.stem for p in (*definition_files(), path))
    try:
        compiled, _ = _load(path, keys)
    except DefinitionError as bad:
        return bad.problems
    return changed_in_silence(compiled.definition, path.read_text(encoding="utf-8"), str(path))


def _install_one(path: Path, keys: frozenset[str], done: Installed) -> None:
    try:
        compiled, text = _load(path, keys)
    except DefinitionError as bad:
        done.problems += bad.problems
        return
    definition = compiled.definition
    if problems := changed_in_silence(definition, text, str(path)):
        done.problems += problems
    elif _is_published(definition.key, definition.version):
        done.unchanged.append(definition.key)
    else:
        publish(by=SYSTEM, definition=definition, text=text)
        done.published.append(definition.key)


def _load(path: Path, keys: frozenset[str]) -> tuple[Compiled, str]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as bad:
        raise DefinitionError([Problem(str(path), 1, N_("文件不是 UTF-8。"), N_("存成 UTF-8"))]) from bad
    return load_text(text, str(path), keys), text


def _is_published(key: str, version: int) -> bool:
    return ServiceVersion.objects.filter(service__key=key, version=version).exclude(state="draft").exists()
