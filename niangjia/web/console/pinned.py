"""Definitions by version. A published version never changes, so a page need not ask for it twice."""

from __future__ import annotations

from functools import lru_cache

from niangjia.catalogue import api as catalogue
from niangjia.catalogue.api import Definition
from niangjia.kernel.errors import NotFound
from niangjia.web.shell.texts import say


@lru_cache(maxsize=256)
def pinned(key: str, version: int) -> Definition:
    """The texts, form, criteria and chain of a version. What parameters decide (a cap's scope) is not to be read from it.

    :raises NotFound: no such version.
    """
    found = catalogue.definition(key, version)
    if found is None:
        raise NotFound
    return found


def title_of(key: str, version: int) -> str:
    return say(pinned(key, version).title)
