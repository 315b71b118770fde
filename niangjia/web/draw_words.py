"""A draw in words: its steps, its outcomes and its points, the same on the public page, the phone and the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.quotas import api as quotas
from niangjia.web.shell.parts import Criterion, Moment
from niangjia.web.shell.texts import listed, say
from niangjia.web.templatetags.nj import monthdaytime


def steps_in_public(view: quotas.DrawView) -> list[Moment]:
    """What has happened and what comes, with its fingerprint."""
    source = _("%(source)s，%(when)s产生") % {"source": view.source, "when": monthdaytime(view.speaks_at)}
    steps: list[tuple[str, datetime | None, str]] = [
        (_("公布种子从哪里来"), view.announced_at, source),
        (_("冻结名单，公布指纹"), view.frozen_at, view.entries_hash),
        (_("两个人录入种子"), view.confirmed_at, view.public_seed),
    ]
    if view.by_merit:
        steps += [
            (_("按得分排好次序，同分的抽签"), view.drawn_at, ""),
            (_("公示名单和理由"), view.noticed_at, ""),
            (_("期满给座位，公布结果"), view.given_at, view.result_hash),
        ]
    else:
        steps.append((_("抽签，公布结果"), view.drawn_at, view.result_hash))
    return [
        Moment(
            "done" if at else "now" if n and steps[n - 1][1] else "next", title, monthdaytime(at) if at else "", note
        )
        for n, (title, at, note) in enumerate(steps)
    ]


def outcome_words(outcome: str, names: Mapping[str, str], *, by_merit: bool = False) -> str:
    """A line of the result in words; ``names``: the groups' titles."""
    kind, _colon, group = outcome.partition(":")
    words = {
        "": _("等结果"), "given": _("有座位") if by_merit else _("中签"), "waiting": _("候补"), "returned": _("已退"),
        "not_entitled": _("轮到时条件不符合了"), "unknown": _("轮到时条件没有核实"), "barred": _("上次约了没来"), "too_many": _("要的名额太多"),
        "fewer": _("剩下的不够他要的，候补"), "objection": _("异议成立，撤下"),
    }  # fmt: skip
    said = words.get(kind, _("未中"))
    return f"{said} · {names.get(group, group)}" if group else said


def outcome_tone(outcome: str) -> str:
    """Of the mark that says it."""
    kind = outcome.partition(":")[0]
    return {"": "", "given": "y", "waiting": "d", "fewer": "d"}.get(kind, "n")


def why_words(why: str, seats: int) -> str:
    """Why a booking is not given, in words; what an officer wrote stays as it is."""
    kind, _colon, left = why.partition(":")
    if kind == "fewer":
        return _("要 %(seats)d 个，轮到时只剩 %(left)s 个，先排候补") % {"seats": seats, "left": left}
    words = {
        "gone": _("轮到时已经没有了，先排候补"), "objection": _("有人实名提了异议，查明成立"), "not_entitled": _("轮到时条件不符合了"),
        "unknown": _("轮到时条件没有核实"), "barred": _("上次约了没有来、也没有退"), "poor": _("轮到时积分不够"),
        "too_many": _("要的名额太多"), "limit": _("这一期已经有一个名额了"), "moved": _("换了一天"),
    }  # fmt: skip
    return words.get(why, why)


def reasons_words(entry_reasons: Sequence[str], merits: Sequence[Mapping[str, object]]) -> str:
    """What gave points, with how many: "在一线干活 3、老家在省外 2"."""
    return listed(f"{say(m['title'])} {m['points']}" for m in merits if m["name"] in entry_reasons)


def merit_lines(lines: Sequence[quotas.MeritLine]) -> list[Criterion]:
    """What gives points and whether she has it; what is not known gives none, and that is said."""
    return [Criterion(line.holds, say(line.title), _points(line)) for line in lines]


def _points(line: quotas.MeritLine) -> str:
    if line.holds is None:
        return _("还不知道，先算 0 分（是的话 %(n)d 分）") % {"n": line.points}
    if not line.holds:
        return _("没有，0 分")
    return ngettext("得 %(n)d 分", "得 %(n)d 分", line.points) % {"n": line.points}
