"""What stands against a plain yes in a line of the inbox, in a sign and a few words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from niangjia.casework.api import Waiting
from niangjia.kernel.text import N_
from niangjia.web.console.pinned import pinned
from niangjia.web.console.words import stage_title
from niangjia.web.shell.texts import say

SIGNS = {"yes": N_("资格全符合"), "unk": N_("有不知道"), "no": N_("有不符合")}


def sign_of(line: Waiting) -> str:
    """A key of ``SIGNS``: one no decides, else one not known; "" where nothing was judged."""
    if line.criteria is None:
        return ""
    return "no" if False in line.criteria else "unk" if None in line.criteria else "yes"


def point_of(line: Waiting) -> tuple[str | None, str, str]:
    """(sign, point, detail): what the officer has to look at first. The sign is "" where there is nothing to judge."""
    definition = pinned(line.service, line.version)
    if line.disputed or line.state == "appealed":
        return None, _("本人说记录不对") if line.disputed else _("不服原决定"), ""
    if not line.criteria:
        return "", stage_title(definition.chain[line.stage]), ""
    told, sign = line.criteria, sign_of(line)
    holding = _("资格 %(n)s/%(of)s") % {"n": sum(value is True for value in told), "of": len(told)}
    if sign == "yes":
        return "yes", holding, ""
    weakest = told.index(False if sign == "no" else None)
    return "no" if sign == "no" else None, say(definition.criteria[weakest].because), holding
