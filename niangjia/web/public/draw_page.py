"""One draw in the words of the public page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from niangjia.catalogue import api as catalogue
from niangjia.quotas import api as quotas
from niangjia.web.draw_words import outcome_tone, outcome_words, reasons_words, steps_in_public
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
    tone: str
    score: int = 0
    reasons: str = ""
    unknown: str = ""
    seats: int = 1


@dataclass(frozen=True, slots=True)
class DrawPage:
    draw: quotas.DrawView
    service: str
    steps: Sequence[Moment]
    lines: Sequence[Line]
    reserved: Sequence[tuple[str, int]]
    notice: str
    merits: Sequence[tuple[str, int]]
    files: Sequence[tuple[str, str]]


def draw_page(view: quotas.DrawView) -> DrawPage:
    definition = catalogue.definition(view.service)
    names = (
        {r.name: say(r.title) for r in definition.outcome.quota.reserve}
        if definition and definition.outcome.quota
        else {}
    )
    outcomes = {line.number: line.outcome for line in view.drawn}
    lines = [
        Line(
            place, entry.number, entry.name, quotas.lot_of(view.seed, entry.number),
            outcome_words(outcomes.get(entry.number, ""), names, by_merit=view.by_merit), outcome_tone(outcomes.get(entry.number, "")), entry.score,
            reasons_words(entry.reasons, view.merits), reasons_words(entry.unknown, view.merits),
            entry.seats,
        )
        for place, entry in enumerate(view.order if view.drawn_at else [], 1)
    ]  # fmt: skip
    return DrawPage(
        draw=view,
        service=say(definition.title) if definition else view.service,
        steps=steps_in_public(view),
        lines=lines[:MOST_SHOWN],
        reserved=[(names.get(name, name), places) for name, places in view.reserved],
        notice=quotas.notice_token(view),
        merits=[(say(m["title"]), m["points"]) for m in view.merits],
        files=_files(view),
    )


def _files(view: quotas.DrawView) -> list[tuple[str, str]]:
    columns = _("名单：编号、名额、得分、理由，没有姓名") if view.by_merit else _("名单：编号、遮住的姓名、名额、优先")
    found = [("list.csv", columns)] if view.frozen_at else []
    found += [("seed.txt", _("种子"))] if view.public_seed else []
    found += [("order.csv", _("次序：名次、编号、得分、签"))] if view.order_text else []
    if view.result:
        found += [
            ("result.csv", _("结果")),
            ("draw.json", _("全部，给 niangjia verify draw 和 draw.py")),
            ("draw.py", _("三十行，不用本平台的任何代码")),
        ]
    return found
