"""A rush in the words of the phone pages: how many wait, the honest chance, how it is given, what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from niangjia.base import clock
from niangjia.catalogue import api as catalogue
from niangjia.quotas import api as quotas
from niangjia.web.gate.ticket import make_ticket
from niangjia.web.gate.whereabouts import gate_url
from niangjia.web.shell.texts import say
from niangjia.web.templatetags.nj import monthday, monthdaytime
from niangjia.web.worker.matter_line import Line
from niangjia.web.worker.places_page import place_line, what_she_can

OF_TEN = 10


@dataclass(frozen=True, slots=True)
class RushPage:
    """``stage``: "before" (she may come in), "in" (she waits), "opening" (the order is being served), "book", "gone", "over".

    ``ticket`` is "" where the form asks something: then only the page itself can take the claim. ``opens_in`` in seconds.
    """

    pool: quotas.PoolView
    over: str
    title: str
    stage: str
    opens_in: int
    clock: str
    truth: str
    how: Sequence[tuple[str, str, str]]
    form: Any
    key: UUID
    gate: str
    ticket: str
    wait: bool
    others: Sequence[Line]


def rush_page(person_id: UUID, pool: quotas.PoolView, form: Any, key: UUID, *, asks: bool, host: str) -> RushPage:
    definition = catalogue.definition(pool.service)
    opens_in = max(int((pool.opens_at - clock.now()).total_seconds()), 0)
    stage = _stage(pool, opens_in)
    others = quotas.pools_of_service(service=pool.service, person_id=person_id, item=pool.item, limit=6)
    return RushPage(
        pool=pool, over=" · ".join((say(definition.title) if definition else "", monthday(pool.opens_at))), title=_title(pool, stage),
        stage=stage, opens_in=opens_in, clock=_clock(opens_in), truth=truth(pool.left, pool.entered), how=_how(pool), form=form, key=key,
        gate=gate_url(host), ticket="" if asks and not pool.mine else make_ticket(person_id, pool.id, key), wait=what_she_can(pool) == "wait",
        others=[place_line(each, definition) for each in others if each.id != pool.id][:3] if stage in {"gone", "over"} else [],
    )  # fmt: skip


def _stage(pool: quotas.PoolView, opens_in: int) -> str:
    if pool.state in {"over", "cancelled"}:
        return "over"
    if not pool.drawn_at:
        return ("in" if pool.mine else "before") if opens_in else "opening"
    return "book" if pool.left else "gone"


def _title(pool: quotas.PoolView, stage: str) -> str:
    when = monthdaytime(pool.opens_at)
    return {
        "before": _("%(when)s发放") % {"when": when},
        "in": _("%(when)s发放，你已在候场") % {"when": when},
        "opening": _("正在按抽出的顺序发"),
        "book": _("还有，现在就能领"),
        "gone": _("这一批已经没有了"),
        "over": _("已经结束了"),
    }[stage]


def _clock(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60:02}:{rest % 60:02}"


def truth(left: int, waiting: int) -> str:
    """The honest chance in words, never better than it is.

    >>> truth(23_000, 41_620)
    '实话说：大约 10 个人里有 5 个能领到。'
    """
    if not waiting or left >= waiting:
        return _("实话说：现在进来的人都能领到。")
    share = int(quotas.chance(left, waiting) * OF_TEN)
    if not share:
        return _("实话说：人比名额多得多，%(n)d 个人里大约有 1 个能领到。") % {"n": -(-waiting // max(left, 1))}
    return _("实话说：大约 10 个人里有 %(n)d 个能领到。") % {"n": share}


def _how(pool: quotas.PoolView) -> list[tuple[str, str, str]]:
    """(icon, what, why), in the order of asking."""
    lines = [("dices", _("顺序由系统抽"), _("到点前进来的人一起排，先到后到一样。"))]
    definition = catalogue.definition(pool.service)
    titles = (
        {r.name: say(r.title) for r in definition.outcome.quota.reserve}
        if definition and definition.outcome.quota
        else {}
    )
    for name, places, _taken in quotas.shares_of(pool.id):
        lines.append(
            (
                "wrench",
                _("留 %(n)d 个给“%(group)s”") % {"n": places, "group": titles.get(name, name)},
                _("属于这一份的先排这一份，再排其余的。"),
            )
        )
    lines.append(("id-card", _("一人一份"), _("认人不认手机，转不走，也倒不了。")))
    lines.append(("shield-check", _("发完公开全部顺序"), _("谁都能下载名单，自己算一遍。种子的指纹现在就定下了。")))
    return lines
