"""The checklist of what an officer has to see before she signs: as the page draws it, and as it comes back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from niangjia.base import clock
from niangjia.casework import api as casework
from niangjia.web.shell.texts import say
from niangjia.web.templatetags.nj import fullday

POSTED = re.compile(r"^seen-([a-z][a-z0-9_]*)$")


@dataclass(frozen=True, slots=True)
class WayLine:
    """One way of having seen it: a radio, and the note that goes with it."""

    value: str
    title: str
    note: str
    field: str
    kind: str
    typed: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class SightLine:
    """One line of the checklist. ``name`` is the radio's."""

    key: str
    name: str
    title: str
    ways: Sequence[WayLine]


@dataclass(frozen=True, slots=True)
class SeenLine:
    """What was seen so far. ``open``: it is a promise still, and how long it has; ``over``: the day is gone by."""

    title: str
    text: str
    open: SightLine | None = None
    over: bool = False

    @property
    def opens(self) -> list[SightLine]:
        return [self.open] if self.open else []


def sight_lines(sights: Sequence[Any], posted: Mapping[str, Any] | None = None) -> list[SightLine]:
    return [_line(sight, posted or {}) for sight in sights]


def seen_lines(view: casework.CaseView) -> list[SeenLine]:
    """Line by line of the whole chain, what stands in the record."""
    sights = {sight.name: sight for sight in view.plan.sees}
    recorded = view.case.record.get(casework.SEEN, {})
    promised = {each.name: each.by for each in casework.promises(list(sights.values()), recorded)}
    return [
        _seen(sights[name], way, note, promised.get(name), live=view.live)
        for name, (way, note, *_rest) in recorded.items()
        if name in sights
    ]


def told_in(posted: Mapping[str, Any]) -> dict[str, casework.Seen]:
    """What came back, line by line; whether it is enough is for the verb."""
    found = {}
    for name, way in posted.items():
        if (key := POSTED.match(name)) and way:
            found[key[1]] = casework.Seen(str(way), str(posted.get(f"{name}-{way}", "")))
    return found


def _line(sight: Any, posted: Mapping[str, Any]) -> SightLine:
    name = f"seen-{sight.name}"
    ways = [
        WayLine(way.name, say(way.title), say(way.note), f"{name}-{way.name}", way.kind, str(posted.get(f"{name}-{way.name}", "")),
                posted.get(name) == way.name)
        for way in sight.ways
    ]  # fmt: skip
    return SightLine(sight.name, name, say(sight.title), ways)


def _seen(sight: Any, way_name: str, note: str, by: date | None, *, live: bool) -> SeenLine:
    way = next(way for way in sight.ways if way.name == way_name)
    if by is None:
        return SeenLine(say(sight.title), _("%(way)s：%(note)s") % {"way": say(way.title), "note": note})
    over = by < clock.today()
    return SeenLine(
        say(sight.title),
        _("%(way)s：%(note)s") % {"way": say(way.title), "note": fullday(by)},
        _line(sight, {}) if live else None,
        over,
    )
