"""One draw in the words of the public page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from niangjia.catalogue import api as catalogue
from niangjia.quotas import api as quotas
from niangjia.web.draw_words import outcome_words, steps_in_public
from niangjia.web.shell.parts import Moment
from niangjia.web.shell.texts import say

MOST_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Line:
    place: int
    number: int
    name: str
    lot: str
    words: str


@dataclass(frozen=True, slots=True)
class DrawPage:
    draw: quotas.DrawView
    service: str
    steps: Sequence[Moment]
    lines: Sequence[Line]
    reserved: Sequence[tuple[str, int]]
    files: Sequence[tuple[str, str]]


def draw_page(view: quotas.DrawView) -> DrawPage:
    definition = catalogue.definition(view.service)
    names = (
        {r.name: say(r.title) for r in definition.outcome.quota.reserve}
        if definition and definition.outcome.quota
        else {}
    )
    listed = {entry.number: entry.name for entry in view.listed}
    lines = [
        Line(line.place, line.number, listed[line.number], line.lot, outcome_words(line.outcome, names))
        for line in view.drawn
    ]
    return DrawPage(
        draw=view,
        service=say(definition.title) if definition else view.service,
        steps=steps_in_public(view),
        lines=lines[:MOST_SHOWN],
        reserved=[(names.get(name, name), places) for name, places in view.reserved],
        files=_files(view),
    )


def _files(view: quotas.DrawView) -> list[tuple[str, str]]:
    found = [("list.csv", _("名单：编号、遮住的姓名、名额、优先"))] if view.frozen_at else []
    found += [("seed.txt", _("种子"))] if view.public_seed else []
    if view.result:
        found += [
            ("result.csv", _("结果")),
            ("draw.json", _("全部，给 niangjia verify draw 和 draw.py")),
            ("draw.py", _("三十行，不用本平台的任何代码")),
        ]
    return found
