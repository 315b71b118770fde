"""A draw in words: its steps and its outcomes, the same on the public page, the phone and the desk."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from niangjia.quotas import api as quotas
from niangjia.web.shell.parts import Moment
from niangjia.web.templatetags.nj import monthdaytime


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
