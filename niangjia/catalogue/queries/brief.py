"""What whoever gives a service to many at once must know of it, kept by the process for as long as the catalogue stays as it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from niangjia.catalogue.errors import UnknownService
from niangjia.catalogue.registry.definitions import compiled, definition
from niangjia.catalogue.registry.glance import stamp
from niangjia.catalogue.registry.mask import masks_now, pending_of


@dataclass(frozen=True, slots=True)
class Brief:
    """``version`` is in force; ``figures``: the keys that it adds to; ``doubted``: a source that it asks is not believed now,
    so everybody's verdict is "unknown"."""

    version: int
    figures: tuple[str, ...]
    doubted: bool


def in_brief(*, service: str, at: int | None = None) -> Brief:
    """:param at: the ``stamp`` that the caller has read himself, out of ``catalogue_v_stamp``.

    :raises UnknownService:
    """
    return _brief(stamp() if at is None else at, service)


@lru_cache(maxsize=256)
def _brief(_: int, service: str) -> Brief:
    found = definition(service)
    if found is None:
        raise UnknownService(service=service)
    return Brief(
        found.version, tuple(figure.key for figure in found.figures), bool(pending_of(compiled(service), masks_now()))
    )
