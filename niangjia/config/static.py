"""Static files: ours, and from node_modules exactly the files named here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from niangjia.config.environment import ROOT

NODE_MODULES = ROOT / "node_modules"
SERVED = {
    "weui/weui.min.css": "weui/dist/style/weui.min.css",
    "tabler/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "tabler/tabler.min.js": "@tabler/core/dist/js/tabler.min.js",
}


class NodeModulesFinder(BaseFinder):
    """Serves the allow-list: a package's sources, tests and maps stay where they are."""

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        file = NODE_MODULES / SERVED.get(path, "")
        found = [str(file)] if path in SERVED and file.is_file() else []
        return found if find_all else next(iter(found), None)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        storage = AllowListStorage(location=NODE_MODULES)
        for path, source in SERVED.items():
            if (NODE_MODULES / source).is_file():
                yield path, storage


class AllowListStorage(FileSystemStorage):
    """Reads a served path from where the package keeps the file."""

    prefix = ""

    def path(self, name: str) -> str:
        return str(Path(self.location) / SERVED[name])


class HashedStorage(CompressedManifestStaticFilesStorage):
    """Names with content hashes, gzip beside them. Source maps are not served, so references to them are left alone."""

    patterns: ClassVar[tuple[Any, ...]] = tuple(
        (glob, tuple(rule for rule in rules if "sourceMappingURL" not in str(rule)))
        for glob, rules in CompressedManifestStaticFilesStorage.patterns
    )
