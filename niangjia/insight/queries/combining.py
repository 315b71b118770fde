"""Two kinds of figures meet: what packages declare and what service definitions name."""

from __future__ import annotations

from collections.abc import Iterable

from niangjia.base.declare import Figure


def combined(declared: Iterable[Figure], named: Iterable[Figure]) -> dict[str, Figure]:
    """Figures by key. A package's own declaration stands before a definition of the same key: the package knows the record
    (an honour that was revoked), the definition only the case behind it.

    :raises ValueError: two packages, or two definitions, claim one key; nobody could say which number is meant.
    """
    return _by_key(named) | _by_key(declared)


def _by_key(figures: Iterable[Figure]) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for figure in figures:
        if figure.key in found:
            raise ValueError(f"figure {figure.key} is declared twice")
        found[figure.key] = figure
    return found
