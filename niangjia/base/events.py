"""Events: something that has happened and committed. Reactions run as jobs, wired in ``flows`` alone."""

from __future__ import annotations

import types
import typing
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, ClassVar
from uuid import UUID


@dataclass(frozen=True)
class Event:
    """Base of all events: a frozen dataclass of UUIDs, texts, numbers, dates."""

    name: ClassVar[str]

    def __init_subclass__(cls) -> None:
        package = cls.__module__.split(".")[1]
        cls.name = f"{package}.{cls.__name__}"
        _known[cls.name] = cls

    def payload(self) -> dict[str, Any]:
        """The fields as JSON values."""
        return {key: _to_json(value) for key, value in asdict(self).items()}


Reaction = Callable[[Any], None]
_known: dict[str, type[Event]] = {}
_reactions: dict[str, list[Reaction]] = defaultdict(list)


def subscribe(event: type[Event], reaction: Reaction) -> None:
    """Let ``reaction`` run, as a job of its own, after every ``event``. Called by ``flows`` at start-up."""
    if reaction not in _reactions[event.name]:
        _reactions[event.name].append(reaction)


def reactions_to(name: str) -> list[Reaction]:
    return list(_reactions[name])


def reaction_key(reaction: Reaction) -> str:
    return f"{reaction.__module__}.{reaction.__qualname__}"


def revive(name: str, payload: dict[str, Any]) -> Event:
    """The event from the JSON values of ``payload()``."""
    cls = _known[name]
    hints = typing.get_type_hints(cls)
    return cls(**{f.name: _from_json(payload[f.name], hints[f.name]) for f in fields(cls) if f.name in payload})


def known_events() -> dict[str, type[Event]]:
    """Every event by name; the documentation test reads it."""
    return dict(_known)


def _to_json(value: Any) -> Any:
    if isinstance(value, UUID | date):
        return str(value)
    return list(map(_to_json, value)) if isinstance(value, tuple) else value


def _from_json(value: Any, hint: Any) -> Any:
    if value is None:
        return None
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        hint = next(arg for arg in typing.get_args(hint) if arg is not type(None))
    if typing.get_origin(hint) is tuple:
        return tuple(_from_json(item, typing.get_args(hint)[0]) for item in value)
    if hint is UUID:
        return UUID(value)
    return date.fromisoformat(value) if hint is date else value
