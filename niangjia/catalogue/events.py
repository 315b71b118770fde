"""What the catalogue announces."""

from __future__ import annotations

from dataclasses import dataclass

from niangjia.base.events import Event


@dataclass(frozen=True)
class ServicesPublished(Event):
    """New versions hold, and everybody's verdict follows them already."""

    services: tuple[str, ...]
