"""Who else has to agree to a case: the lines that the phone and the desk both show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from niangjia.base import clock
from niangjia.casework import api as casework
from niangjia.web.shell.texts import say
from niangjia.web.templatetags.nj import monthday, monthdaytime


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One of those who were asked. ``may_send``: the applicant may send the link again now; ``later``: from when on, or that it is enough."""

    name: str
    title: str
    state: str
    tone: str
    text: str
    may_send: bool = False
    later: str = ""


def asked_lines(asked: Sequence[casework.ConsentRow], case: Any, *, hers: bool) -> list[AskedLine]:
    """``hers``: for the applicant, who may send the link again."""
    return [_line(each, case, hers=hers) for each in asked]


def _line(row: casework.ConsentRow, case: Any, *, hers: bool) -> AskedLine:
    waits = row.waits and case.state == "consenting"
    text = _("短信发到 %(phone)s，%(day)s前答都行") % {"phone": row.phone, "day": monthday(row.until)} if waits else ""
    if row.answered_at and not waits:
        text = monthdaytime(row.answered_at)
    may = waits and hers and row.again_at is not None and row.again_at <= clock.now()
    return AskedLine(
        name=row.name, title=_("%(called)s %(who)s") % {"called": say(row.called), "who": row.who}, state=_(row.state_text),
        tone={"given": "yes", "asked": "unk"}.get(row.state, "no"), text=text, may_send=may, later="" if may or not (waits and hers) else _later(row),
    )  # fmt: skip


def _later(row: casework.ConsentRow) -> str:
    if row.again_at is None:
        return _("短信已经发了三次，不再发了。当面说一声，或者核对手机号。")
    return _("没有收到的话，%(time)s以后可以再发一次。") % {"time": monthdaytime(row.again_at)}
