"""One draw in the words of the public page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from niangjia.catalogue import api as catalogue
from niangjia.quotas import api as quotas
from niangjia.web.shell.parts import Moment
from niangjia.web.shell.texts import say
from niangjia.web.templatetags.nj import monthdaytime

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


def steps_in_public(view: quotas.DrawView) -> list[Moment]:
    """What has happened and what comes, with its fingerprint."""
    steps = [
        (
            _("公布种子从哪里来"),
            view.announced_at,
            _("%(source)s，%(when)s产生") % {"source": view.source, "when": monthdaytime(view.speaks_at)},
        ),
        (_("冻结名单，公布指纹"), view.frozen_at, view.entries_hash),
        (_("两个人录入种子"), view.confirmed_at, view.public_seed),
        (_("抽签，公布结果"), view.drawn_at, view.result_hash),
    ]
    return [
        Moment(
            "done" if at else "now" if n and steps[n - 1][1] else "next", title, monthdaytime(at) if at else "", note
        )
        for n, (title, at, note) in enumerate(steps)
    ]


def outcome_words(outcome: str, names: Mapping[str, str]) -> str:
    """A line of the result in words; ``names``: the groups' titles."""
    kind, _colon, group = outcome.partition(":")
    words = {
        "": _("等结果"), "given": _("中签"), "waiting": _("候补"), "returned": _("已退"), "not_entitled": _("轮到时条件不符合了"),
        "unknown": _("轮到时条件没有核实"), "barred": _("上次约了没来"), "too_many": _("要的名额太多"),
    }  # fmt: skip
    said = words.get(kind, _("未中"))
    return f"{said} · {names.get(group, group)}" if group else said


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
